from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.factories import (
    AdministrationFactory,
    ChallengePageFactory,
    PersonFactory,
    PressReleasePageFactory,
    TestimonialPageFactory,
    site_tree,
    translated,
)
from tests.html_reading import Html, words

pytestmark = pytest.mark.django_db


def test_public_body_shows_what_it_and_its_predecessors_did(client: Client) -> None:
    locale = site_tree("en").locale
    ministry = AdministrationFactory(name="Ministère de la Transition écologique")
    before = AdministrationFactory(name="Ministère de l'Écologie", successor=ministry)
    long_before = AdministrationFactory(name="Ministère de l'Environnement", successor=before)
    for title, body in [("Récent", ministry), ("Ancien", before), ("Très ancien", long_before)]:
        ChallengePageFactory(
            locale=locale, title=title, administrations=[body], team=[PersonFactory(name=f"Agent {title}")]
        )
        PressReleasePageFactory(locale=locale, title=f"Communiqué {title}", administrations=[body])
        TestimonialPageFactory(locale=locale, title=f"Témoignage {title}", administrations=[body])
    html = Html(client.get(ministry.get_url(language="en")))
    titles = {"Récent", "Ancien", "Très ancien"}

    def names(heading: str) -> set[str]:
        return {words(one) for one in html.section(heading).find_all("h3")}

    assert names("Challenges") == titles
    assert names("People") == {f"Agent {title}" for title in titles}
    assert names("Press releases") == {f"Communiqué {title}" for title in titles}
    assert names("Testimonials") == {f"Témoignage {title}" for title in titles}
    assert html.fact("Took over from") == "Ministère de l'Écologie Ministère de l'Environnement"
    # The predecessor's own page keeps to its own and to what came before it.
    old = Html(client.get(before.get_url(language="en")))
    assert {words(one) for one in old.section("Challenges").find_all("h3")} == {"Ancien", "Très ancien"}
    assert old.fact("Succeeded by") == "Ministère de la Transition écologique"


def test_public_body_shows_what_it_is_part_of_and_its_parts_without_drafts(client: Client) -> None:
    ministry = AdministrationFactory(name="Ministère de l'Intérieur")
    office = AdministrationFactory(name="Préfecture de Lyon", parent=ministry)
    AdministrationFactory(name="Service secret", parent=ministry, live=False)
    assert Html(client.get(ministry.get_url(language="en"))).fact("Includes") == "Préfecture de Lyon"
    assert Html(client.get(office.get_url(language="en"))).fact("Part of") == "Ministère de l'Intérieur"


def test_public_body_is_shown_in_the_language_of_the_reader(client: Client) -> None:
    ministry = AdministrationFactory(name="Ministère de l'Intérieur")
    english = translated(ministry, name="Ministry of the Interior", slug="interior")
    challenge = ChallengePageFactory(locale=site_tree("en").locale, administrations=[ministry])
    html = Html(client.get(challenge.url))
    assert html.fact("Public body") == "Ministry of the Interior"
    page = Html(client.get(english.get_url(language="en")))
    assert (page.h1, page.links(page.section("Challenges"))) == (
        "Ministry of the Interior",
        [challenge.title],
    )


def test_public_body_is_described_to_search_engines(client: Client) -> None:
    ministry = AdministrationFactory(name="Ministère de l'Intérieur")
    body = AdministrationFactory(
        name="Direction générale </script>", acronym="DG", parent=ministry, description="<p>Elle veille.</p>"
    )
    script = Html(client.get(body.get_url())).soup.find("script", type="application/ld+json")
    data = json.loads(script.string)
    assert {key: data[key] for key in ("@type", "name", "alternateName", "description")} == {
        "@type": "GovernmentOrganization",
        "name": "Direction générale </script>",
        "alternateName": "DG",
        "description": "Elle veille.",
    }
    assert data["parentOrganization"]["name"] == "Ministère de l'Intérieur"
