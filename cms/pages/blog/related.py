"""What posts add to people, categories and the home page."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.core.locale import prefer_language
from cms.core.serializers import reference
from cms.pages.blog.models import BlogPostAuthor, BlogPostCategory, BlogPostPage
from cms.plugins import RelatedSection
from cms.snippets.people.models import Person
from cms.snippets.topics.models import Category

NEWEST = 3


def shown_posts() -> QuerySet[BlogPostPage]:
    """Every visible post once, in the reader's language, the newest first."""
    return prefer_language(BlogPostPage.objects.visible()).order_by("-date", "-pk")


def posts_of_person(person: Person) -> list[BlogPostPage]:
    rows = BlogPostAuthor.objects.filter(person__translation_key=person.translation_key)
    return list(shown_posts().filter(pk__in=rows.values("page")))


def posts_of_category(category: Category) -> list[BlogPostPage]:
    rows = BlogPostCategory.objects.filter(category__translation_key=category.translation_key)
    return list(shown_posts().filter(pk__in=rows.values("page")))


def latest_posts(home: Model) -> list[BlogPostPage]:
    """A few posts for the home page, unless its body chooses some cards itself."""
    if any(block.block_type == "cards" for block in home.body):
        return []
    return list(shown_posts()[:NEWEST])


def _posts_section(target: str, label: Any, items: Any) -> RelatedSection:
    return RelatedSection(
        target=target,
        name="posts",
        label=label,
        items=items,
        template="blog/related_posts.html",
        serialize=reference,
    )


related = [
    _posts_section("people.Person", _("Posts they wrote"), posts_of_person),
    _posts_section("topics.Category", _("Posts"), posts_of_category),
    RelatedSection(
        target="standard.HomePage",
        name="latest_posts",
        label=_("Latest posts"),
        items=latest_posts,
        template="blog/related_latest_posts.html",
        serialize=reference,
    ),
]
