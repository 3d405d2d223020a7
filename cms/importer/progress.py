"""How far an import is: a bar with the time left on a terminal, now and then a line everywhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from cms.importer.phases import Progress

SHORTEST_WAIT = 1.0
LONGEST_WAIT = 10.0
STEP = 0.1


@contextmanager
def progress_on(stream: Any) -> Iterator[Progress]:
    """What a run tells its progress to. `stream` is where people look, not where the report goes."""
    if not stream.isatty():
        yield ProgressLines(stream)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(file=stream), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def told(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bar.add_task(phase, total=total)
            bar.update(tasks[phase], completed=done)

        yield told


class ProgressLines:
    """A line when another tenth is done or ten seconds have passed, never two within a second."""

    def __init__(self, stream: Any, clock: Callable[[], float] = time.monotonic) -> None:
        self.stream = stream
        self.clock = clock
        self.phase = ""
        self.begun = self.told_at = clock()
        self.told_done = 0

    def __call__(self, phase: str, done: int, total: int) -> None:
        now = self.clock()
        if phase != self.phase:
            self.phase, self.begun, self.told_done = phase, now, 0
        waited = now - self.told_at
        is_further = done - self.told_done >= STEP * total
        if not total or waited < SHORTEST_WAIT or not (is_further or waited >= LONGEST_WAIT):
            return
        self.told_at, self.told_done = now, done
        left = (now - self.begun) / done * (total - done) if done else 0
        line = _("%(phase)s: %(done)d of %(total)d (%(percent)d %%), about %(seconds)d s left")
        shown = {"phase": phase, "done": done, "total": total, "percent": 100 * done // total}
        self.stream.write(line % {**shown, "seconds": round(left)} + "\n")
        self.stream.flush()
