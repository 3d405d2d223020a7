from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

# Stands in the data folder from the first migration until the sample content is in, so that a first run
# that was interrupted is completed by the next one, and a site that was emptied on purpose stays empty.
SAMPLE_DUE = "sample-content-due"


class Command(BaseCommand):
    help = (
        "Makes this site ready to be served: database, static files, languages and index pages, content, and "
        "an administrator. A second run changes nothing that is there."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--content", default="", help="folder or file to import, in place of the sample content"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        content: str = options["content"]
        if content and not Path(content).exists():
            raise CommandError(
                f"CONTENT is '{content}', which does not exist: give the path of a folder or a file."
            )
        due = settings.VAR_DIR / SAMPLE_DUE
        if not content and not connection.introspection.table_names():
            due.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            due.touch()
        self._step("Database")
        call_command("migrate", interactive=False, verbosity=0)
        self._step("Static files")
        call_command("collectstatic", interactive=False, verbosity=0)
        self._step("Languages and index pages")
        call_command("setup_site")
        if content:
            self._step(f"Content of {content}")
            call_command("import_content", content, publish=True)
        elif due.exists():
            self._step("Sample content")
            call_command("load_sample_content")
            due.unlink()
        call_command("create_first_admin")

    def _step(self, what: str) -> None:
        self.stdout.write(f"{what}…")
        self.stdout.flush()
