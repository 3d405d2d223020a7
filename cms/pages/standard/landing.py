"""Landing pages keep their text in nested front matter: what it holds becomes blocks, in order, by its shape."""

from __future__ import annotations

from html import escape
from typing import Any

from django.utils.translation import gettext as _

from cms.importer.context import Context
from cms.importer.documents import Document, Value
from cms.importer.markdown import Block, body_blocks
from cms.importer.markdown.shortcodes import link_block
from cms.importer.names import tidy
from cms.snippets.key_figures.importer import KeyFigureImporter

Path = tuple[str | int, ...]
HEADINGS = ("title", "sub")
TEXTS = ("desc", "text", "description", "intro", "content")
IMAGES = ("image", "photo", "icon")
ADDRESSES = ("url", "link", "href")
STEERING = frozenset({"external", "layout", "menu", "visible", "weight", "slug"})


class LandingReader:
    """Reads the nested keys of one document into `blocks` and `figures`."""

    def __init__(self, context: Context, document: Document) -> None:
        self.context = context
        self.document = document
        self.around = context.surroundings(document)
        self.blocks: list[Block] = []
        self.figures: list[Any] = []

    def read(self, skip: set[str]) -> None:
        """Read every top-level key but those that have a field of their own."""
        keys = [key for key in self.document.head.values if key not in skip]
        nested = [key for key in keys if isinstance(self.document.peek(key), dict | list)]
        for key in keys:
            self.value((key,))
        if nested:
            line = self.document.line(nested[0])
            self.around.warn(
                line, "nested-page", ", ".join(nested), _("read as blocks, in the order of the keys")
            )

    def value(self, path: Path) -> None:
        value = self.document.get(*path)
        if isinstance(value, dict):
            self.mapping(path, value)
        elif isinstance(value, list):
            self.items(path, value)
        elif path[-1] in IMAGES:
            self.image(path)
        elif path[-1] not in STEERING and path[-1] not in ADDRESSES:
            self.text(path)

    # Mappings

    def mapping(self, path: Path, value: dict[str, Any]) -> None:
        if isinstance(value.get("quote"), str):
            self.quote(path)
            return
        label = tidy(self.document.raw(*path, "title"))
        address = next((key for key in ADDRESSES if self.document.raw(*path, key)), "")
        nested = any(isinstance(item, dict | list) for item in value.values())
        if address and label and not nested:
            self.link(path, label, address)
            return
        if "list" in value and is_steps(value["list"]):
            self.steps((*path, "list"), value["list"], label)
            return
        self.heading(path)
        for key in value:
            if key not in HEADINGS:
                self.value((*path, key))

    def heading(self, path: Path) -> None:
        title, sub = (tidy(self.document.raw(*path, key)) for key in HEADINGS)
        if title or sub:
            kicker = sub if title else ""
            self.blocks.append(
                {"type": "heading", "value": {"level": "h2", "text": title or sub, "kicker": kicker}}
            )

    def link(self, path: Path, label: str, address: str) -> None:
        """A button, or a card: title, picture, and the words to click on."""
        target = self.around.link(self.document.raw(*path, address), self.document.line(*path, address))
        words = next(
            (tidy(self.document.raw(*path, key)) for key in TEXTS if self.document.raw(*path, key)), ""
        )
        for key in IMAGES:
            if self.document.peek(*path, key):
                self.image((*path, key))
        if not target:
            return
        if words:
            value = {"title": label, "text": "", "label": words, "link": target.link_value()}
            self.blocks.append({"type": "call_to_action", "value": value})
        else:
            self.blocks.append(link_block(label, target))

    def quote(self, path: Path) -> None:
        for key in IMAGES:
            if self.document.peek(*path, key):
                self.image((*path, key))
        text = escape(tidy(self.document.raw(*path, "quote")), quote=False)
        value = {
            "text": f"<p>{text}</p>", "person": None, "speaker": tidy(self.document.raw(*path, "name")),
            "role": tidy(self.document.raw(*path, "desc")), "promotion": None, "challenge": None,
            "language": "", "source_url": "",
        }  # fmt: skip
        self.blocks.append({"type": "quote", "value": value})

    # Lists

    def items(self, path: Path, value: list[Any]) -> None:
        if is_figures(value):
            self.numbers(path, len(value))
        elif is_steps(value):
            self.steps(path, value, "")
        elif all(isinstance(item, str) for item in value):
            self.names(path)
        else:
            for number in range(len(value)):
                self.value((*path, number))

    def numbers(self, path: Path, count: int) -> None:
        importer = self.context.importers["key_figure"]
        assert isinstance(importer, KeyFigureImporter)  # noqa: S101  the plugin is in `requires`
        for number in range(count):
            figure = importer.figure(self.document, *path, number)
            if figure is not None:
                self.figures.append(figure)
            else:
                words = " ".join(tidy(self.document.raw(*path, number, key)) for key in ("num", "title"))
                self.blocks.append({"type": "rich_text", "value": f"<p>{escape(words, quote=False)}</p>"})
            label, address = (tidy(self.document.raw(*path, number, key)) for key in ("btnTitle", "btnUrl"))
            if label and address:
                self.blocks.append(
                    link_block(label, self.around.link(address, self.document.line(*path, number, "btnUrl")))
                )

    def steps(self, path: Path, value: list[Any], title: str) -> None:
        steps = []
        for number in range(len(value)):
            at = (*path, number)
            words = {key: tidy(self.document.raw(*at, key)) for key in ("step", "title", "duration", "dates")}
            text = escape(tidy(self.document.raw(*at, "desc")), quote=False)
            steps.append(
                {
                    "icon": self.context.image(self.document, *at, "icon")
                    if self.document.peek(*at, "icon")
                    else None,
                    "label": words["step"],
                    "title": words["title"],
                    "duration": words["duration"],
                    "dates": words["dates"],
                    "text": f"<p>{text}</p>" if text else "",
                }
            )
        self.blocks.append({"type": "steps", "value": {"title": title, "steps": steps}})

    def names(self, path: Path) -> None:
        """A list of people's names, each a link where we know the person; else plain items."""
        items = []
        for item in self.document.items(*path):
            address = self.person(path, item)
            text = escape(tidy(item.text), quote=False)
            items.append(
                f'<li><a href="{escape(address)}">{text}</a></li>' if address else f"<li>{text}</li>"
            )
        self.blocks.append({"type": "rich_text", "value": f"<ul>{''.join(items)}</ul>"})

    def person(self, path: Path, item: Value) -> str:
        if path[0] not in ("talents", "agents", "team") or "person" not in self.context.importers:
            return ""
        match = self.context.catalogue("person").match(item.text)
        if match is None:
            self.around.warn(
                item.line, "unresolved-reference:landing", item.text, _("kept as a name without a link")
            )
            return ""
        return match.found.get_url(language=self.context.locale.language_code) or ""

    # Scalars

    def image(self, path: Path) -> None:
        """A picture beside its heading says nothing that the heading does not."""
        key = self.context.image(self.document, *path)
        if key is not None:
            shown = {"image": key, "decorative": True, "alt_text": ""}
            self.blocks.append({"type": "image", "value": {"image": shown, "caption": "", "credit": ""}})

    def text(self, path: Path) -> None:
        source = self.document.long_text(*path)
        if source:
            self.blocks += body_blocks(source, self.document.line(*path), self.around)


def is_figures(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "num" in item for item in value)
    )


def is_steps(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and "step" in item for item in value)
    )
