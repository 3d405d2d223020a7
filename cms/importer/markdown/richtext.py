"""Inline HTML into Wagtail's rich text: a list of allowed tags, written anew, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

import nh3
from bs4 import NavigableString, PageElement, Tag
from bs4.element import PreformattedString
from django.utils.translation import gettext as _

from cms.importer.markdown.html import SourceHtml
from cms.importer.markdown.surroundings import Surroundings

SAME_AS = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "cite": "i", "dfn": "i", "var": "i",
    "s": "s", "del": "s", "strike": "s", "sup": "sup", "sub": "sub",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
INLINE_TAGS = frozenset({
    "span", "font", "u", "ins", "small", "big", "mark", "abbr", "acronym", "time", "label", "bdi",
    "bdo", "wbr", "q", "data", "nobr",
})  # fmt: skip
# Their content stands on lines of its own; inside a line they part words.
ON_ITS_OWN = frozenset({
    "p", "div", "center", "section", "article", "main", "header", "footer", "aside", "figcaption",
    "figure", "summary", "noscript", "address", "li", "dt", "dd", "dl", "thead", "tbody", "tfoot", "tr",
    "td", "th", "caption", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote",
})  # fmt: skip
UNWRAPPED = INLINE_TAGS | ON_ITS_OWN
LANGUAGES = frozenset({"en", "de", "es", "it", "la"})
BARE_ADDRESS = re.compile(
    r"(?P<url>https?://[^\s<>«»“”\"]+)"
    r"|(?<![\w.+-])(?P<name>[\w.+-]*\w)(?P<at>@|\s*(?:\[at\]|\(at\)|\s-?\s?at\s?-|\s@\s)\s*)(?P<host>[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?!\w)",
    re.IGNORECASE,
)
SENTENCE_END = ".,;:!?)]’'»"

APART = "\x1e"

ALLOWED_TAGS = {"p", "b", "i", "s", "sup", "sub", "code", "br", "hr", "a", "span", "ul", "ol", "li"}
ALLOWED_ATTRIBUTES = {"a": {"href", "linktype", "id"}, "span": {"lang"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}

Special = Callable[[Tag], None]


def cleaned(html: str) -> str:
    """A last sieve behind the writer's own list of tags: what runs in a browser never gets through."""
    text = nh3.clean(
        html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, url_schemes=ALLOWED_SCHEMES, link_rel=None
    )
    return text.replace("&nbsp;", "\u00a0").replace("<br>", "<br/>").replace("<hr>", "<hr/>")


