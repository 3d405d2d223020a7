"""What press releases add to challenges, administrations, cohorts and categories."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.core.locale import prefer_language
from cms.core.serializers import reference
from cms.pages.challenges.models import ChallengePage
from cms.pages.press.models import PressReleasePage
from cms.pages.promotions.models import PromotionPage
from cms.plugins import RelatedSection
from cms.snippets.administrations.models import Administration
from cms.snippets.topics.models import Category


def shown_releases() -> QuerySet[PressReleasePage]:
    """Every visible release once, in the reader's language, the newest first."""
    return prefer_language(PressReleasePage.objects.visible()).order_by("-released_at", "-pk")


def releases_of_challenge(challenge: ChallengePage) -> list[PressReleasePage]:
    return _listed(challenge_rows__challenge__translation_key=challenge.translation_key)


def releases_of_administration(administration: Administration) -> list[PressReleasePage]:
    """Those that name it, or a body it took over from."""
    keys = administration.with_predecessors()
    return _listed(administration_rows__administration__translation_key__in=keys)


def releases_of_promotion(promotion: PromotionPage) -> list[PressReleasePage]:
    return _listed(promotion__translation_key=promotion.translation_key)


def releases_of_category(category: Category) -> list[PressReleasePage]:
    return _listed(category_rows__category__translation_key=category.translation_key)


def _listed(**conditions: Any) -> list[PressReleasePage]:
    found = PressReleasePage.objects.filter(**conditions).values("pk")
    return list(shown_releases().filter(pk__in=found))


def _section(target: str, items: Callable[[Any], list[PressReleasePage]]) -> RelatedSection:
    return RelatedSection(
        target=target,
        name="press_releases",
        label=_("Press releases"),
        items=items,
        template="press/related_releases.html",
        serialize=reference,
    )


related = [
    _section("challenges.ChallengePage", releases_of_challenge),
    _section("administrations.Administration", releases_of_administration),
    _section("promotions.PromotionPage", releases_of_promotion),
    _section("topics.Category", releases_of_category),
]
