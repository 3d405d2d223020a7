"""The home and index pages of a language, by the names tests know them by."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from wagtail.models import Page

from cms.core.locale import locale_for
from cms.core.site_tree import ensure_site_tree
from cms.pages.blog.models import BlogIndexPage
from cms.pages.challenges.models import ChallengeIndexPage
from cms.pages.press.models import PressIndexPage
from cms.pages.promotions.models import PromotionIndexPage
from cms.pages.standard.models import HomePage
from cms.pages.testimonials.models import TestimonialIndexPage
from cms.snippets.administrations.models import AdministrationIndexPage
from cms.snippets.people.models import PeopleIndexPage
from cms.snippets.topics.models import TopicIndexPage


class SiteTree:
    """The tree of one language. Each page is read from the database when first asked for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = locale_for(language)

    def _page(self, model: type[Page], **values: Any) -> Page:
        return model.objects.filter(locale=self.locale, **values).order_by("path")[0]

    @cached_property
    def root(self) -> Page:
        return Page.get_first_root_node()

    @cached_property
    def home(self) -> HomePage:
        return self._page(HomePage)

    @cached_property
    def challenges(self) -> ChallengeIndexPage:
        return self._page(ChallengeIndexPage)

    @cached_property
    def promotions(self) -> PromotionIndexPage:
        return self._page(PromotionIndexPage)

    @cached_property
    def blog(self) -> BlogIndexPage:
        return self._page(BlogIndexPage)

    @cached_property
    def press(self) -> PressIndexPage:
        return self._page(PressIndexPage)

    @cached_property
    def testimonials(self) -> TestimonialIndexPage:
        return self._page(TestimonialIndexPage)

    @cached_property
    def administrations(self) -> AdministrationIndexPage:
        return self._page(AdministrationIndexPage)

    @cached_property
    def people(self) -> PeopleIndexPage:
        return self._page(PeopleIndexPage, serves_people=True)

    @cached_property
    def talents(self) -> PeopleIndexPage:
        return self._page(PeopleIndexPage, group="talents")

    @cached_property
    def agents(self) -> PeopleIndexPage:
        return self._page(PeopleIndexPage, group="agents")

    @cached_property
    def team(self) -> PeopleIndexPage:
        return self._page(PeopleIndexPage, group="team")

    @cached_property
    def themes(self) -> TopicIndexPage:
        return self._page(TopicIndexPage, vocabulary="theme")

    @cached_property
    def expertises(self) -> TopicIndexPage:
        return self._page(TopicIndexPage, vocabulary="expertise")

    @cached_property
    def categories(self) -> TopicIndexPage:
        return self._page(TopicIndexPage, vocabulary="category")


def site_tree(language: str = "fr") -> SiteTree:
    """The tree of a language. All trees are made when there is none: once, when the tests' database is set up."""
    if not HomePage.objects.exists():
        ensure_site_tree()
    return SiteTree(language)
