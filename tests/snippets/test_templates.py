"""Every snippet with a page or a preview, from empty to worst, in both languages."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import Sizes, site_tree
from tests.factories.sizes import SIZES
from tests.html_reading import Html

pytestmark = pytest.mark.django_db

WITH_PAGES = ["person", "body_of_state", "theme_term", "expertise_term", "category_term"]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", WITH_PAGES)
def test_public_snippet_keeps_the_rules_at_every_size(kind: str, language: str, client: Client) -> None:
    make = getattr(Sizes(site_tree(language).locale), kind)
    faults = {}
    for size in SIZES:
        obj = make(size)
        served = Html(client.get(obj.get_url(language=language)))
        preview = Html(obj.make_preview_request())
        faults |= {size: [*served.faults(), *preview.faults()]}
        assert (served.language, preview.language) == (language, language)
        assert preview.h1 == served.h1
    assert faults == {one: [] for one in SIZES}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_key_figure_previews_in_its_own_language_at_every_size(language: str) -> None:
    sizes = Sizes(site_tree(language).locale)
    previews = {size: Html(sizes.key_figure(size).make_preview_request()) for size in SIZES}
    assert {size: preview.faults() for size, preview in previews.items()} == {one: [] for one in SIZES}
    value = "1 234 567,8 %" if language == "fr" else "1,234,567.8 %"
    assert value in previews["full"].text
    assert {preview.language for preview in previews.values()} == {language}
