"""Rich text and Markdown: one into the other and back, without loss.

The Markdown is CommonMark with the few tags that rich text has beside (`<sup>`, `<span lang="en">`). A text that
does not come back as it was is never written as Markdown: it stays HTML, as `{html: …}`.

Two texts are the same here when a browser cannot tell them apart: entities against characters, the editor's own
marks (`data-block-key`), blanks between paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

VOID = frozenset({"br", "hr", "img", "embed", "wbr", "input"})
BLOCKS = frozenset({"p", "ul", "ol", "li", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div"})
EDITOR_MARK = "data-block-key"
MARKS = {"b": "**", "i": "*", "s": "~~"}
TAGS = {"strong": "b", "em": "i", "s": "s"}
PAGE = "page:"
MEDIA = "media/"

PARSER = MarkdownIt("zero").enable(
    [
        "paragraph",
        "list",
        "hr",
        "newline",
        "escape",
        "backticks",
        "emphasis",
        "strikethrough",
        "link",
        "entity",
    ]
)
PARSER.enable(["html_inline", "balance_pairs", "fragments_join"])
PARSER.options["html"] = True
# What an address may be is decided where it is shown; here it must come back as it was.
PARSER.normalizeLink = lambda url: url  # type: ignore[method-assign]
PARSER.validateLink = lambda url: True  # type: ignore[method-assign]

SPECIAL = re.compile(r"[\\`*\[\]<]|~(?=~)|(?<=~)~|&(?=#|[A-Za-z])|(?<![^\W_])_|_(?![^\W_])")
ANY_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
LINE_START = re.compile(r"^(?:([-+#>=|:])|(\d{1,9})([.)]))")


@dataclass
class Element:
    """A piece of HTML. Text is a child of type `str`, unescaped."""

    tag: str
    attributes: list[tuple[str, str]] = field(default_factory=list)
    children: list[Element | str] = field(default_factory=list)


class _Tree(HTMLParser):
    """Builds elements; `is_sound` tells whether all that was written is in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.is_sound = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, [(name, value or "") for name, value in attrs if name != EDITOR_MARK])
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open[-1].tag != tag or len(self.open) == 1:
            self.is_sound = False
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        children = self.open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)

    def handle_comment(self, data: str) -> None:
        self.is_sound = False

    def handle_decl(self, decl: str) -> None:
        self.is_sound = False

    def unknown_decl(self, data: str) -> None:
        self.is_sound = False

    def handle_pi(self, data: str) -> None:
        self.is_sound = False


def tree(html: str) -> Element | None:
    """The elements of `html`; None when it is not well formed."""
    parser = _Tree()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, ValueError):
        return None
    if not parser.is_sound or len(parser.open) != 1:
        return None
    _drop_blanks_between_blocks(parser.root)
    return parser.root


def _drop_blanks_between_blocks(element: Element) -> None:
    has_blocks = any(isinstance(child, Element) and child.tag in BLOCKS for child in element.children)
    is_list = element.tag in ("ul", "ol")
    element.children = [
        child
        for child in element.children
        if not (isinstance(child, str) and not child.strip(" \n\t\r") and (has_blocks or is_list))
    ]
    for child in element.children:
        if isinstance(child, Element):
            _drop_blanks_between_blocks(child)


def written(element: Element) -> str:
    """An element's children as HTML, in the one way it is written here."""
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(escape(child, quote=False))
        else:
            attributes = "".join(f' {name}="{escape(value)}"' for name, value in child.attributes)
            closing = "/>" if child.tag in VOID else f">{written(child)}</{child.tag}>"
            parts.append(f"<{child.tag}{attributes}{closing}")
    return "".join(parts)


def without_editor_marks(html: str) -> str:
    """HTML without what the editor puts in for itself at each save."""
    return re.sub(rf'\s+{EDITOR_MARK}="[^"]*"', "", html)


# To Markdown


def encoded(html: str) -> str | dict[str, str]:
    """Rich text as Markdown, or as `{html: …}` when Markdown would lose something of it."""
    root = tree(html)
    if root is not None:
        wanted = written(root)
        for escaping, has_signs in ((_lightly, True), (_lightly, False), (_heavily, False)):
            markdown = _Writer(escaping, has_signs).blocks(root.children)
            if markdown is not None and decoded(markdown) == wanted:
                return markdown
    return {"html": without_editor_marks(html)}


def decoded(value: Any) -> str:
    """Rich text from what `encoded` gave. Raises `ValueError` for anything else."""
    if isinstance(value, dict) and set(value) == {"html"} and isinstance(value["html"], str):
        return value["html"]
    if not isinstance(value, str):
        raise ValueError(value)
    return _rendered(PARSER.parse(value))


def _lightly(text: str) -> str:
    return SPECIAL.sub(r"\\\g<0>", text)


def _heavily(text: str) -> str:
    """Every sign escaped, every blank that a reader would cut written as an entity."""
    text = ANY_PUNCTUATION.sub(r"\\\g<0>", text)
    return re.sub(
        r"^\s|\s$|(?<=\n)[^\S\n]|[^\S\n](?=\n)|[\t\r\f\v\x00\x1c-\x1f\x85\u2028\u2029]|\n", _entity, text
    )


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found.group())};"


