from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.pages.challenges.models import ChallengePage
from cms.sample.content import SampleContent


class Command(BaseCommand):
    help = "Loads the sample content into a site that has no challenge yet. Run `setup_site` first."

    def handle(self, *args: Any, **options: Any) -> None:
        if ChallengePage.objects.exists():
            raise CommandError(
                "This site has challenges already: the sample content is for an empty site. Nothing was changed."
            )
        # One long transaction, pictures included: nobody else writes to a site before it is first served,
        # and an interrupted load leaves nothing half made.
        with transaction.atomic():
            SampleContent().build()
        self.stdout.write("Sample content loaded.")
