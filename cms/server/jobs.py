"""What happens by the clock. Each job is a management command, so that an operator can run it by hand too."""

from dataclasses import dataclass, field
from typing import Any

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from django.conf import settings


@dataclass(frozen=True)
class Job:
    command: str
    trigger: BaseTrigger
    options: dict[str, Any] = field(default_factory=dict)


def jobs() -> list[Job]:
    """Every job of this site, in the site's own time zone."""

    def at(**fields: int | str) -> CronTrigger:
        return CronTrigger(timezone=settings.TIME_ZONE, **fields)

    return [
        Job("publish_scheduled", at(second=0)),
        # Rights to show a picture end with a day.
        Job("remove_hidden_renditions", at(hour=0, minute=1)),
        # Nightly, one after the other, while few people write.
        Job("clearsessions", at(hour=3, minute=10)),
        Job("axes_reset_logs", at(hour=3, minute=20), {"age": 90}),
        Job("prune_db_task_results", at(hour=3, minute=30), {"min_age_days": 14}),
    ]