class _Writer:
    """Writes elements as Markdown; None for what it has no sign for.

    Without `has_signs` bold and the like stay tags: between some letters their signs open nothing.
    """

    def __init__(self, escaping: Callable[[str], str], has_signs: bool) -> None:
        self.escaping = escaping
        self.has_signs = has_signs

    def blocks(self, children: Iterable[Element | str]) -> str | None:
        parts = []
        for child in children:
            if isinstance(child, str):
                return None
            part = self.block(child)
            if part is None:
                return None
            parts.append(part)
        return "\n\n".join(parts)

    def block(self, element: Element) -> str | None:
        if element.attributes:
            return None
        if element.tag == "hr":
            return "---"
        if element.tag == "p":
            return self.lines(element.children) or None
        if element.tag in ("ul", "ol"):
            return self.list(element)
        return None

    def list(self, element: Element) -> str | None:
        items = []
        for number, item in enumerate(element.children, 1):
            if isinstance(item, str) or item.tag != "li" or item.attributes:
                return None
            split = next(
                (n for n, c in enumerate(item.children) if isinstance(c, Element) and c.tag in BLOCKS), None
            )
            text = self.lines(item.children[:split])
            if not text:
                return None
            below = [] if split is None else item.children[split:]
            inner = [
                self.block(c) if isinstance(c, Element) and c.tag in ("ul", "ol") else None for c in below
            ]
            if None in inner:
                return None
            sign = "- " if element.tag == "ul" else f"{number}. "
            whole = "\n".join([text, *(part for part in inner if part)])
            items.append(sign + whole.replace("\n", "\n" + " " * len(sign)))
        return "\n".join(items) or None

    def lines(self, children: Iterable[Element | str]) -> str:
        """Inline content as lines none of which begins like something else."""
        return "\n".join(self.line(line) for line in self.inline(children).split("\n"))

    @staticmethod
    def line(line: str) -> str:
        return LINE_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", line)

    def inline(self, children: Iterable[Element | str]) -> str:
        return "".join(self.escaping(c) if isinstance(c, str) else self.element(c) for c in children)

    def element(self, element: Element) -> str:
        if element.tag == "br" and not element.attributes:
            return "\\\n"
        if element.tag in VOID:
            return written(Element("", [], [element]))
        inner = self.inline(element.children)
        if element.tag == "code" and not element.attributes:
            return self.code(element) or f"<code>{inner}</code>"
        text = plain_text(element)
        has_edges = bool(text) and text[0].isalnum() and text[-1].isalnum()
        if self.has_signs and element.tag in MARKS and not element.attributes and has_edges:
            return f"{MARKS[element.tag]}{inner}{MARKS[element.tag]}"
        if element.tag == "a" and (address := address_of(element)) is not None and inner:
            return f"[{inner}]({address})"
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in element.attributes)
        return f"<{element.tag}{attributes}>{inner}</{element.tag}>"

    def code(self, element: Element) -> str:
        text = plain_text(element)
        is_simple = text and "`" not in text and "\n" not in text and text == text.strip()
        only_text = all(isinstance(child, str) for child in element.children)
        return f"`{text}`" if is_simple and only_text else ""


def plain_text(element: Element) -> str:
    return "".join(child if isinstance(child, str) else plain_text(child) for child in element.children)


def address_of(link: Element) -> str | None:
    """Where a link leads, as Markdown writes it; None when it says more than that."""
    attributes = dict(link.attributes)
    if len(attributes) != len(link.attributes):
        return None
    if attributes.get("linktype") == "page" and list(attributes) == ["linktype", "id"]:
        address = PAGE + attributes["id"]
    elif attributes.get("linktype") == "document" and list(attributes) == ["linktype", "id"]:
        address = attributes["id"]
        if not address.startswith(MEDIA):
            return None
    elif list(attributes) == ["href"]:
        address = attributes["href"]
        if address.startswith((PAGE, MEDIA)):
            return None
    else:
        return None
    if re.fullmatch(r"[^\s()<>\\&\x00-\x1f]+", address):
        return address
    if "\n" in address or not address:
        return None
    return "<" + re.sub(r"[\\<>&]", r"\\\g<0>", address) + ">"


# From Markdown


def _rendered(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "inline":
            parts.append(_inline(token.children or []))
        elif token.type == "hr":
            parts.append("<hr/>")
        elif not token.hidden:
            parts.append(f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>")
    return "".join(parts)


def _inline(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in ("text", "text_special"):
            parts.append(escape(token.content, quote=False))
        elif token.type == "softbreak":
            parts.append("\n")
        elif token.type == "hardbreak":
            parts.append("<br/>")
        elif token.type == "code_inline":
            parts.append(f"<code>{escape(token.content, quote=False)}</code>")
        elif token.type == "html_inline":
            parts.append(token.content)
        elif token.type == "link_open":
            parts.append(_link(str(token.attrs.get("href", ""))))
        elif token.type == "link_close":
            parts.append("</a>")
        else:
            tag = TAGS[token.tag]
            parts.append(f"</{tag}>" if token.nesting < 0 else f"<{tag}>")
    return "".join(parts)


def _link(address: str) -> str:
    if address.startswith(PAGE):
        return f'<a linktype="page" id="{escape(address.removeprefix(PAGE))}">'
    if address.startswith(MEDIA):
        return f'<a linktype="document" id="{escape(address)}">'
    return f'<a href="{escape(address)}">'


# Keys of the database inside HTML

KEYED = re.compile(r"<(a|embed)\b([^>]*)>")
KIND = re.compile(r'\b(?:linktype|embedtype)="([^"]*)"')
KEY = re.compile(r'\bid="([^"]*)"')

Rename = Callable[[str, str], str]
"""(kind: page, document, image…, what stands for the object) -> what is to stand there."""


def with_keys(html: str, rename: Rename) -> str:
    """HTML in which the key of each object that a link or an embedded picture names is renamed."""

    def renamed(found: re.Match[str]) -> str:
        kind = KIND.search(found.group(2))
        if not kind or not KEY.search(found.group(2)):
            return found.group()
        attributes = KEY.sub(lambda m: f'id="{escape(rename(kind[1], unescape(m[1])))}"', found.group(2))
        return f"<{found.group(1)}{attributes}>"

    return KEYED.sub(renamed, html)
