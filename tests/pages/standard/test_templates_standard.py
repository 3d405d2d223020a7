from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    BlogPostPageFactory,
    ChallengePageFactory,
    Sizes,
    StandardPageFactory,
    paris,
    site_tree,
)
from tests.html_reading import Html, words

pytestmark = pytest.mark.django_db


def test_hero_shows_its_own_title_text_and_buttons(client: Client) -> None:
    html = Html(client.get(Sizes(site_tree("en").locale).standard("full").url))
    assert html.h1 == "Prêts à agir ?"
    hero = html.main.select_one(".hero")
    assert [words(one) for one in hero.select(".buttons a")] == ["Les défis", "Candidater"]
    assert "Dix mois pour relever un défi public." in words(hero)


def test_hero_drops_buttons_that_lead_to_what_is_not_public(client: Client) -> None:
    draft = ChallengePageFactory(live=False)
    page = StandardPageFactory(
        hero_buttons=[
            {"label": "Le brouillon", "page": draft},
            {"label": "Le piège", "link_url": "javascript:alert(1)"},
        ]
    )
    html = Html(client.get(page.url))
    assert [word for word in ("brouillon", "piège", "javascript") if word in html.source] == []


def test_home_page_shows_the_latest_of_the_site(client: Client) -> None:
    locale = site_tree("en").locale
    for number in range(1, 5):
        BlogPostPageFactory(locale=locale, title=f"Article {number}", date=paris(2024, number, 1))
    ChallengePageFactory(locale=locale, title="Open Chronos")
    html = Html(client.get(site_tree("en").home.url))
    assert html.links(html.section("Latest posts")) == ["Article 4", "Article 3", "Article 2"]
    assert html.links(html.section("Challenges of the moment")) == ["Open Chronos"]


def test_home_page_shows_only_what_its_body_chose_when_it_has_cards(client: Client) -> None:
    home = site_tree("en").home
    chosen = ChallengePageFactory(locale=home.locale, title="Open Chronos")
    BlogPostPageFactory(locale=home.locale, title="Un article")
    home.body = [("cards", {"title": "À la une", "pages": [chosen]})]
    home.save()
    html = Html(client.get(home.url))
    assert html.links() == ["Open Chronos"]
