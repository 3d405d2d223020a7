from __future__ import annotations

import datetime

import pytest
from django.test import Client

from tests.factories import (
    AdministrationFactory,
    ChallengePageFactory,
    ImageFactory,
    PersonFactory,
    PromotionPageFactory,
    Sizes,
    site_tree,
)
from tests.html_reading import Html, words

pytestmark = pytest.mark.django_db


def page_of(person, client: Client) -> Html:
    return Html(client.get(person.get_url(language="en")))


def test_person_shows_challenges_over_time_the_latest_first(client: Client) -> None:
    locale = site_tree("en").locale
    camille = PersonFactory(name="Camille Roy")
    promotion = PromotionPageFactory(locale=locale, title="Promotion 2", year=2018)
    body = AdministrationFactory(name="Office des forêts")
    day = datetime.date
    ChallengePageFactory(locale=locale, title="Par la promotion", promotion=promotion, team=[camille])
    ChallengePageFactory(
        locale=locale,
        title="Par les dates",
        administrations=[body],
        team=[
            (
                camille,
                {"role": "mentor", "job": "Cheffe", "start": day(2021, 9, 1), "end": day(2022, 6, 30)},
            )
        ],
    )
    ChallengePageFactory(locale=locale, title="Par l'année", year=2020, team=[camille])
    entries = page_of(camille, client).section("Challenges").select(".entry")
    assert [words(entry) for entry in entries] == [
        "Par les dates Mentor – Cheffe September 2021 – June 2022 Office des forêts",
        "Par l'année Public Interest Entrepreneur 2020",
        "Par la promotion Public Interest Entrepreneur 2018 – Promotion 2",
    ]


def test_person_shows_roles_without_a_challenge_without_secret_cohorts(client: Client) -> None:
    locale = site_tree("en").locale
    known = PromotionPageFactory(locale=locale, title="Promotion 3")
    secret = PromotionPageFactory(locale=locale, title="Promotion secrète", live=False)
    person = PersonFactory(
        participations=[
            (known, {"role": "coach", "start": datetime.date(2022, 9, 1)}),
            (secret, {"role": "jury", "job": "Préfète"}),
        ]
    )
    html = page_of(person, client)
    assert [words(entry) for entry in html.section("In the programme").select(".entry")] == [
        "Coach – Promotion 3 since September 2022",
        "Jury member – Préfète",
    ]
    assert "secrète" not in html.source


def test_person_shows_expertises_biography_and_links(client: Client) -> None:
    html = page_of(Sizes(site_tree("en").locale).person("full"), client)
    assert html.links(html.section("Expertise")) == ["Design"]
    assert "Elle aime les cartes." in html.text
    elsewhere = html.main.select_one('[aria-label="Elsewhere on the web"]')
    assert html.links(elsewhere) == ["LinkedIn", "GitHub", "GitLab", "X", "Website"]
    assert "Former member of the programme" in html.text


def test_french_prose_on_an_english_page_is_marked_as_french(client: Client) -> None:
    person = PersonFactory(biography="<p>Elle aime les cartes.</p>", job="Développeuse")
    html = page_of(person, client)
    assert [words(tag) for tag in html.main.select('[lang="fr"]')] == [
        "Développeuse",
        "Elle aime les cartes.",
    ]
    assert html.soup.h1.get("lang") is None


@pytest.mark.parametrize(
    "rights",
    [{"image_rights": "refused"}, {"image_rights_expire_on": datetime.date(2020, 1, 1)}],
    ids=["refused", "over"],
)
def test_photo_without_rights_is_shown_nowhere(client: Client, rights) -> None:
    person = PersonFactory(photo=ImageFactory(), **rights)
    challenge = ChallengePageFactory(locale=site_tree("en").locale, team=[person])
    pages = [
        page_of(person, client),
        Html(client.get(challenge.url)),
        Html(client.get(site_tree().people.url)),
    ]
    assert [page.main.find_all("img") for page in pages] == [[], [], []]


def test_no_person_is_described_to_search_engines(client: Client) -> None:
    html = page_of(PersonFactory(), client)
    scripts = html.soup.find_all("script", type="application/ld+json")
    assert ['"Person"' in script.string for script in scripts] == [False]


def test_draft_of_a_person_is_previewed_in_their_language_with_all_it_will_show() -> None:
    draft = PersonFactory(name="Inès Faure", live=False, biography="<p>Bientôt parmi nous.</p>")
    html = Html(draft.make_preview_request())
    assert (html.h1, html.language, "Bientôt parmi nous." in html.text) == ("Inès Faure", "fr", True)
