from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.importer.erased import forget_erased
from cms.importer.models import ErasedName


class Command(BaseCommand):
    help = "Say how many names of erased people the import leaves out, or let it import one of them again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forget", metavar="NAME", help="import people of this name again")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["forget"]
        if name is None:
            count = ErasedName.objects.count()
            self.stdout.write(_("The import leaves out %d names of erased people.") % count)
        elif forget_erased([name]):
            self.stdout.write(_("Forgotten: the next import may make a person of this name."))
        else:
            raise CommandError(_("Nobody of this name was erased."))
