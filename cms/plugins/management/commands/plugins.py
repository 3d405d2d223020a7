"""List the plugins, or take one out of service for good."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from itertools import count
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model

from cms.plugins.errors import PluginError
from cms.plugins.listing import NOT_LOADED, PluginStatus, plugin_statuses
from cms.plugins.retirement import RetirementPlan, delete, plan_retirement, unpublish

TOLD_EVERY = 100
COLUMNS = ("Plugin", "State", "Package", "Contract", "Pages", "Offers")


class Command(BaseCommand):
    """`manage.py plugins` lists; `manage.py plugins retire NAME` unpublishes, and with --delete deletes."""

    help = "List the plugins, or take one out of service for good (retire)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="List as JSON, for programs.")
        actions = parser.add_subparsers(dest="action", metavar="retire")
        retire = actions.add_parser(
            "retire",
            help="Unpublish a plugin's content; with --delete, delete it, before the plugin is removed.",
        )
        retire.add_argument("name", help="The plugin, which must be loaded.")
        retire.add_argument(
            "--delete",
            action="store_true",
            help="Delete every row, revision and translation of its types too.",
        )
        retire.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "retire":
            try:
                self._retire(options["name"], deleting=options["delete"], ask=not options["yes"])
            except PluginError as error:
                raise CommandError(str(error)) from error
            return
        statuses = plugin_statuses()
        if options["json"]:
            self.stdout.write(json.dumps([status.as_json() for status in statuses], indent=2))
        else:
            self._write_table([COLUMNS, *(_row(status) for status in statuses)])

    def _write_table(self, rows: list[tuple[str, ...]]) -> None:
        widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            self.stdout.write("  ".join(cells).rstrip())

    def _retire(self, name: str, *, deleting: bool, ask: bool) -> None:
        plan = plan_retirement(name)
        self._write_plan(plan, deleting=deleting)
        obstacles = [*plan.obstacles, *(plan.obstacles_to_deletion if deleting else [])]
        if obstacles:
            raise CommandError("Nothing was changed. " + " ".join(obstacles))
        if ask:
            self._confirm(name, deleting=deleting)
        unpublish(name, done=self._count("unpublished"))
        if not deleting:
            self.stdout.write(
                f"Unpublished. What '{name}' holds is kept: publish it again in the admin, "
                f"or delete it with `manage.py plugins retire {name} --delete` before you remove the plugin."
            )
            return
        delete(name, done=self._count("deleted"))
        self.stdout.write(
            f"Deleted. To remove the plugin: take it out of CMS_PLUGINS and CMS_PLUGINS_OFF before the site starts "
            f"again, but first run `manage.py migrate {name} zero`, which drops its empty tables; then uninstall "
            "its package."
        )

    def _count(self, what: str) -> Callable[[Model], None]:
        """A large plugin takes minutes: tell now and then how far it is."""
        numbers = count(1)

        def counted(_: Model) -> None:
            if (number := next(numbers)) % TOLD_EVERY == 0:
                self.stdout.write(f"  {number} {what} so far")

        return counted

    def _write_plan(self, plan: RetirementPlan, *, deleting: bool) -> None:
        self.stdout.write(f"Plugin '{plan.plugin.label}' ({plan.plugin.verbose_name})")
        self.stdout.write(f"  to unpublish: {_amounts(plan.live)}")
        if not deleting:
            return
        self.stdout.write(f"  to delete: {_amounts(plan.rows)}, with their revisions and translations")
        for consequence in plan.consequences:
            self.stdout.write(f"  {consequence}")

    def _confirm(self, name: str, *, deleting: bool) -> None:
        what = "Deleting cannot be undone: make a backup first. " if deleting else ""
        try:
            answer = input(f"{what}Type the plugin's name to go on: ")
        except EOFError:
            answer = ""
        if answer.strip() != name:
            raise CommandError("Nothing was changed. Type the plugin's name when asked, or give --yes.")


def _row(status: PluginStatus) -> tuple[str, ...]:
    pages = f"{status.live_pages} of {status.pages} live" if status.pages else ""
    offers = ", ".join(f"{count} {name}" for name, count in status.offers.items())
    if status.state == NOT_LOADED and status.rows_left:
        offers = f"{status.rows_left} rows left in the database"
    package = f"{status.package} {status.version}".strip()
    return (status.name, status.state, package, status.contract, pages, offers)


def _amounts(amounts: dict[str, int]) -> str:
    return ", ".join(f"{count} {label}" for label, count in sorted(amounts.items())) or "nothing"
