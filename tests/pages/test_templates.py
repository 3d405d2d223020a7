"""Every page type, from empty to worst, in both languages, on the site and as a preview."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import Sizes, site_tree
from tests.factories.sizes import SIZES
from tests.html_reading import Html

pytestmark = pytest.mark.django_db

TYPES = ["challenge", "promotion", "post", "release", "testimonial", "standard"]
INDEX_PAGES = [
    "home",
    "challenges",
    "promotions",
    "blog",
    "press",
    "testimonials",
    "administrations",
    "people",
    "talents",
    "themes",
    "categories",
]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", TYPES)
def test_page_type_keeps_the_rules_at_every_size(kind: str, language: str, client: Client) -> None:
    make = getattr(Sizes(site_tree(language).locale), kind)
    faults = {}
    for size in SIZES:
        page = make(size)
        served, preview = Html(client.get(page.url)), Html(page.make_preview_request())
        faults |= {size: [*served.faults(), *preview.faults()]}
        assert (served.language, preview.language) == (language, language)
        assert preview.h1 == served.h1
    assert faults == {one: [] for one in SIZES}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_index_pages_keep_the_rules_when_nothing_is_listed(language: str, client: Client) -> None:
    tree = site_tree(language)
    pages = {name: Html(client.get(getattr(tree, name).url)) for name in INDEX_PAGES}
    assert {name: page.faults() for name, page in pages.items()} == {one: [] for one in INDEX_PAGES}
    assert {page.language for page in pages.values()} == {language}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_index_pages_keep_the_rules_when_all_sizes_are_listed(language: str, client: Client) -> None:
    tree = site_tree(language)
    sizes = Sizes(tree.locale)
    for size in SIZES:
        for kind in TYPES:
            getattr(sizes, kind)(size)
    pages = {name: Html(client.get(getattr(tree, name).url)) for name in INDEX_PAGES}
    assert {name: page.faults() for name, page in pages.items()} == {one: [] for one in INDEX_PAGES}


@pytest.mark.parametrize("kind", TYPES)
def test_preview_shows_a_page_that_was_never_saved(kind: str) -> None:
    made = getattr(Sizes(site_tree("fr").locale), kind)("minimal")
    parent = made.get_parent()
    page = type(made)(title="Brouillon d'été", slug="brouillon", locale=parent.locale)
    # As Wagtail's editor prepares a page for its preview.
    page.path = type(page)._get_children_path_interval(parent.path)[1]
    page.depth = parent.depth + 1
    page.set_url_path(parent)
    html = Html(page.make_preview_request())
    assert (html.h1, html.faults()) == ("Brouillon d'été", [])
