"""A calendar of milestones, for the bodies of every type."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, DateTimeBlock, StructValue

from cms.core.blocks import Group, ListBlock, StructBlock
from cms.pages.promotions.milestones import MilestoneKind, Precision


class MomentBlock(DateTimeBlock):
    """A date and time in the site's time zone; what cannot be read as one is no date."""

    def to_python(self, value: Any) -> datetime.datetime | None:
        moment = value
        if isinstance(value, str):
            try:
                moment = parse_datetime(value)
            except ValueError:
                moment = None
        if not isinstance(moment, datetime.datetime):
            return None
        return timezone.make_aware(moment) if timezone.is_naive(moment) else moment

    def get_api_representation(self, value: Any, context: Any = None) -> str | None:
        return timezone.localtime(value).isoformat() if value else None


class MilestoneValue(StructValue):
    @property
    def kind_label(self) -> str:
        kind = self["kind"]
        return str(MilestoneKind(kind).label) if kind in MilestoneKind.values else ""


class MilestoneBlock(StructBlock):
    kind = ChoiceBlock(choices=MilestoneKind.choices, default=MilestoneKind.OTHER.value, label=_("Kind"))
    label = CharBlock(required=False, label=_("Label"))
    starts_at = MomentBlock(required=False, label=_("Starts"))
    ends_at = MomentBlock(required=False, label=_("Ends"))
    precision = ChoiceBlock(
        choices=Precision.choices,
        default=Precision.DAY.value,
        search_index=False,
        label=_("Precision"),
        help_text=_("How much of the date is known: only that is shown."),
    )
    displayed_text = CharBlock(
        required=False,
        label=_("Displayed text"),
        help_text=_("Shown in place of the dates: “early September”."),
    )

    class Meta:
        icon = "calendar"
        label = _("Milestone")
        value_class = MilestoneValue
        label_format = "{label} {displayed_text}"


class MilestonesBlock(StructBlock):
    title = CharBlock(required=False, label=_("Title"))
    milestones = ListBlock(MilestoneBlock(), label=_("Milestones"))

    class Meta:
        icon = "calendar-alt"
        label = _("Milestones")
        description = _("The dates of a call or of a cohort, in order.")
        group = Group.DATA
        template = "promotions/blocks/milestones.html"
        label_format = "{title}"


blocks = [("milestones", MilestonesBlock())]
