from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.core.list_filters import choice_filter, named_objects, relation_filter, true_or_false, year_filter
from cms.pages.challenges.models import ChallengePage, Stage, TeamMember
from cms.pages.promotions.api import open_promotions
from cms.pages.promotions.models import PromotionPage
from cms.plugins import ListFilter
from cms.snippets.administrations.api import administration_filter
from cms.snippets.people.api import promotion_members

CHALLENGE = "challenges.ChallengePage"


@promotion_members.append
def in_teams_of(keys: set[uuid.UUID]) -> Q:
    """People in the team of a public challenge of these cohorts."""
    return _in_teams(ChallengePage.objects.visible().filter(promotion__translation_key__in=keys))


def by_challenge(people: QuerySet[Any], value: str) -> QuerySet[Any]:
    keys = {challenge.translation_key for challenge in named_objects(ChallengePage, value)}
    return people.filter(_in_teams(ChallengePage.objects.visible().filter(translation_key__in=keys)))


def _in_teams(challenges: QuerySet[Any]) -> Q:
    rows = TeamMember.objects.filter(
        page__in=challenges.values("pk"), person__translation_key=OuterRef("translation_key")
    )
    return Q(Exists(rows))


def by_open(challenges: QuerySet[Any], value: str) -> QuerySet[Any]:
    """As `ChallengePage.is_open`: the challenge's own dates, else those of its cohort's call."""
    now = timezone.now()
    own_dates = Q(applications_open_at__isnull=False) | Q(applications_close_at__isnull=False)
    within = (Q(applications_open_at=None) | Q(applications_open_at__lte=now)) & (
        Q(applications_close_at=None) | Q(applications_close_at__gt=now)
    )
    visible = PromotionPage.objects.visible().filter(pk__in=open_promotions())
    under_way = (own_dates & within) | (~own_dates & Q(promotion__in=visible.values("pk")))
    found = ChallengePage.objects.filter(under_way).values("pk")
    return challenges.filter(pk__in=found) if true_or_false(value) else challenges.exclude(pk__in=found)


filters = [
    relation_filter("promotion", CHALLENGE, "promotion", _("Cohorts: id, UUID or slug.")),
    administration_filter(CHALLENGE),
    relation_filter("theme", CHALLENGE, "theme_rows__theme", _("Themes: id, UUID or slug.")),
    relation_filter("expertise", CHALLENGE, "expertise_rows__expertise", _("Expertises: id, UUID or slug.")),
    relation_filter("person", CHALLENGE, "team__person", _("People of the team: id, UUID or slug.")),
    choice_filter(
        "stage", CHALLENGE, "stage", lambda: Stage.values, _("How far it is: one code or several.")
    ),
    year_filter(CHALLENGE),
    ListFilter("open", CHALLENGE, _("true: one can apply now; false: one cannot."), by_open),
    ListFilter("challenge", "people.Person", _("Challenges of the team: id, UUID or slug."), by_challenge),
]
