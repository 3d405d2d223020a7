"""Finding what a document names: by the exact title, then ever more loosely, each looser match said so."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from cms.importer.names import folded, tidy

T = TypeVar("T", bound=Hashable)


class Level(StrEnum):
    """How a name was matched, from the strictest."""

    EXACT = "exact"
    WHITESPACE = "whitespace_unicode"
    CASE = "casefold_apostrophe"
    FILE_NAME = "file_name"


@dataclass(frozen=True)
class Match(Generic[T]):
    """What a name stands for. `others` are objects the name would mean too: one was chosen."""

    found: T
    level: Level
    others: tuple[T, ...] = ()


@dataclass
class Catalogue(Generic[T]):
    """Things of one type by their names."""

    names: dict[Level, dict[str, list[T]]] = field(default_factory=lambda: {level: {} for level in Level})

    def add(self, thing: T, title: str, stem: str = "") -> None:
        """Make `thing` findable by its title and, when it has one, by its file name."""
        for level, name in (
            (Level.EXACT, title),
            (Level.WHITESPACE, tidy(title)),
            (Level.CASE, folded(title)),
            (Level.FILE_NAME, folded(stem)),
        ):
            if name:
                things = self.names[level].setdefault(name, [])
                if thing not in things:
                    things.append(thing)

    def match(self, name: str) -> Match[T] | None:
        """The strictest match; None when nothing has the name at any level."""
        forms: dict[Level, Callable[[str], str]] = {
            Level.EXACT: str,
            Level.WHITESPACE: tidy,
            Level.CASE: folded,
            Level.FILE_NAME: folded,
        }
        found: Match[T] | None = None
        for level, form in forms.items():
            things = self.names[level].get(form(name), [])
            if things and found is None:
                found = Match(things[0], level, tuple(things[1:]))
            elif things and found is not None and level is Level.WHITESPACE and not found.others:
                # One title is exactly this name, another differs by a blank or an accent's form only.
                found = Match(
                    found.found, found.level, tuple(thing for thing in things if thing != found.found)
                )
        return found

    def names_inside(self, name: str) -> list[T]:
        """What the parts of a compound name stand for: `A, B` or `A / B`, when one part at least is known."""
        parts = [part for mark in (",", "/", "+", ";", "|") if mark in name for part in name.split(mark)]
        matches = [self.match(part) for part in parts if part.strip()]
        return list(dict.fromkeys(match.found for match in matches if match))
