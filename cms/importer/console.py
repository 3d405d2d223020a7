"""What the operator sees: a progress bar and tables on a terminal, plain lines everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table

from cms.importer.report import OUTCOME_LABELS, Outcome, Report
from cms.importer.run import Progress as Told
from cms.importer.run import no_progress


@contextmanager
def progress_bar(stream: Any) -> Iterator[Told]:
    """A bar with the time left, per phase, when the stream is a terminal; nothing otherwise."""
    stream = unwrapped(stream)
    if not stream.isatty():
        yield no_progress
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def told(phase: str, done: int, total: int) -> None:
            if phase not in tasks:
                tasks[phase] = bar.add_task(phase, total=total)
            bar.update(tasks[phase], completed=done)

        yield told


def show(report: Report, stream: Any) -> None:
    """Write warnings, failures and the summary."""
    stream = unwrapped(stream)
    for warned in report.warnings:
        stream.write(f"{warned}\n")
    for failure in report.failures:
        stream.write(_("FAILED %s") % failure + "\n")
    if stream.isatty():
        console = Console(file=stream)
        console.print(summary_table(report))
        if report.warnings:
            console.print(warning_table(report))
    else:
        for kind, counter in sorted(report.outcomes.items()):
            counts = ", ".join(f"{OUTCOME_LABELS[o]} {counter[o.value]}" for o in Outcome if counter[o.value])
            stream.write(f"{kind}: {counts}\n")
        for kind, count in report.warnings_by_kind().items():
            stream.write(_("warnings %(kind)s: %(count)d") % {"kind": kind, "count": count} + "\n")
    for fact, count in sorted(report.facts.items()):
        stream.write(f"{fact}: {count}\n")
    if report.dry_run:
        stream.write(_("This was a dry run: nothing was written.") + "\n")
    stream.write(report.sentence() + "\n")


def unwrapped(stream: Any) -> Any:
    """The stream below a command's `stdout`, which would end each piece of a table with a line break."""
    return getattr(stream, "_out", stream)


def summary_table(report: Report) -> Table:
    table = Table(title=_("Objects by type"))
    table.add_column(_("type"))
    for outcome in Outcome:
        table.add_column(str(OUTCOME_LABELS[outcome]), justify="right")
    for kind, counter in sorted(report.outcomes.items()):
        table.add_row(kind, *(str(counter[outcome.value] or "") for outcome in Outcome))
    return table


def warning_table(report: Report) -> Table:
    table = Table(title=_("Warnings by kind"))
    table.add_column(_("kind"))
    table.add_column(_("number"), justify="right")
    for kind, count in report.warnings_by_kind().items():
        table.add_row(kind, str(count))
    return table
