from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.importer.console import unwrapped
from cms.importer.errors import WrongUsage
from cms.importer.export import Summary, export_content
from cms.importer.progress import progress_on

WRONG_USAGE = 2


class Command(BaseCommand):
    help = "Write every page, snippet, image and document as a folder of Markdown that `import_content` reads back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")
        parser.add_argument(
            "--overwrite", action="store_true", help="take the place of an earlier export in that folder"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        try:
            with progress_on(unwrapped(self.stderr)) as progress:
                summary = export_content(folder, overwrite=options["overwrite"], progress=progress)
        except WrongUsage as error:
            raise CommandError(str(error), returncode=WRONG_USAGE) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise CommandError(_("The export was not written: %s.") % reason, returncode=1) from error
        self.show(summary)
        if summary.missing_files:
            sys.exit(1)

    def show(self, summary: Summary) -> None:
        for path in summary.missing_files:
            self.stdout.write(_("FAILED %s: storage does not have this file.") % path)
        for name in summary.left_out:
            self.stdout.write(_("%s is left out: it names objects that no export holds.") % name)
        for kind, count in sorted(summary.written.items()):
            self.stdout.write(f"{kind}: {count}")
        if summary.drafts:
            self.stdout.write(_("drafts among them: %d") % summary.drafts)
        if summary.unpublished_changes:
            text = _("published with newer changes that are left out: %d")
            self.stdout.write(text % summary.unpublished_changes)
        megabytes = summary.bytes / 1_000_000
        total = sum(summary.written.values())
        text = _("%(total)d objects written, %(size).1f MB.")
        self.stdout.write(text % {"total": total, "size": megabytes})
