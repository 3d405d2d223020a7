"""Dates of a call, of a jury, of a start: with the precision they are known to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField

from cms.core.rows import TranslatableRow


class MilestoneKind(models.TextChoices):
    CALL_FOR_PROJECTS = "call_for_projects", _("Call for projects")
    CALL_FOR_APPLICATIONS = "call_for_applications", _("Call for applications")
    WEBINAR = "webinar", _("Webinar")
    JURY = "jury", _("Jury")
    RESULTS = "results", _("Results")
    START = "start", _("Start")
    END = "end", _("End")
    OTHER = "other", _("Other")


class Precision(models.TextChoices):
    MINUTE = "minute", _("To the minute")
    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    PART_OF_MONTH = "part_of_month", _("Part of a month")


def period(moment: datetime, precision: str) -> tuple[datetime, datetime]:
    """First instant of the minute, day or month that a date stands for, and the instant it is over, by the
    clock of the site's time zone."""
    if precision == Precision.MINUTE:
        return moment, moment
    first = localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    if precision == Precision.DAY:
        return first, first + timedelta(days=1)
    first = first.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1)


class Milestone(TranslatableRow):
    """Abstract row: one date or period of a calendar."""

    kind = models.CharField(
        _("kind"), max_length=30, choices=MilestoneKind.choices, default=MilestoneKind.OTHER
    )
    label = models.CharField(_("label"), max_length=255, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=20, choices=Precision.choices, default=Precision.DAY
    )
    displayed_text = models.CharField(
        _("displayed text"),
        max_length=255,
        blank=True,
        help_text=_("Shown in place of the dates: “early September”."),
    )
    link = models.URLField(_("link"), blank=True)

    new_rows_follow = True
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("label")]),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("precision"), FieldPanel("displayed_text")]),
        FieldPanel("link"),
    ]
    api_fields = [
        APIField("kind"),
        APIField("label"),
        APIField("starts_at"),
        APIField("ends_at"),
        APIField("precision"),
        APIField("displayed_text"),
        APIField("link"),
    ]

    class Meta(TranslatableRow.Meta):
        abstract = True
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The end comes before the start.")})

    def is_under_way(self, now) -> bool:
        """Whether `now` lies between start and end, both included to the precision they are known to: what
        ends on the 31st is still open that evening. A missing bound is open."""
        if self.starts_at is None and self.ends_at is None:
            return False
        begins = self.starts_at and period(self.starts_at, self.precision)[0]
        over = self.ends_at and period(self.ends_at, self.precision)[1]
        return (begins is None or begins <= now) and (over is None or now < over)

    def api_data(self) -> dict:
        """The row as the API shows it where it is not a child of the object asked for."""
        data = {field.name: getattr(self, field.name) for field in self.api_fields}
        return data | {name: data[name] and localtime(data[name]) for name in ("starts_at", "ends_at")}
