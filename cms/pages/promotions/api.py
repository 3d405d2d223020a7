from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.list_filters import true_or_false, year_filter
from cms.pages.promotions.milestones import MilestoneKind
from cms.pages.promotions.models import PromotionMilestone
from cms.plugins import ListFilter


def open_promotions() -> list[int]:
    """Keys of the cohorts whose call for applications is under way now, as `PromotionPage.is_open` says it."""
    now = timezone.now()
    calls = PromotionMilestone.objects.filter(kind=MilestoneKind.CALL_FOR_APPLICATIONS)
    return [call.page_id for call in calls if call.is_under_way(now)]


def by_open(promotions: QuerySet[Any], value: str) -> QuerySet[Any]:
    under_way = Q(pk__in=open_promotions())
    return promotions.filter(under_way if true_or_false(value) else ~under_way)


filters = [
    year_filter("promotions.PromotionPage"),
    ListFilter(
        "open",
        "promotions.PromotionPage",
        _("true: one can apply now; false: one cannot."),
        by_open,
    ),
]
