"""A challenge says the same on its page, in the admin and in the API."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.accounts.models import User
from cms.pages.challenges.models import ChallengePage
from tests.factories import (
    AdministrationFactory,
    ChallengePageFactory,
    PersonFactory,
    PromotionPageFactory,
    site_tree,
    translated,
)
from tests.html_reading import Html, words

pytestmark = pytest.mark.django_db

Said = dict[str, list[str]]


@pytest.fixture
def editor() -> Client:
    client = Client()
    user = User.objects.create_superuser("hélène", "helene@exemple.fr", "un-mot-de-passe-solide")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def on_the_page(challenge: ChallengePage, names: dict[str, str]) -> Said:
    """`names`: the headings under which the page tells each thing, in its language."""
    page = Html(Client().get(challenge.url))
    facts = {words(term): term.find_next_sibling("dd") for term in page.main.find_all("dt")}
    return {
        "promotion": page.links(facts[names["promotion"]]),
        "administrations": page.links(facts[names["administrations"]]),
        "team": [
            words(card.find("a")) for card in page.section(names["team"]).ul.find_all("li", recursive=False)
        ],
    }


def in_the_admin(challenge: ChallengePage, editor: Client) -> Said:
    """What the form of the challenge shows as chosen."""
    form = BeautifulSoup(editor.get(f"/admin/pages/{challenge.pk}/edit/").content, "html.parser")

    def chosen(prefix: str) -> list[str]:
        found, position = [], 0
        while chooser := form.find(id=f"id_{prefix.format(position)}-chooser"):
            found.append(words(chooser.find(attrs={"data-chooser-title": True})))
            position += 1
            if "{}" not in prefix:
                break
        return found

    return {
        "promotion": chosen("promotion"),
        "administrations": chosen("administration_rows-{}-administration"),
        "team": chosen("team-{}-person"),
    }


def in_the_api(challenge: ChallengePage) -> Said:
    answer = Client().get(f"/api/v2/pages/{challenge.pk}/").json()
    query = {"type": "challenges.ChallengePage", "fields": "*", "id": challenge.pk}
    (listed,) = Client().get("/api/v2/pages/", query).json()["items"]
    names = ["promotion", "administrations", "team"]
    assert {name: listed[name] for name in names} == {name: answer[name] for name in names}
    return {
        "promotion": [answer["promotion"]["title"]],
        "administrations": [administration["title"] for administration in answer["administrations"]],
        "team": [member["person"]["title"] for member in answer["team"]],
    }


FRENCH = {"promotion": "Promotion", "administrations": "Administrations", "team": "L’équipe"}
ENGLISH = {"promotion": "Cohort", "administrations": "Public bodies", "team": "The team"}


def test_challenge_says_the_same_on_its_page_in_the_admin_and_in_the_api(editor: Client) -> None:
    challenge = ChallengePageFactory(
        title="Suivi de la forêt",
        promotion=PromotionPageFactory(title="Promotion 4"),
        administrations=[
            AdministrationFactory(name="Office national des forêts"),
            AdministrationFactory(name="Agence de l'eau"),
        ],
        team=[
            (PersonFactory(name="Zoé Lefèvre"), {"role": "participant"}),
            (PersonFactory(name="Élodie Martin"), {"role": "operational_mentor"}),
            (PersonFactory(name="Adrien N'Guyen"), {"role": "participant"}),
        ],
    )
    expected = {
        "promotion": ["Promotion 4"],
        "administrations": ["Office national des forêts", "Agence de l'eau"],
        "team": ["Zoé Lefèvre", "Élodie Martin", "Adrien N'Guyen"],
    }
    assert in_the_api(challenge) == expected
    assert in_the_admin(challenge, editor) == expected
    assert plain(on_the_page(challenge, FRENCH)) == expected


def test_translated_challenge_says_the_same_on_its_page_and_in_the_api() -> None:
    site_tree()
    promotion = PromotionPageFactory(title="Promotion 4")
    translated(promotion, title="Cohort 4", slug="cohort-4")
    forests = AdministrationFactory(name="Office national des forêts")
    translated(forests, name="National Forest Office", slug="forest-office")
    challenge = ChallengePageFactory(
        title="Suivi de la forêt",
        promotion=promotion,
        administrations=[forests, AdministrationFactory(name="Agence de l'eau")],
        team=[PersonFactory(name="Zoé Lefèvre"), PersonFactory(name="Secret", visibility="hidden")],
    )
    english = translated(challenge, title="Forest monitoring", slug="forest-monitoring")
    expected = {
        "promotion": ["Cohort 4"],
        "administrations": ["National Forest Office", "Agence de l'eau"],
        "team": ["Zoé Lefèvre"],
    }
    assert in_the_api(english) == expected
    assert plain(on_the_page(english, ENGLISH)) == expected


def plain(said: Said) -> Said:
    """Without the typography of the page: its apostrophes and its no-break spaces."""
    return {
        name: [value.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ") for value in values]
        for name, values in said.items()
    }
