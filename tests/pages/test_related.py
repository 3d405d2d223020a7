"""Both sides of every relation say the same, show nothing that is not public, and cost the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from cms.plugins.registry import registry
from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    CategoryFactory,
    ChallengePageFactory,
    ExpertiseFactory,
    ImageFactory,
    PersonFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    TestimonialPageFactory,
    ThemeFactory,
    translated,
)
from tests.html_reading import Html, number_of_queries

pytestmark = pytest.mark.django_db

# (name of the section, who shows it, who points at it with which field)
SECTIONS: list[tuple[str, Callable[..., Any], Callable[..., Any], str]] = [
    ("challenges", PersonFactory, ChallengePageFactory, "team"),
    ("challenges", AdministrationFactory, ChallengePageFactory, "administrations"),
    ("challenges", PromotionPageFactory, ChallengePageFactory, "promotion"),
    ("challenges", ThemeFactory, ChallengePageFactory, "themes"),
    ("challenges", ExpertiseFactory, ChallengePageFactory, "expertises"),
    ("posts", PersonFactory, BlogPostPageFactory, "authors"),
    ("posts", CategoryFactory, BlogPostPageFactory, "categories"),
    ("press_releases", ChallengePageFactory, PressReleasePageFactory, "challenges"),
    ("press_releases", AdministrationFactory, PressReleasePageFactory, "administrations"),
    ("press_releases", PromotionPageFactory, PressReleasePageFactory, "promotion"),
    ("press_releases", CategoryFactory, PressReleasePageFactory, "categories"),
    ("testimonials", PersonFactory, TestimonialPageFactory, "person"),
    ("testimonials", ChallengePageFactory, TestimonialPageFactory, "challenges"),
    ("testimonials", PromotionPageFactory, TestimonialPageFactory, "promotions"),
    ("testimonials", AdministrationFactory, TestimonialPageFactory, "administrations"),
    ("testimonials", ExpertiseFactory, TestimonialPageFactory, "expertises"),
    ("testimonials", CategoryFactory, TestimonialPageFactory, "categories"),
]
IDS = [f"{name}-of-{owner.__name__.removesuffix('Factory')}" for name, owner, _, _ in SECTIONS]
every_section = pytest.mark.parametrize(("name", "owner", "pointer", "field"), SECTIONS, ids=IDS)


def shown(owner: Any, name: str) -> list[Any]:
    """The pages a section of `owner` lists."""
    (section,) = [one for one in registry.related_for(type(owner)) if one.name == name]
    return [getattr(item, "challenge", item) for item in section.items(owner)]


def point(pointer: Callable[..., Any], field: str, owner: Any, **fields: Any) -> Any:
    return pointer(**{field: owner if field in {"promotion", "person"} else [owner]}, **fields)


@every_section
def test_section_lists_what_points_at_its_owner_and_nothing_else(name, owner, pointer, field) -> None:
    target, other = owner(), owner()
    pages = [point(pointer, field, target) for _ in range(2)]
    point(pointer, field, other)
    assert {page.pk for page in shown(target, name)} == {page.pk for page in pages}


@every_section
def test_section_lists_neither_drafts_nor_private_pages(name, owner, pointer, field) -> None:
    target = owner()
    point(pointer, field, target, live=False)
    point(pointer, field, target, private=True)
    assert shown(target, name) == []


@every_section
def test_section_lists_each_page_once_in_the_language_of_the_reader(name, owner, pointer, field) -> None:
    target = owner()
    both = translated(point(pointer, field, target), title="In English", slug="in-english")
    french_only = point(pointer, field, target)
    draft = translated(point(pointer, field, target), live=False, title="Draft", slug="draft")
    with override("en"):
        in_english = {page.pk for page in shown(target, name)}
    source_of_draft = draft.get_translation(french_only.locale)
    assert in_english == {both.pk, french_only.pk, source_of_draft.pk}
    source_of_both = both.get_translation(french_only.locale)
    assert {page.pk for page in shown(target, name)} == {
        source_of_both.pk,
        french_only.pk,
        source_of_draft.pk,
    }


@every_section
def test_section_is_found_from_every_translation_of_its_owner(name, owner, pointer, field) -> None:
    target = owner()
    page = point(pointer, field, target)
    assert [one.pk for one in shown(translated(target, slug="target"), name)] == [page.pk]


@every_section
def test_section_costs_the_same_for_three_pages_as_for_one(
    name, owner, pointer, field, client: Client
) -> None:
    target = owner()
    point(pointer, field, target, image=ImageFactory())
    queries = number_of_queries(client, target.get_url())
    for _ in range(2):
        point(pointer, field, target, image=ImageFactory())
    assert number_of_queries(client, target.get_url()) == queries


@every_section
def test_section_serializes_what_it_lists(name, owner, pointer, field) -> None:
    target = owner()
    page = point(pointer, field, target)
    (section,) = [one for one in registry.related_for(type(target)) if one.name == name]
    (data,) = [section.serialize(item) for item in section.items(target)]
    assert data.get("challenge", data)["id"] == page.pk


@every_section
def test_section_has_a_heading_on_the_page_of_its_owner(name, owner, pointer, field, client) -> None:
    target = owner()
    page = point(pointer, field, target)
    (section,) = [one for one in registry.related_for(type(target)) if one.name == name]
    html = Html(client.get(target.get_url()))
    assert page.title in html.links(html.section(str(section.label)))
