"""How a run tells how far it is; who shows it, and how, is `cms.importer.progress`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

Progress = Callable[[str, int, int], None]
"""Told the phase, how many documents are done and how many there are."""


def no_progress(phase: str, done: int, total: int) -> None:
    """For callers that show none."""


def counted(progress: Progress, phase: str, items: Sequence[T]) -> Iterator[T]:
    """Yield the items, and tell before each, and after the last, how many are done."""
    for number, item in enumerate(items):
        progress(phase, number, len(items))
        yield item
    progress(phase, len(items), len(items))
