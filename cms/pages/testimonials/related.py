"""What testimonials add to people, challenges, cohorts, administrations, expertises and categories."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.core.locale import prefer_language
from cms.core.serializers import reference
from cms.pages.challenges.models import ChallengePage
from cms.pages.promotions.models import PromotionPage
from cms.pages.testimonials.listing import for_listing
from cms.pages.testimonials.models import TestimonialPage
from cms.plugins import RelatedSection
from cms.snippets.administrations.models import Administration
from cms.snippets.people.models import Person
from cms.snippets.topics.models import Category, Expertise


def shown_testimonials() -> QuerySet[TestimonialPage]:
    """Every visible testimonial once, in the reader's language, the newest first."""
    return prefer_language(TestimonialPage.objects.visible()).order_by(F("date").desc(nulls_last=True), "-pk")


def testimonials_of_person(person: Person) -> list[TestimonialPage]:
    return _listed(person__translation_key=person.translation_key)


def testimonials_of_challenge(challenge: ChallengePage) -> list[TestimonialPage]:
    return _listed(challenge_rows__challenge__translation_key=challenge.translation_key)


def testimonials_of_promotion(promotion: PromotionPage) -> list[TestimonialPage]:
    return _listed(promotion_rows__promotion__translation_key=promotion.translation_key)


def testimonials_of_administration(administration: Administration) -> list[TestimonialPage]:
    """Those that name it, or a body it took over from."""
    keys = administration.with_predecessors()
    return _listed(administration_rows__administration__translation_key__in=keys)


def testimonials_of_expertise(expertise: Expertise) -> list[TestimonialPage]:
    return _listed(expertise_rows__expertise__translation_key=expertise.translation_key)


def testimonials_of_category(category: Category) -> list[TestimonialPage]:
    return _listed(category_rows__category__translation_key=category.translation_key)


def _listed(**conditions: Any) -> list[TestimonialPage]:
    found = TestimonialPage.objects.filter(**conditions).values("pk")
    return for_listing(shown_testimonials().filter(pk__in=found))


def _section(target: str, items: Callable[[Any], list[TestimonialPage]]) -> RelatedSection:
    return RelatedSection(
        target=target,
        name="testimonials",
        label=_("Testimonials"),
        items=items,
        template="testimonials/related_testimonials.html",
        serialize=reference,
    )


related = [
    _section("people.Person", testimonials_of_person),
    _section("challenges.ChallengePage", testimonials_of_challenge),
    _section("promotions.PromotionPage", testimonials_of_promotion),
    _section("administrations.Administration", testimonials_of_administration),
    _section("topics.Expertise", testimonials_of_expertise),
    _section("topics.Category", testimonials_of_category),
]
