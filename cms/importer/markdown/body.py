"""A text into body blocks: headings, rich text, quotations, images, videos, links, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from bs4 import NavigableString, PageElement, Tag
from django.utils.translation import gettext as _

from cms.importer.markdown import shortcodes
from cms.importer.markdown.finish import finished, flattened
from cms.importer.markdown.html import SourceHtml, to_html
from cms.importer.markdown.limits import soup_of
from cms.importer.markdown.quotations import signed
from cms.importer.markdown.richtext import InlineWriter, cleaned, code_html, text_of
from cms.importer.markdown.specials import Specials
from cms.importer.markdown.surroundings import Block, Surroundings
from cms.importer.markdown.tables import cell_text, outside_cells, table_value

HEADING_ATTRIBUTES = re.compile(r"(?<!\s)\s*\{(?P<inside>[#.:][^{}]*)\}\s*$")
CONTAINERS = frozenset(
    [
        "center",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "noscript",
        "address",
        "dl",
        "dt",
        "dd",
        "form",
        "fieldset",
        "body",
        "html",
    ]
)
BLOCK_TAGS = CONTAINERS | frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "hr",
        "table",
        "figure",
        "details",
        "li",
        "summary",
        "figcaption",
    ]
)
LONGEST_CAPTION = 400
# A line that ends so, or holds two sentences, is emphasis or a lead-in and no heading.
SENTENCE = re.compile(r"[.:;,!…»”)]$|[.!?…]\s+[^\W\d_]")


def body_blocks(source: str, first_line: int, around: Surroundings) -> list[Block]:
    """The blocks of a Markdown text whose first line is line `first_line` of its file. They have no id yet."""
    html = to_html(source, first_line, around.warn)
    reader = BodyReader(html, around)
    soup = soup_of(html.text, html.placeholder, around.warn, around.note, html.line)
    reader.flow(soup.children)
    reader.end_rich_text()
    return finished(reader.blocks, around)


def body_rich_text(source: str, first_line: int, around: Surroundings) -> str:
    """A Markdown text for a field without blocks: headings become bold lines, videos and link blocks links."""
    return flattened(body_blocks(source, first_line, around), around)


@dataclass
class BodyReader:
    """Walks the HTML of one text. `rich` gathers paragraphs until a block of another kind comes."""

    html: SourceHtml
    around: Surroundings

    def __post_init__(self) -> None:
        self.blocks: list[Block] = []
        self.rich: list[str] = []
        self.kicker = ""
        self.specials = Specials(self.html, self.around)
        self.writer = InlineWriter(self.html, self.around, self.specials)
        self.readers: dict[str, Callable[[Tag], None]] = {
            "p": self.paragraph, "ul": self.items, "ol": self.items, "blockquote": self.quotation,
            "pre": self.code, "hr": lambda tag: self.rich.append("<hr/>"), "table": self.table,
            "figure": self.figure, "details": self.details, "dt": self.term,
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self.heading),
        }  # fmt: skip

    # Flow

    def line(self, tag: Tag) -> int:
        return self.html.line(tag.sourceline)

    def flow(self, nodes: Iterable[PageElement]) -> None:
        """Read nodes in order: runs of inline ones make a paragraph."""
        run: list[PageElement] = []
        for node in list(nodes):
            if isinstance(node, Tag) and node.name in BLOCK_TAGS:
                self.inline_paragraph(run)
                run = []
                self.readers.get(node.name, self.container)(node)
            else:
                run.append(node)
        self.inline_paragraph(run)

    def container(self, tag: Tag) -> None:
        if tag.name == "form":
            self.around.warn(self.line(tag), "html-form", "<form>", _("dropped; its text is kept"))
        self.flow(tag.children)

    def term(self, tag: Tag) -> None:
        """The term of a definition stands in bold above it."""
        text = self.writer.write(list(tag.children))
        if text:
            self.paragraph_text(f"<b>{text}</b>")
        self.add_after()

    def add(self, block: Block) -> None:
        self.end_rich_text()
        self.blocks.append(block)

    def end_rich_text(self) -> None:
        if self.kicker:
            kicker, self.kicker = self.kicker, ""
            self.add(heading_block("h4", kicker))
        html = cleaned("".join(self.rich))
        self.rich = []
        if html:
            self.blocks.append({"type": "rich_text", "value": html})

    def add_after(self) -> None:
        for block in self.specials.take():
            self.add(block)

    # Paragraphs

    def paragraph(self, tag: Tag) -> None:
        if any(isinstance(child, Tag) and child.name in BLOCK_TAGS for child in tag.children):
            self.flow(tag.children)
        else:
            self.inline_paragraph(list(tag.children))

    def inline_paragraph(self, nodes: list[PageElement]) -> None:
        text = self.writer.write(nodes)
        after = self.specials.take()
        if not text_of(text):
            for block in after:
                self.add(block)
            return
        if after and after[-1]["type"] == "image" and self.is_caption(text):
            after[-1]["value"]["caption"] = text_of(text)
            for block in after:
                self.add(block)
            return
        if not after and not self.rich and self.takes_caption(nodes, text):
            self.last_image()["caption"] = text_of(text)
            return
        leading = after if after and self.is_led_by_special(nodes) else []
        for block in leading:
            self.add(block)
        guess = None if after else self.guessed_heading(nodes, text)
        if guess:
            self.add(guess)
            return
        self.paragraph_text(text)
        for block in after if not leading else []:
            self.add(block)

    def paragraph_text(self, html: str) -> None:
        if self.kicker:
            self.end_rich_text()
        self.rich.append(f"<p>{html}</p>")

    def is_caption(self, text: str) -> bool:
        whole = re.fullmatch(r"<i>(?:(?!</i>|<a ).)*</i>", text, re.DOTALL)
        return bool(whole) and len(text_of(text)) <= LONGEST_CAPTION

    def takes_caption(self, nodes: list[PageElement], text: str) -> bool:
        """Whether this is a line in italics right below an image that has no caption yet."""
        if not self.blocks or self.last_image().get("caption", "none") != "":
            return False
        centred = any(node.find_parent("center") is not None for node in nodes)
        return self.is_caption(text) and (centred or not self.guessed_heading(nodes, text))

    def last_image(self) -> dict[str, Any]:
        """Value of the image that ends the blocks so far, or has only its own link below it; else empty."""
        image, link = ([None, *self.blocks])[-2:]
        if image and link and link["type"] == "link" and image["type"] == "image":
            link = image
        value: dict[str, Any] = link["value"] if link and link["type"] == "image" else {}
        return value

    def is_led_by_special(self, nodes: list[PageElement]) -> bool:
        for node in nodes:
            if isinstance(node, Tag):
                first = node if node.name in self.writer.has_block else node.find(True)
                return (
                    isinstance(first, Tag)
                    and first.name in self.writer.has_block
                    and not node.get_text(strip=True)
                )
            if str(node).strip():
                return False
        return False

    def guessed_heading(self, nodes: list[PageElement], text: str) -> Block | None:
        """A short line all in bold or italics is a heading; `finished` takes it back where nothing follows."""
        whole = re.fullmatch(r"<(?P<mark>b|i)>(?:<[bi]>)?[^<>]*(?:</[bi]>)?</(?P=mark)>", text)
        words = text_of(text)
        if (
            not whole
            or not 3 <= len(words) <= 120
            or SENTENCE.search(words)
            or not any(map(str.isalpha, words))
        ):
            return None
        if self.rich:
            below_emphasis = bool(re.fullmatch(r"<p><([bi])>.*</\1></p>", self.rich[-1]))
        else:
            below_emphasis = bool(self.blocks) and "guess" in self.blocks[-1]
        if whole["mark"] == "i" and (below_emphasis or any(node.find_parent("center") for node in nodes)):
            return None
        line = self.line(nodes[0].parent) if nodes and isinstance(nodes[0].parent, Tag) else 1
        return {**heading_block("", words), "guess": {"line": line, "html": f"<p>{text}</p>"}}

    # Blocks

    def heading(self, tag: Tag) -> None:
        text = text_of(self.writer.write(list(tag.children)))
        after = self.specials.take() + list(self.links_of_heading(tag))
        found = HEADING_ATTRIBUTES.search(text)
        if found:
            text = text[: found.start()]
            if found["inside"] == ".subtitle":
                self.end_rich_text()
                self.kicker = text
                for block in after:
                    self.add(block)
                return
            self.around.warn(
                self.line(tag),
                "attributes-dropped",
                found.group(0).strip(),
                _("dropped; it only styled the text"),
            )
        if text:
            kicker, self.kicker = self.kicker, ""
            level = {"h1": "h2", "h5": "h4", "h6": "h4"}.get(tag.name, tag.name)
            self.add(heading_block(level, text, kicker))
        for block in after:
            self.add(block)

    def links_of_heading(self, tag: Tag) -> Iterator[Block]:
        """A heading holds no link: each becomes a link of its own below it."""
        for link in tag.find_all("a"):
            label = " ".join(link.get_text().split())
            target = self.around.link(str(link.get("href") or ""), self.line(link))
            if target and label:
                yield shortcodes.link_block(label, target)

    def items(self, tag: Tag) -> None:
        html = self.list_html(tag)
        if html:
            if self.kicker:
                self.end_rich_text()
            self.rich.append(html)
        self.add_after()

    def list_html(self, tag: Tag) -> str:
        start = str(tag.get("start", "1"))
        if tag.name == "ol" and start != "1":
            self.around.warn(self.line(tag), "list-number", start, _("the list begins at 1"))
        items = [self.item_html(child) for child in tag.children if isinstance(child, Tag)]
        inside = "".join(f"<li>{item}</li>" for item in items if item)
        return f"<{tag.name}>{inside}</{tag.name}>" if inside else ""

    def item_html(self, item: Tag) -> str:
        """One list item: its paragraphs on lines of their own, inner lists at the end."""
        if item.name in ("ul", "ol"):
            return self.list_html(item)
        parts: list[str] = []
        inner: list[str] = []
        run: list[PageElement] = []

        def end_run() -> None:
            parts.append(self.writer.write(run))
            run.clear()

        for child in item.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                end_run()
                inner.append(self.list_html(child))
            elif isinstance(child, Tag) and child.name in BLOCK_TAGS:
                end_run()
                parts.append(self.item_part(child))
            else:
                run.append(child)
        end_run()
        return "<br/>".join(part for part in parts if part) + "".join(inner)

    def item_part(self, tag: Tag) -> str:
        if tag.name == "pre":
            return code_html(tag)
        if any(isinstance(child, Tag) and child.name in BLOCK_TAGS for child in tag.children):
            return self.item_html(tag)
        text = self.writer.write(list(tag.children))
        return (
            f"<b>{text_of(text)}</b>" if tag.name in ("h1", "h2", "h3", "h4", "h5", "h6") and text else text
        )

    def quotation(self, tag: Tag) -> None:
        if "twitter-tweet" in (tag.get("class") or []) and is_whole_tweet(tag):
            self.tweet(tag)
        elif tag.find(["ul", "ol", "table", "h1", "h2", "h3", "h4", "pre"]):
            self.flow(tag.children)  # `>` served as indentation
        else:
            said = signed(self.paragraphs_of(tag))
            self.quote([f"<p>{paragraph}</p>" for paragraph in said.paragraphs], said.speaker, said.role)
            self.add_after()

    def paragraphs_of(self, tag: Tag) -> list[str]:
        inner = BodyReader(self.html, self.around)
        inner.guessed_heading = lambda nodes, text: None  # type: ignore[method-assign]
        inner.flow(tag.children)
        inner_rich = inner.rich
        inner.rich = []
        self.specials.found += inner.blocks
        return [re.sub(r"^<p>|</p>$", "", part) for part in inner_rich]

    def tweet(self, tag: Tag) -> None:
        links = tag.find_all("a")
        source = str(links[-1].get("href") or "") if links else ""
        date = links[-1].get_text(strip=True) if links else ""
        text = "".join(self.writer.write([p]) for p in tag.find_all("p")) or self.writer.write(
            list(tag.children)
        )
        own = "".join(str(child) for child in tag.children if isinstance(child, NavigableString))
        speaker = own.strip().lstrip("—–- ").strip()
        source = source if source.startswith("https://") else ""
        self.quote([f"<p>{text}</p>"], speaker, date, source)
        self.add_after()

    def quote(self, paragraphs: list[str], speaker: str, role: str, source: str = "") -> None:
        html = cleaned("".join(paragraphs))
        if not text_of(html):
            who = ", ".join(part for part in (speaker, role, source) if part)
            self.rich += [f"<p>{escape(who, quote=False)}</p>"] if who else []
            return
        if "quote" not in self.around.block_names:
            who = ", ".join(part for part in (speaker, role) if part)
            self.rich += [*paragraphs, f"<p>{escape(who, quote=False)}</p>" if who else ""]
            return
        value = {
            "text": html, "person": None, "speaker": speaker, "role": role,
            "promotion": None, "challenge": None, "language": "", "source_url": source,
        }  # fmt: skip
        self.add({"type": "quote", "value": value})

    def code(self, tag: Tag) -> None:
        self.paragraph_text(code_html(tag))

    def table(self, tag: Tag) -> None:
        self.flow(outside_cells(tag))
        value = table_value(tag, self.writer)
        if value:
            self.add({"type": "table", "value": value})
        self.add_after()

    def figure(self, tag: Tag) -> None:
        caption = tag.find("figcaption")
        if caption:
            caption.extract()
        self.flow(tag.children)
        html = self.writer.write(list(caption.children)) if caption else ""
        after = self.specials.take()
        is_below = self.blocks and not self.rich and self.last_image().get("caption", "none") == ""
        if html and is_below and "<a " not in html:
            self.last_image()["caption"] = text_of(html)
        elif html:
            self.paragraph_text(html if "<a " in html else f"<i>{html}</i>")
        for block in after:
            self.add(block)

    def details(self, tag: Tag) -> None:
        summary = tag.find("summary")
        title = cell_text(summary, self.writer) if summary else ""
        if summary:
            summary.extract()
        self.add_after()
        inner = BodyReader(self.html, self.around)
        inner.flow(tag.children)
        inner.end_rich_text()
        text = flattened(finished(inner.blocks, self.around), self.around)
        if not text_of(text):
            self.rich += [f"<p><b>{escape(title, quote=False)}</b></p>"] if title else []
            return
        item = {"title": title or _("Details"), "text": text}
        self.add({"type": "accordion", "value": {"title": "", "items": [item]}})


def is_whole_tweet(tag: Tag) -> bool:
    """Paragraphs, a name, and the address of the tweet: nothing that its quotation has no place for."""
    tags = [child for child in tag.children if isinstance(child, Tag)]
    links = [child for child in tags if child.name == "a"]
    address = str(links[-1].get("href") or "") if links else ""
    is_plain = all(child.name in ("p", "a") for child in tags) and not (links and links[-1].find(True))
    return len(links) == 1 and address.startswith("https://") and is_plain


def heading_block(level: str, text: str, kicker: str = "") -> Block:
    return {"type": "heading", "value": {"level": level, "text": text, "kicker": kicker}}
