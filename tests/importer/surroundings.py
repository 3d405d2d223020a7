"""A site of nothing for the tests of text conversion: every link resolves to itself, every local picture is number 7."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cms.importer.markdown import Block, FoundImage, Shortcode, Surroundings, Target, body_blocks
from cms.importer.markdown.shortcodes import BUILT_IN


@dataclass
class NoSite:
    """Surroundings that remember what was warned and noted."""

    shortcodes: Mapping[str, Callable[[Shortcode, Surroundings], list[Block]]] = field(
        default_factory=lambda: dict(BUILT_IN)
    )
    block_names: frozenset[str] = frozenset({"quote"})
    targets: dict[str, Target] = field(default_factory=dict)
    warnings: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)

    def warn(self, line: int, kind: str, value: str, action: str) -> None:
        self.warnings.append((line, kind, value))

    def note(self, text: str) -> None:
        self.notes.append(text)

    def link(self, href: str, line: int) -> Target:
        return self.targets.get(href, Target(url=href))

    def image(self, src: str, line: int) -> FoundImage | None:
        self.pictures.append(src)
        if src.startswith("http"):
            return FoundImage(url=src)
        return None if "absente" in src else FoundImage(image=7)


def blocks(source: str, around: NoSite) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in body_blocks(source, 1, around)]


def rich(source: str, around: NoSite) -> str:
    """The rich text of a source that makes one block."""
    ((name, value),) = blocks(source, around)
    assert name == "rich_text"
    return str(value)


def heading(level: str, text: str, kicker: str = "") -> tuple[str, dict[str, str]]:
    return ("heading", {"level": level, "text": text, "kicker": kicker})


def picture(alt: str, caption: str = "") -> tuple[str, dict[str, Any]]:
    return (
        "image",
        {"image": {"image": 7, "decorative": False, "alt_text": alt}, "caption": caption, "credit": ""},
    )


def quote(text: str, speaker: str = "", role: str = "", source_url: str = "") -> tuple[str, dict[str, Any]]:
    value = {
        "text": text,
        "person": None,
        "speaker": speaker,
        "role": role,
        "promotion": None,
        "challenge": None,
    }
    return ("quote", {**value, "language": "", "source_url": source_url})


def link(label: str, **target: Any) -> tuple[str, dict[str, Any]]:
    return (
        "link",
        {"label": label, "link": {"page": None, "document": None, "url": "", "anchor": "", **target}},
    )
