from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.server.leadership import leadership
from cms.server.scheduler import Scheduler


class Command(BaseCommand):
    help = (
        "Runs the jobs of the clock: scheduled publishing and expiry each minute, clean-up each night. "
        "Start it on as many nodes as you like: one works, the others stand by."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        scheduler = Scheduler(leadership())
        scheduler.stop_on_signals()
        scheduler.run()
        if scheduler.lost_leadership:
            raise CommandError("The scheduler's lock was lost, probably with its database connection.")