class InlineWriter:
    """Writes inline nodes as rich text. Tags with a block of their own (images, players) go to `special`."""

    def __init__(self, html: SourceHtml, around: Surroundings, special: Special) -> None:
        self.html = html
        self.around = around
        self.special = special
        self.has_block = frozenset(
            {
                "img",
                "iframe",
                "script",
                "style",
                "video",
                "audio",
                "object",
                "embed",
                "svg",
                "template",
            }
            | {html.placeholder}
        )

    def write(self, nodes: Iterable[PageElement]) -> str:
        """Rich text without the blanks and line breaks at its ends."""
        text = re.sub(r"[ \t\n]+", " ", self.joined(nodes))
        text = re.sub(rf"(?: ?{APART})+ ?", "<br/>", text)
        text = re.sub(r" ?<br/> ?", "<br/>", text)
        # Each run of blanks is looked at once: a pattern that may begin anywhere in it takes ages.
        return re.sub(r"^(?:\s|<br/>)+|(?<!\s)(?<!<br/>)(?:\s|<br/>)+$", "", text)

    def joined(self, nodes: Iterable[PageElement]) -> str:
        """Nodes one after another; what HTML shows on lines of their own stays apart."""
        parts = []
        for node in nodes:
            text = self.node(node)
            apart = isinstance(node, Tag) and node.name in ON_ITS_OWN and text.strip()
            parts.append(f"{APART}{text}{APART}" if apart else text)
        return "".join(parts).strip(APART)

    def node(self, node: PageElement) -> str:
        if isinstance(node, PreformattedString):  # comments, declarations
            return ""
        if isinstance(node, NavigableString):
            return self.text(node)
        return self.tag(node) if isinstance(node, Tag) else ""

    def text(self, node: NavigableString) -> str:
        text = str(node)
        inside = {parent.name for parent in node.parents}
        if inside & {"a", "pre"}:
            return escape(text, quote=False)
        line = self.html.line(getattr(node.parent, "sourceline", None))
        pieces: list[str] = []
        position = 0
        for found in BARE_ADDRESS.finditer(text):
            pieces.append(escape(text[position : found.start()], quote=False))
            written = found.group(0).rstrip(SENTENCE_END) if found["url"] else found.group(0)
            pieces.append(self.address(found, written, line))
            position = found.start() + len(written)
        return "".join(pieces) + escape(text[position:], quote=False)

    def address(self, found: re.Match[str], written: str, line: int) -> str:
        """A bare web or e-mail address as a link; an e-mail address hidden from robots is written plainly."""
        href = written if found["url"] else f"mailto:{found['name']}@{found['host']}"
        target = self.around.link(href, line)
        if not found["url"] and found["at"] != "@":
            self.around.warn(line, "email-obfuscated", written, _("written as a plain address"))
            written = href.removeprefix("mailto:")
        label = escape(written, quote=False)
        return f"{target.opening_tag()}{label}</a>" if target else label

    def tag(self, tag: Tag) -> str:
        if tag.name in self.has_block:
            self.special(tag)
            return ""
        if tag.name == "br":
            return "<br/>"
        if tag.name == "a":
            return self.link(tag)
        inside = self.joined(tag.children)
        title = " ".join(str(tag.get("title") or "").split())
        if title and tag.name == "abbr":
            inside += f" ({escape(title, quote=False)})"
        elif title:
            self.around.note(title)
        if tag.name in SAME_AS:
            name = SAME_AS[tag.name]
            nested = any(SAME_AS.get(parent.name) == name for parent in tag.parents)
            return inside if nested or not inside.strip() else f"<{name}>{inside}</{name}>"
        language = str(tag.get("lang", "")).partition("-")[0]
        if tag.name == "span" and language in LANGUAGES and inside.strip():
            return f'<span lang="{language}">{inside}</span>'
        if tag.name == "q":
            return f"«\u00a0{inside}\u00a0»"
        if tag.name not in UNWRAPPED:
            line = self.html.line(tag.sourceline)
            kind = "html-form" if tag.name == "form" else "html-unknown"
            written = "".join(
                f' {name}="{value}"' if value else f" {name}" for name, value in tag.attrs.items()
            )
            self.around.warn(line, kind, f"<{tag.name}{written}>", _("the tag is dropped, its text kept"))
        return inside

    def link(self, tag: Tag) -> str:
        inside = self.joined(tag.children)
        href = str(tag.get("href") or "").strip()
        if not href:
            return inside
        line = self.html.line(tag.sourceline)
        title = " ".join(str(tag.get("title") or "").split())
        if not inside.strip():
            if not tag.find("img"):
                self.around.warn(line, "link-empty", href, _("dropped; it has no words to click on"))
            return inside
        if title and title.casefold() not in inside.casefold():
            self.around.warn(
                line, "link-title", title, _("kept in the import note; a link has only its words")
            )
            self.around.note(f"{href} : {title}")
        target = self.around.link(href, line)
        return f"{target.opening_tag()}{inside}</a>" if target else inside


def text_of(html: str) -> str:
    """The words of rich text, for fields that take no tags."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html.replace("<br/>", " "))).split(" ")).strip()


def code_html(tag: Tag) -> str:
    """Preformatted text: one line break per line, inside one `<code>`."""
    nodes = [str(node) for node in tag.descendants if isinstance(node, NavigableString)]
    lines = escape("".join(nodes).strip("\n"), quote=False).split("\n")
    return f"<code>{'<br/>'.join(lines)}</code>"
