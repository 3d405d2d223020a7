from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.importer.console import progress_bar, show
from cms.importer.dates import ReadDate, read_date
from cms.importer.errors import WrongUsage
from cms.importer.run import run_import

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "Import documents (a Hugo site, a folder, single files) as pages, snippets, images and documents."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "paths", nargs="+", type=Path, metavar="PATH", help="a site tree, a folder or a document"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write the report as JSON to this file"
        )
        parser.add_argument(
            "--as",
            dest="kind",
            default="",
            metavar="TYPE",
            help="type of single documents that do not name theirs",
        )
        parser.add_argument(
            "--date", default="", metavar="DATE", help="date of documents that have none, such as 2022-03-11"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish what can be published; else new objects are drafts",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            date = self.date(options["date"])
            target: Path | None = options["report"]
            if target is not None and not target.resolve().parent.is_dir():
                raise WrongUsage(
                    _("There is no folder “%s” to write the report into.") % target.resolve().parent
                )
            if options["verbosity"] < 2:
                # Two lines per object would bury what the operator must read.
                logging.getLogger("wagtail").setLevel(logging.WARNING)
            with progress_bar(self.stdout) as progress:
                report = run_import(
                    options["paths"],
                    dry_run=options["dry_run"],
                    publish=options["publish"],
                    kind=options["kind"],
                    date=date,
                    progress=progress,
                )
        except WrongUsage as error:
            raise CommandError(str(error), returncode=WRONG_USAGE) from error
        if target is not None:
            target.write_text(report.as_json(), encoding="utf-8")
        show(report, self.stdout)
        if report.exit_code:
            sys.exit(report.exit_code)

    def date(self, text: str) -> ReadDate | None:
        date = read_date(text) if text else None
        if text and date is None:
            raise WrongUsage(
                _("“%s” is no date. Write it as 2022-03-11, or with a time as 2022-03-11T09:00.") % text
            )
        return date
