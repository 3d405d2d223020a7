import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = (
        "What must hold before a process of a site starts: the database answers, its migrations are applied "
        "(or are now, with CMS_MIGRATE=true) and every check passes, those that read the database too."
    )
    requires_system_checks: list[str] = []  # they come last, when the database is known to be there

    def handle(self, *args: Any, **options: Any) -> None:
        self._wait_for_database()
        if settings.MIGRATE_AT_START:
            call_command("migrate", interactive=False, verbosity=1, skip_checks=True)
        self._refuse_missing_migrations()
        # A start runs no checks by itself; these find content whose plugin is no longer loaded, among others.
        call_command("check", deploy=True, databases=["default"])

    def _wait_for_database(self) -> None:
        deadline = time.monotonic() + settings.DATABASE_WAIT
        while True:
            try:
                connection.ensure_connection()
            except OperationalError as error:
                if time.monotonic() >= deadline:
                    raise CommandError(
                        f"The database of DATABASE_URL did not answer within {settings.DATABASE_WAIT} s: "
                        f"{str(error).strip()}"
                    ) from error
                time.sleep(min(1.0, settings.DATABASE_WAIT))
            else:
                return

    def _refuse_missing_migrations(self) -> None:
        executor = MigrationExecutor(connection)
        missing = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
        if missing:
            raise CommandError(
                f"{len(missing)} migrations are not applied, the first is {missing[0]}. "
                "Run `manage.py migrate`, or start once with CMS_MIGRATE=true."
            )
