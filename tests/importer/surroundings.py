"""A site of nothing for the tests of text conversion: every link resolves to itself, every local picture is number 7."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cms.importer.markdown import Block, FoundImage, Shortcode, Surroundings, Target
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

    def warn(self, line: int, kind: str, value: str, action: str) -> None:
        self.warnings.append((line, kind, value))

    def note(self, text: str) -> None:
        self.notes.append(text)

    def link(self, href: str, line: int) -> Target:
        return self.targets.get(href, Target(url=href))

    def image(self, src: str, line: int) -> FoundImage | None:
        if src.startswith("http"):
            return FoundImage(url=src)
        return None if "absente" in src else FoundImage(image=7)
