"""What the operator reads afterwards: every line of the report, then the summary, as tables on a terminal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from cms.importer.kinds import described
from cms.importer.plain_text import harmless
from cms.importer.report import OUTCOME_LABELS, Outcome, Report


def show(report: Report, stream: Any) -> None:
    """Write warnings, conflicts and failures, all of them, and the summary last."""
    stream = unwrapped(stream)
    if hasattr(stream, "reconfigure"):
        # A terminal that knows no arrow or accent gets their codes, not a traceback.
        stream.reconfigure(errors="backslashreplace")
    for warned in report.in_order(report.warnings):
        stream.write(f"{warned}\n")
    for conflict in report.in_order(report.conflicts):
        stream.write(_("CONFLICT %s") % conflict + "\n")
    for failure in report.in_order(report.failures):
        stream.write(_("FAILED %s") % failure + "\n")
    if stream.isatty():
        # Names of folders and keys are in the tables: none of them is a command to `rich`.
        console = Console(file=stream, markup=False, emoji=False, highlight=False)
        console.print(summary_table(report))
        if report.warnings:
            console.print(warning_table(report))
    else:
        for kind, counter in sorted(report.outcomes.items()):
            counts = ", ".join(f"{OUTCOME_LABELS[o]} {counter[o.value]}" for o in Outcome if counter[o.value])
            stream.write(f"{kind}: {counts}\n")
        for kind, count in report.warnings_by_kind().items():
            line = _("warnings %(kind)s: %(count)d") % {"kind": harmless(kind), "count": count}
            stream.write(f"{line} — {described(kind)}\n")
    for fact, count in sorted(report.facts.items()):
        stream.write(f"{fact}: {count}\n")
    if report.dry_run:
        stream.write(_("This was a dry run: nothing was written.") + "\n")
    stream.write(report.sentence() + "\n")


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
    table.add_column(_("kind"), overflow="fold")
    table.add_column(_("number"), justify="right")
    table.add_column(_("what it means, and what to do"))
    for kind, count in report.warnings_by_kind().items():
        table.add_row(harmless(kind), str(count), described(kind))
    return table


def unwrapped(stream: Any) -> Any:
    """The stream below a command's `stdout`, which would end each piece of a table with a line break."""
    return getattr(stream, "_out", stream)
