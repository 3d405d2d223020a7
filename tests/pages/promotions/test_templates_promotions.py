from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    AdministrationFactory,
    ChallengePageFactory,
    ImageFactory,
    PersonFactory,
    PromotionPageFactory,
    paris,
    site_tree,
)
from tests.html_reading import Html, number_of_queries, words

pytestmark = pytest.mark.django_db


def test_cohort_shows_challenges_people_and_public_bodies_by_name(client: Client) -> None:
    locale = site_tree("en").locale
    promotion = PromotionPageFactory(locale=locale, title="Promotion 4")
    office, school = (
        AdministrationFactory(name="Office des forêts"),
        AdministrationFactory(name="École des mines"),
    )
    elise, zoe, bob = (PersonFactory(name=name) for name in ("Élise Roy", "Zoé Roy", "Bob Roy"))
    ChallengePageFactory(
        locale=locale, title="Zone verte", promotion=promotion, administrations=[office], team=[zoe, elise]
    )
    ChallengePageFactory(
        locale=locale,
        title="Éclair",
        promotion=promotion,
        administrations=[school],
        team=[(bob, {"role": "mentor"}), zoe],
    )
    html = Html(client.get(promotion.url))
    assert [words(one) for one in html.section("Challenges").find_all("h3")] == ["Éclair", "Zone verte"]
    assert html.links(html.section("Public bodies")) == ["École des mines", "Office des forêts"]
    people = html.section("People").find_all("li")
    assert [words(one) for one in people] == [
        "Élise Roy Public Interest Entrepreneur – Zone verte",
        "Zoé Roy Public Interest Entrepreneur – Éclair Public Interest Entrepreneur – Zone verte",
        "Bob Roy Mentor – Éclair",
    ]


def test_cohort_shows_people_who_had_a_role_without_a_challenge(client: Client) -> None:
    promotion = PromotionPageFactory(locale=site_tree("en").locale)
    PersonFactory(name="Coraline Petit", participations=[(promotion, {"role": "coach"})])
    PersonFactory(name="Cachée Petit", participations=[promotion], visibility="hidden")
    people = Html(client.get(promotion.url)).section("People")
    assert [words(one) for one in people.find_all("li")] == ["Coraline Petit Coach"]


def test_calendar_shows_no_more_of_a_date_than_is_known(client: Client) -> None:
    milestones = [
        {"kind": "jury", "starts_at": paris(2026, 6, 4, 18, 30), "precision": "minute"},
        {"kind": "results", "starts_at": paris(2026, 7, 1), "precision": "day"},
        {"kind": "start", "starts_at": paris(2026, 9, 1), "precision": "month"},
        {
            "kind": "end",
            "starts_at": paris(2027, 6, 1),
            "precision": "part_of_month",
            "displayed_text": "mi-juin",
        },
        {"kind": "other", "label": "Fête de clôture"},
    ]
    html = Html(client.get(PromotionPageFactory(milestones=milestones).url))
    moments = [(time["datetime"], words(time)) for time in html.main.select(".milestones__when time")]
    assert moments == [
        ("2026-06-04T18:30:00+02:00", "4 juin 2026, 18 h 30"),
        ("2026-07-01", "1er juillet 2026"),
        ("2026-09", "septembre 2026"),
        ("2027-06", "mi-juin"),
    ]
    assert "Fête de clôture" in html.text


def test_cohort_costs_the_same_for_three_challenges_as_for_one(client: Client) -> None:
    def promotion(count: int):
        made = PromotionPageFactory()
        for _ in range(count):
            ChallengePageFactory(
                promotion=made,
                image=ImageFactory(),
                administrations=[AdministrationFactory()],
                team=[PersonFactory(photo=ImageFactory())],
            )
        return made

    one, three = promotion(1), promotion(3)
    assert number_of_queries(client, three.url) == number_of_queries(client, one.url)
