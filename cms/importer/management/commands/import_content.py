from __future__ import annotations

import logging
import os
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.db import DatabaseError
from django.utils.translation import gettext as _

from cms.importer.console import show, unwrapped
from cms.importer.dates import ReadDate, read_date
from cms.importer.errors import AnotherImportRuns, ImporterError, WrongUsage
from cms.importer.phases import no_progress
from cms.importer.progress import progress_on
from cms.importer.report import Report
from cms.importer.report_file import ReportFile
from cms.importer.run import run_import
from cms.importer.stopping import Stopped, stopped_by_signals
from cms.plugins.registry import registry

logger = logging.getLogger(__name__)

WRONG_USAGE = 2
EXAMPLES = """\
Examples:
  %(prog)s ../site --dry-run --report report.json
      What would a Hugo or Jekyll site become, and with which warnings? Nothing is written.
  %(prog)s ../site --publish
      Import it and publish what can be published; again later, for what has changed since.
  %(prog)s interview.txt --as testimonial --date 2022-03-11
      Import one text that does not say what it is.
  %(prog)s ../site --force --report report.json
      Take the documents' texts where somebody has changed the same field here too.

It ends with 0, warnings or not; with 1 when a document could not be imported (each is named), when the import could
not go on, and on any warning with --strict; with 2 when it was called wrongly, and then nothing was read.
"""


class ExamplesAsWritten(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Django's help, with the lines of the examples left alone."""


class Command(BaseCommand):
    help = (
        "Import documents (a Hugo or Jekyll site, a folder, a ZIP of them, single files) as pages, snippets, images "
        "and documents. Run it as often as you like: it writes only what has changed."
    )
    # The site that is served has passed them; an unchanged run would spend a sixth of its time on them.
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        options = {"epilog": EXAMPLES, "formatter_class": ExamplesAsWritten, **options}
        return super().create_parser(prog_name, subcommand, **options)

    def add_arguments(self, parser: CommandParser) -> None:
        types = sorted(importer.kind for importer in registry.importers() if importer.can_be_forced)
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a site, a folder, a ZIP file or a document"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what a real run would do, and write nothing"
        )
        parser.add_argument(
            "--strict", action="store_true", help="end with 1 on any warning; what is imported stays the same"
        )
        parser.add_argument(
            "--force",
            action="store_true",
            help="where the document and a person here have changed the same field, take the document's text",
        )
        parser.add_argument(
            "--as",
            dest="kind",
            default="",
            metavar="TYPE",
            help=f"type of single documents that do not name theirs: {', '.join(types)}",
        )
        parser.add_argument(
            "--date",
            default="",
            metavar="DATE",
            help="date of documents that have none: 2022-03-11, or with a time 2022-03-11T09:00",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what can be published; without it new objects and changes are drafts",
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write the report as JSON to this file, too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report(strict=options["strict"])
        if options["verbosity"] < 2:
            # Two lines per object would bury what the operator must read.
            logging.getLogger("wagtail").setLevel(logging.WARNING)
        try:
            date = self.date(options["date"])
            target = ReportFile(options["report"]) if options["report"] else None
            self.run(report, date, options)
        except WrongUsage as error:
            raise CommandError(str(error), returncode=WRONG_USAGE) from error
        except AnotherImportRuns as error:
            # Nothing was read: the report of the other import must not be overwritten with an empty one.
            raise CommandError(str(error)) from error
        unwritten = self.write(report, target) if target else ""
        self.show(report)
        if unwritten:
            raise CommandError(unwritten)
        if report.exit_code:
            sys.exit(report.exit_code)

    def run(self, report: Report, date: ReadDate | None, options: dict[str, Any]) -> None:
        """Import; whatever stops it half way, the report tells what was done until then."""
        try:
            with stopped_by_signals(), progress_on(unwrapped(self.stderr)) as progress:
                run_import(
                    options["paths"],
                    dry_run=options["dry_run"],
                    publish=options["publish"],
                    force=options["force"],
                    kind=options["kind"],
                    date=date,
                    progress=progress if options["verbosity"] else no_progress,
                    report=report,
                )
        except (WrongUsage, AnotherImportRuns):
            raise
        except Stopped as stopped:
            report.interrupt(_("it was stopped by %s") % stopped.name, stopped.exit_code)
        except (ImporterError, DatabaseError, OSError) as error:
            report.interrupt(" ".join(str(error).split()).rstrip("."))
        except Exception as error:
            logger.exception("The import failed")
            report.interrupt(f"{type(error).__name__}: {' '.join(str(error).split())}")

    def write(self, report: Report, target: ReportFile) -> str:
        """Write the JSON report; a sentence when it cannot be written after all."""
        try:
            target.write(report.as_json())
        except OSError as error:
            sentence = _("The report could not be written to “%(path)s”: %(reason)s.")
            return sentence % {"path": target.path, "reason": error.strerror or error}
        return ""

    def show(self, report: Report) -> None:
        stream = unwrapped(self.stdout)
        try:
            show(report, stream)
            stream.flush()
        except BrokenPipeError:
            # Whoever reads has seen enough (`| head`): Python would complain once more when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

    def date(self, text: str) -> ReadDate | None:
        date = read_date(text) if text else None
        if text and date is None:
            raise WrongUsage(
                _("“%s” is no date. Write it as 2022-03-11, or with a time as 2022-03-11T09:00.") % text
            )
        return date
