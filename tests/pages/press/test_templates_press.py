from __future__ import annotations

import datetime
import json

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from cms.pages.press.models import PressIndexPage
from tests.factories import (
    ChallengePageFactory,
    DocumentFactory,
    ImageFactory,
    PressContactFactory,
    PressReleasePageFactory,
    Sizes,
    paris,
    site_tree,
)
from tests.html_reading import Html, number_of_queries, words

pytestmark = pytest.mark.django_db


def english(**fields):
    return PressReleasePageFactory(locale=site_tree("en").locale, **fields)


def room(**fields) -> PressIndexPage:
    """The English press room; what the languages share is written in French."""
    for language in ("fr", "en"):
        page = site_tree(language).press
        for name, value in fields.items():
            setattr(page, name, value)
        page.save()
    return page


def test_release_shows_all_its_parts(client: Client) -> None:
    html = Html(client.get(Sizes(site_tree("en").locale).release("full").url))
    assert html.headings(2) == [
        "Correction",
        "Le contexte du défi",
        "Next steps",
        "Documents",
        "Pictures",
        "In this release",
        "About the programme",
        "Press contact",
    ]
    assert "Paris, le 6 mai 2024" in html.text
    assert html.links(html.section("Documents")) == ["Dossier de candidature (PDF – 48 bytes – French)"] * 2
    assert [words(one) for one in html.main.select(".buttons a")] == ["Voir le défi", "Candidater"]
    assert html.fact("Challenge") == "Cartographie nationale"


def test_release_gives_its_contacts_in_service_and_not_those_who_left(client: Client) -> None:
    room(contact_name="Service presse")
    here = PressContactFactory(
        name="Léa Garçon", role="Attachée de presse", phones="01 02 03 04 05\n06 07 08 09 10"
    )
    gone = PressContactFactory(name="Paul Parti", active=False)
    contacts = Html(client.get(english(contacts=[gone, here]).url)).section("Press contact")
    assert words(contacts.select_one(".contact")) == (
        "Léa Garçon Attachée de presse E-mail presse@exemple.gouv.fr "
        "Telephone 01 02 03 04 05 Telephone 06 07 08 09 10"
    )
    assert contacts.select_one('a[href^="tel:"]')["href"] == "tel:0102030405"


def test_release_gives_the_press_service_when_every_contact_left(client: Client) -> None:
    room(
        contact_name="Service presse", contact_email="service@exemple.gouv.fr", contact_phone="01 00 00 00 00"
    )
    release = english(contacts=[PressContactFactory(name="Paul Parti", active=False)])
    html = Html(client.get(release.url))
    assert words(html.section("Press contact").select_one(".contact")) == (
        "Service presse E-mail service@exemple.gouv.fr Telephone 01 00 00 00 00"
    )
    assert "Paul Parti" not in html.source


def test_release_hides_files_of_private_collections_and_links_to_drafts(client: Client) -> None:
    private = Collection.get_first_root_node().add_child(name="Réservé")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    release = english(
        attachments=[DocumentFactory(title="Note interne", collection=private)],
        gallery=[{"image": ImageFactory(collection=private), "caption": "Réunion interne"}],
        links=[{"label": "Le défi secret", "page_link": ChallengePageFactory(live=False)}],
    )
    html = Html(client.get(release.url))
    assert html.headings(2) == []
    assert [word for word in ("interne", "secret") if word in html.source] == []


def test_release_costs_the_same_for_three_of_each_part_as_for_one(client: Client) -> None:
    def release(count: int):
        return PressReleasePageFactory(
            attachments=[DocumentFactory(language="fr") for _ in range(count)],
            gallery=[{"image": ImageFactory()} for _ in range(count)],
            links=[{"label": "Voir", "page_link": ChallengePageFactory()} for _ in range(count)],
            contacts=PressContactFactory.create_batch(count, role="Presse"),
            milestones=[{"kind": "jury", "starts_at": paris(2026, 6, 4)}] * count,
            corrections=[{"date": datetime.date(2026, 6, 5), "text": "Le jury est reporté."}] * count,
        )

    one, three = release(1), release(3)
    assert number_of_queries(client, three.url) == number_of_queries(client, one.url)


def test_press_room_lists_releases_kit_service_and_articles_by_year(client: Client) -> None:
    day = datetime.date
    page = room(contact_email="service@exemple.gouv.fr", press_kit=DocumentFactory(title="Dossier de presse"))
    source = site_tree("fr").press
    for title, date, precision in [
        ("Un défi à la une", day(2023, 4, 1), "day"),
        ("Sans date", None, "day"),
        ("Le programme change", day(2024, 5, 1), "month"),
        ("Encore le programme", day(2024, 2, 1), "day"),
    ]:
        source.mentions.create(title=title, date=date, precision=precision, outlet="Le Quotidien")
    source.save()
    english(title="Ancien communiqué", released_at=paris(2022, 1, 1))
    english(title="Nouveau communiqué", released_at=paris(2024, 1, 1))
    html = Html(client.get(page.url))
    assert html.headings(2) == ["Press contact", "Press kit", "Press releases", "Press review"]
    assert [words(one) for one in html.main.select("h3.entry__title")] == [
        "Nouveau communiqué",
        "Ancien communiqué",
    ]
    review = html.section("Press review")
    assert [words(one) for one in review.find_all(["h3", "li"])] == [
        "2024",
        "Le programme change Le Quotidien – May 2024",
        "Encore le programme Le Quotidien – Feb. 1, 2024",
        "2023",
        "Un défi à la une Le Quotidien – April 1, 2023",
        "Without a date",
        "Sans date Le Quotidien",
    ]


def test_release_tells_search_engines_of_news(client: Client) -> None:
    release = PressReleasePageFactory(title="Lancement de la promotion 8", image=ImageFactory())
    script = Html(client.get(release.url)).soup.find("script", type="application/ld+json")
    news = json.loads(script.string)
    assert (news["@type"], news["headline"], news["publisher"]["@type"]) == (
        "NewsArticle",
        "Lancement de la promotion 8",
        "Organization",
    )
    assert news["image"].startswith("http")
