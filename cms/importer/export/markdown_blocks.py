"""Blocks that Markdown has signs for: how each is written, and read back.

What a form cannot write it answers with None, and what it cannot read raises `ValueError`. Neither has to be careful
about odd texts: whoever writes a block reads it back and compares.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Any

from wagtail import blocks

from cms.importer.export.rich_text import PAGE

Written = tuple[str, dict[str, Any]]
"""Markdown, and what goes into the marker."""


class BlockForm(ABC):
    """One type of block as Markdown."""

    @abstractmethod
    def written(self, block: Any, value: Any) -> Written | None: ...

    @abstractmethod
    def read(self, block: Any, text: str, rest: dict[str, Any]) -> Any: ...

    def completed(self, block: Any, value: Any) -> Any:
        """The value with the parts it does not speak of: what it comes back as."""
        return value


class RichText(BlockForm):
    def written(self, block: Any, value: Any) -> Written | None:
        return (value, {}) if isinstance(value, str) and value else None

    def read(self, block: Any, text: str, rest: dict[str, Any]) -> Any:
        if rest:
            raise ValueError(rest)
        return text


class StructForm(BlockForm):
    """A block of named parts: some are Markdown, the others that are not empty go into the marker."""

    parts: tuple[str, ...] = ()

    @abstractmethod
    def markdown(self, value: dict[str, Any]) -> str | None: ...

    @abstractmethod
    def parsed(self, text: str) -> dict[str, Any]:
        """The parts that stand in the Markdown."""

    def written(self, block: Any, value: Any) -> Written | None:
        if not isinstance(value, dict):
            return None
        value = self.completed(block, value)
        if not set(self.parts) <= value.keys():
            return None
        text = self.markdown(value)
        if text is None:
            return None
        others = {
            name: part
            for name, part in value.items()
            if name not in self.parts
            and (name not in block.child_blocks or part != empty(block.child_blocks[name]))
        }
        return text, others

    def read(self, block: Any, text: str, rest: dict[str, Any]) -> Any:
        return self.completed(block, {**self.parsed(text), **rest})

    def completed(self, block: Any, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        missing = {name: empty(child) for name, child in block.child_blocks.items() if name not in value}
        return {**value, **missing}


def empty(block: blocks.Block) -> Any:
    """What a part of a block holds when nothing was put there."""
    if isinstance(block, blocks.ListBlock | blocks.BaseStreamBlock):
        return []
    if isinstance(block, blocks.BooleanBlock):
        return False
    if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.ChoiceBlock | blocks.RichTextBlock):
        return ""
    if isinstance(block, blocks.ChooserBlock | blocks.BaseStructBlock):
        return None
    return "" if getattr(block, "field", None) is not None and block.get_default() == "" else None


class Heading(StructForm):
    parts = ("level", "text")

    def markdown(self, value: dict[str, Any]) -> str | None:
        if not isinstance(value["text"], str) or not re.fullmatch(r"h[2-4]", str(value["level"])):
            return None
        return f"{'#' * int(value['level'][1])} {value['text']}"

    def parsed(self, text: str) -> dict[str, Any]:
        found = re.fullmatch(r"(#{2,4}) ([^\n]+)", text)
        if not found:
            raise ValueError(text)
        return {"level": f"h{len(found[1])}", "text": found[2]}


class Quote(StructForm):
    parts = ("text",)

    def markdown(self, value: dict[str, Any]) -> str | None:
        text = value["text"]
        if not isinstance(text, str) or not text:
            return None
        return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))

    def parsed(self, text: str) -> dict[str, Any]:
        lines = text.split("\n")
        if not all(line == ">" or line.startswith("> ") for line in lines):
            raise ValueError(text)
        return {"text": "\n".join(line[2:] for line in lines)}


LABEL = r"(?P<label>(?:[^\[\]\\\n]|\\[\[\]\\])*)"
ADDRESS = r"(?P<address>[^\s()<>]+)"
TITLE = r'(?: "(?P<title>(?:[^"\\\n]|\\["\\])*)")?'
FIGURE = re.compile(rf"!\[{LABEL}\]\({ADDRESS}{TITLE}\)")
LINK = re.compile(rf"\[{LABEL}\]\({ADDRESS}\)")


def _label(text: str) -> str:
    return re.sub(r"[\[\]\\]", r"\\\g<0>", text)


def _plain(text: str) -> str:
    return re.sub(r'\\([\[\]\\"])', r"\1", text)


class Figure(StructForm):
    parts = ("image", "caption")

    def markdown(self, value: dict[str, Any]) -> str | None:
        image, caption = value["image"], value["caption"]
        if not isinstance(image, dict) or set(image) != {"image", "decorative", "alt_text"}:
            return None
        alt = image["alt_text"]
        if image["decorative"] is not False or not isinstance(alt, str) or not isinstance(caption, str):
            return None
        title = ' "{}"'.format(re.sub(r'["\\]', r"\\\g<0>", caption)) if caption else ""
        return f"![{_label(alt)}]({image['image']}{title})"

    def parsed(self, text: str) -> dict[str, Any]:
        found = FIGURE.fullmatch(text)
        if not found:
            raise ValueError(text)
        image = {"image": found["address"], "decorative": False, "alt_text": _plain(found["label"])}
        return {"image": image, "caption": _plain(found["title"] or "")}


class DocumentLink(StructForm):
    parts = ("document", "label")

    def markdown(self, value: dict[str, Any]) -> str | None:
        if not isinstance(value["label"], str):
            return None
        return f"[{_label(value['label'])}]({value['document']})"

    def parsed(self, text: str) -> dict[str, Any]:
        found = LINK.fullmatch(text)
        if not found:
            raise ValueError(text)
        return {"document": found["address"], "label": _plain(found["label"])}


class LinkLine(StructForm):
    parts = ("label", "link")

    def markdown(self, value: dict[str, Any]) -> str | None:
        link, label = value["link"], value["label"]
        if not isinstance(link, dict) or not isinstance(label, str):
            return None
        page, document, url = link.get("page"), link.get("document"), link.get("url")
        address = f"{PAGE}{page}" if page else document or url
        return f"[{_label(label)}]({address})"

    def parsed(self, text: str) -> dict[str, Any]:
        found = LINK.fullmatch(text)
        if not found:
            raise ValueError(text)
        address = found["address"]
        link: dict[str, Any] = {"page": None, "document": None, "url": "", "anchor": ""}
        if address.startswith(PAGE):
            link["page"] = address.removeprefix(PAGE)
        elif address.startswith("media/"):
            link["document"] = address
        else:
            link["url"] = address
        return {"label": _plain(found["label"]), "link": link}


class Table(BlockForm):
    """Cells as a Markdown table, whose first row Markdown takes for headers; what they are stands in the marker."""

    def written(self, block: Any, value: Any) -> Written | None:
        if not isinstance(value, dict) or not isinstance(value.get("data"), list) or not value["data"]:
            return None
        rows = value["data"]
        if not all(isinstance(row, list) and row for row in rows) or len({len(row) for row in rows}) != 1:
            return None
        lines = [self._line(row) for row in rows]
        lines.insert(1, "|" + " --- |" * len(rows[0]))
        others = {name: part for name, part in value.items() if name != "data"}
        blank = next((cell for row in rows for cell in row if not cell), None)
        return "\n".join(lines), {**others, "empty_cells": blank}

    def _line(self, row: list[Any]) -> str:
        cells = ("" if cell is None else re.sub(r"[\\|]", r"\\\g<0>", str(cell)) for cell in row)
        return "| " + " | ".join(cells) + " |"

    def read(self, block: Any, text: str, rest: dict[str, Any]) -> Any:
        lines = text.split("\n")
        if len(lines) < 2 or not all(
            line.startswith("| ") and line.endswith(" |") for line in lines[2:] + lines[:1]
        ):
            raise ValueError(text)
        blank = rest.get("empty_cells")
        rows = [
            [self._cell(cell, blank) for cell in line[2:-2].split(" | ")]
            for number, line in enumerate(lines)
            if number != 1
        ]
        return {**{name: part for name, part in rest.items() if name != "empty_cells"}, "data": rows}

    def _cell(self, text: str, blank: Any) -> Any:
        return re.sub(r"\\([\\|])", r"\1", text) or blank


FORMS: dict[str, BlockForm] = {
    "rich_text": RichText(),
    "heading": Heading(),
    "quote": Quote(),
    "image": Figure(),
    "document": DocumentLink(),
    "link": LinkLine(),
    "table": Table(),
}
"""By the name of the block. A block of another plugin with such a name is tried too, and fenced when it is another."""

__all__ = ["FORMS", "BlockForm"]
