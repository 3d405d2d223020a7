"""Pages, in French and published unless told otherwise.

Without `parent` a page goes where its type belongs in the tree of its language; the tree is
made when there is none.
"""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from django.utils.text import slugify

from cms.core.locale import source_locale
from cms.pages.blog.models import BlogIndexPage, BlogPostPage
from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage
from cms.pages.press.models import PressIndexPage, PressReleasePage
from cms.pages.promotions.models import PromotionIndexPage, PromotionPage
from cms.pages.standard.models import HomePage, StandardPage
from cms.pages.testimonials.models import TestimonialIndexPage, TestimonialPage
from cms.snippets.administrations.models import AdministrationIndexPage
from cms.snippets.people.models import PeopleIndexPage
from cms.snippets.topics.models import TopicIndexPage
from tests.factories.rows import RowsFactory
from tests.factories.tree import site_tree


def paris(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime.datetime:
    """A moment by the clock of Paris."""
    return timezone.make_aware(datetime.datetime(year, month, day, hour, minute))  # noqa: DTZ001  made aware here


class PageFactory(RowsFactory):
    """`private=True` asks readers to sign in, `tags` is a list of names."""

    class Meta:
        abstract = True
        place = "home"

    locale = factory.LazyFunction(source_locale)
    title = factory.Sequence(lambda n: f"Page numéro {n}")
    slug = factory.LazyAttribute(lambda page: slugify(page.title)[:200])

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        parent = kwargs.pop("parent", None)
        tags = kwargs.pop("tags", ())
        private = kwargs.pop("private", False)
        kwargs.setdefault("live", True)
        if kwargs["live"]:
            kwargs.setdefault("first_published_at", timezone.now())
            kwargs.setdefault("last_published_at", kwargs["first_published_at"])
        given = {name: kwargs.pop(name) for name in cls._meta.rows if name in kwargs}
        if parent is None:
            parent = getattr(site_tree(kwargs["locale"].language_code), cls._meta.place)
        page = model_class(*args, **kwargs)
        cls._add_rows(page, given)
        # The parent may have been read before its other children were made.
        type(parent).objects.get(pk=parent.pk).add_child(instance=page)
        if tags:
            page.tags.add(*tags)
            page.save()
        if private:
            page.view_restrictions.create(restriction_type="login")
        return page


class HomePageFactory(PageFactory):
    class Meta:
        model = HomePage
        place = "root"
        rows = {
            "key_figures": ("key_figure_rows", "figure"),
            "hero_buttons": ("hero_buttons", "page"),
        }


class StandardPageFactory(PageFactory):
    class Meta:
        model = StandardPage
        rows = HomePageFactory._meta.rows

    title = factory.Sequence(lambda n: f"Le programme en détail {n}")


class ChallengePageFactory(PageFactory):
    class Meta:
        model = ChallengePage
        place = "challenges"
        rows = {
            "administrations": ("administration_rows", "administration"),
            "team": ("team", "person"),
            "themes": ("theme_rows", "theme"),
            "expertises": ("expertise_rows", "expertise"),
            "key_figures": ("key_figure_rows", "figure"),
            "towns": ("towns", "name"),
            "outputs": ("outputs", "title"),
            "videos": ("videos", "url"),
        }

    title = factory.Sequence(lambda n: f"Défi de la forêt {n}")


class PromotionPageFactory(PageFactory):
    """`milestones=[{"kind": "jury", "starts_at": paris(2026, 5, 4)}]`"""

    class Meta:
        model = PromotionPage
        place = "promotions"
        rows = {
            "milestones": ("milestones", "label"),
            "key_figures": ("key_figure_rows", "figure"),
        }

    title = factory.Sequence(lambda n: f"Promotion {n}")


class BlogPostPageFactory(PageFactory):
    class Meta:
        model = BlogPostPage
        place = "blog"
        rows = {
            "authors": ("author_rows", "person"),
            "categories": ("category_rows", "category"),
            "related_posts": ("related_rows", "related"),
        }

    title = factory.Sequence(lambda n: f"Une rentrée réussie {n}")
    date = factory.LazyFunction(lambda: paris(2024, 3, 15))


class PressReleasePageFactory(PageFactory):
    class Meta:
        model = PressReleasePage
        place = "press"
        rows = {
            "challenges": ("challenge_rows", "challenge"),
            "administrations": ("administration_rows", "administration"),
            "categories": ("category_rows", "category"),
            "contacts": ("contact_rows", "contact"),
            "attachments": ("attachments", "document"),
            "gallery": ("gallery", "image"),
            "links": ("links", "label"),
            "milestones": ("milestones", "label"),
            "corrections": ("corrections", "text"),
        }

    title = factory.Sequence(lambda n: f"Lancement de l'appel à projets {n}")
    released_at = factory.LazyFunction(lambda: paris(2024, 5, 6))


class TestimonialPageFactory(PageFactory):
    __test__ = False  # no class of tests, whatever its name

    class Meta:
        model = TestimonialPage
        place = "testimonials"
        rows = {
            "challenges": ("challenge_rows", "challenge"),
            "promotions": ("promotion_rows", "promotion"),
            "administrations": ("administration_rows", "administration"),
            "expertises": ("expertise_rows", "expertise"),
            "categories": ("category_rows", "category"),
        }

    title = factory.Sequence(lambda n: f"Une année au service de l'intérêt général {n}")
    quote = "<p>J'ai appris à écouter avant de développer.</p>"


class ChallengeIndexPageFactory(PageFactory):
    class Meta:
        model = ChallengeIndexPage

    title = factory.Sequence(lambda n: f"Les défis {n}")


class PromotionIndexPageFactory(PageFactory):
    class Meta:
        model = PromotionIndexPage

    title = factory.Sequence(lambda n: f"Les promotions {n}")


class BlogIndexPageFactory(PageFactory):
    class Meta:
        model = BlogIndexPage

    title = factory.Sequence(lambda n: f"Le journal {n}")


class PressIndexPageFactory(PageFactory):
    class Meta:
        model = PressIndexPage
        rows = {"mentions": ("mentions", "title")}

    title = factory.Sequence(lambda n: f"Espace presse {n}")


class TestimonialIndexPageFactory(PageFactory):
    __test__ = False

    class Meta:
        model = TestimonialIndexPage

    title = factory.Sequence(lambda n: f"Témoignages {n}")


class AdministrationIndexPageFactory(PageFactory):
    class Meta:
        model = AdministrationIndexPage

    title = factory.Sequence(lambda n: f"Administrations {n}")


class PeopleIndexPageFactory(PageFactory):
    class Meta:
        model = PeopleIndexPage

    title = factory.Sequence(lambda n: f"Personnes {n}")


class TopicIndexPageFactory(PageFactory):
    class Meta:
        model = TopicIndexPage

    title = factory.Sequence(lambda n: f"Thématiques {n}")
    vocabulary = "theme"
