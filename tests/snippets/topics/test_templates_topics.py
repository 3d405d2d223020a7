from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    CategoryFactory,
    ExpertiseFactory,
    PersonFactory,
    Sizes,
    ThemeFactory,
    site_tree,
)
from tests.html_reading import Html, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "kicker", "sections"),
    [
        ("theme_term", "Theme", {"Challenges"}),
        ("expertise_term", "Expertise", {"People", "Challenges", "Testimonials"}),
        ("category_term", "Category", {"Posts", "Press releases", "Testimonials"}),
    ],
)
def test_topic_lists_all_that_is_filed_under_it(client: Client, kind, kicker, sections) -> None:
    topic = getattr(Sizes(site_tree("en").locale), kind)("full")
    html = Html(client.get(topic.get_url(language="en")))
    assert words(html.main.select_one(".kicker")) == kicker
    assert set(html.headings(2)) == sections
    assert "Tout ce qui touche au sujet." in html.text


@pytest.mark.parametrize("factory", [ThemeFactory, ExpertiseFactory, CategoryFactory])
def test_topic_says_that_nothing_is_filed_under_it(client: Client, factory) -> None:
    html = Html(client.get(factory().get_url(language="en")))
    assert words(html.main.select_one(".empty-state")) == "There is nothing here yet."


def test_expertise_lists_nobody_who_is_hidden(client: Client) -> None:
    expertise = ExpertiseFactory()
    PersonFactory(name="Zoé Martin", expertises=[expertise])
    PersonFactory(name="Élise Roy", expertises=[expertise])
    PersonFactory(name="Cachée Dupont", expertises=[expertise], visibility="hidden")
    html = Html(client.get(expertise.get_url(language="en")))
    assert [words(one) for one in html.section("People").find_all("h3")] == ["Élise Roy", "Zoé Martin"]
