from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import (
    AdministrationFactory,
    ChallengePageFactory,
    DocumentFactory,
    ExpertiseFactory,
    ImageFactory,
    KeyFigureFactory,
    PersonFactory,
    PromotionPageFactory,
    Sizes,
    ThemeFactory,
    paris,
    site_tree,
    translated,
)
from tests.html_reading import Html, number_of_queries, words

pytestmark = pytest.mark.django_db


def english(**fields):
    return ChallengePageFactory(locale=site_tree("en").locale, **fields)


def test_challenge_says_all_that_is_known_of_it(client: Client) -> None:
    challenge = Sizes(site_tree("en").locale).challenge("full")
    html = Html(client.get(challenge.url))
    names = ["Cohort", "Stage", "Year", "Duration", "Host site", "Towns", "Theme", "Expertise"]
    assert {name: html.fact(name) for name in names} == {
        "Cohort": "Promotion 4",
        "Stage": "Under way",
        "Year": "2021",
        "Duration": "10 months",
        "Host site": "20 avenue de Ségur",
        "Towns": "Besançon (25), Paris",
        "Theme": "Écologie",
        "Expertise": "Design",
    }
    assert html.fact("Public body") == (
        "École nationale de l'administration Name at the time: Ministère de la Forêt"
    )
    links = html.section("In short").select(".facts__links a")
    assert [words(link).partition(" (")[0] for link in links] == [
        "Website",
        "Demonstration",
        "Source code",
        "State start-up page",
        "Poster",
    ]
    assert "Watch the video “Présentation”" in html.links(html.section("Videos"))
    assert "Bonjour." in words(html.section("Videos"))
    assert "Un portail" in words(html.section("What was achieved"))
    assert "79.66" in words(html.section("Key figures"))


def test_challenge_with_a_title_alone_has_no_empty_heading(client: Client) -> None:
    html = Html(client.get(english(title="Défi sobre").url))
    assert (html.h1, html.headings(2), html.main.find_all("dl")) == ("Défi sobre", [], [])


def test_challenge_shows_its_team_in_order_and_each_member_shows_the_challenge(client: Client) -> None:
    zoe, alice = PersonFactory(name="Zoé Martin"), PersonFactory(name="Alice Faure", job="Juriste")
    challenge = english(
        title="Open Chronos",
        team=[(zoe, {"role": "operational_mentor", "job": "Cheffe de bureau"}), alice],
    )
    team = Html(client.get(challenge.url)).section("The team")
    assert [words(name) for name in team.find_all("h3")] == ["Zoé Martin", "Alice Faure"]
    assert words(team.find_all("li")[0]) == "Zoé Martin Operational mentor Cheffe de bureau"
    assert words(team.find_all("li")[1]) == "Alice Faure Public Interest Entrepreneur Juriste"
    for person in (zoe, alice):
        html = Html(client.get(person.get_url(language="en")))
        assert [words(name) for name in html.section("Challenges").find_all("h3")] == ["Open Chronos"]


def test_challenge_shows_nobody_who_is_hidden_or_unpublished(client: Client) -> None:
    site_tree()
    objecting = PersonFactory(name="Opposée Dupont", objected_on=datetime.date(2024, 1, 1))
    hidden = PersonFactory(name="Cachée Dupont", visibility="hidden")
    # Hidden in French is hidden in English, whatever the English version says.
    hidden_in_english = translated(hidden, visibility="public")
    draft = PersonFactory(name="Brouillon Dupont", live=False)
    shown = PersonFactory(name="Aimée Durand")
    challenge = english(team=[objecting, hidden, hidden_in_english, draft, shown])
    html = Html(client.get(challenge.url))
    assert [words(name) for name in html.section("The team").find_all("h3")] == ["Aimée Durand"]
    assert "Dupont" not in html.source
    assert client.get(f"/en/people/{hidden.slug}/").status_code == 404


def test_challenge_costs_the_same_for_three_of_each_relation_as_for_one(client: Client) -> None:
    def challenge(count: int):
        return ChallengePageFactory(
            promotion=PromotionPageFactory(),
            team=[PersonFactory(photo=ImageFactory()) for _ in range(count)],
            administrations=AdministrationFactory.create_batch(count),
            themes=ThemeFactory.create_batch(count),
            expertises=ExpertiseFactory.create_batch(count),
            key_figures=KeyFigureFactory.create_batch(count),
            towns=[{"name": "Lyon"}] * count,
            outputs=[{"title": "Un portail", "image": ImageFactory()} for _ in range(count)],
            videos=[{"url": "https://video.exemple.fr", "title": "Présentation"}] * count,
            poster=DocumentFactory(),
        )

    one, three = challenge(1), challenge(3)
    assert number_of_queries(client, three.url) == number_of_queries(client, one.url)


@pytest.mark.parametrize("is_open", [True, False])
def test_challenge_says_where_to_apply_only_while_it_is_open(client: Client, is_open: bool) -> None:
    now = timezone.now()
    closes = now + datetime.timedelta(days=1 if is_open else -1)
    challenge = english(applications_close_at=closes, application_url="https://exemple.gouv.fr/candidater")
    html = Html(client.get(challenge.url))
    assert ("Applications are open" in html.headings(2)) is is_open
    assert ('href="https://exemple.gouv.fr/candidater"' in html.source) is is_open


def test_challenge_is_open_by_the_call_of_its_cohort(client: Client) -> None:
    call = {"kind": "call_for_applications", "starts_at": paris(2022, 1, 1), "ends_at": paris(2099, 3, 1)}
    promotion = PromotionPageFactory(milestones=[call])
    html = Html(client.get(ChallengePageFactory(promotion=promotion).url))
    assert "1er janvier 2022 – 1er mars 2099" in html.text


def test_list_of_challenges_names_only_visible_cohorts_and_public_bodies(client: Client) -> None:
    draft = PromotionPageFactory(title="Promotion secrète", live=False)
    public = AdministrationFactory(name="Office national des forêts")
    unpublished = AdministrationFactory(name="Direction secrète", live=False)
    english(promotion=draft, administrations=[unpublished, public])
    html = Html(client.get(site_tree("en").challenges.url))
    assert "Office national des forêts" in html.text
    assert "secrète" not in html.source


def test_list_of_challenges_puts_the_newest_cohort_first_and_those_without_last(client: Client) -> None:
    first, second = PromotionPageFactory(number=1), PromotionPageFactory(number=2)
    for title, promotion in [("Sans promotion", None), ("Ancien", first), ("Récent", second)]:
        ChallengePageFactory(title=title, promotion=promotion)
    html = Html(client.get(site_tree().challenges.url))
    assert html.headings(2) == ["Récent", "Ancien", "Sans promotion"]
