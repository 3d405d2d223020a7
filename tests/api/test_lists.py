"""Wagtail's own parameters keep their grammar and their answers."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Site

from tests.factories import (
    AdministrationFactory,
    ChallengePageFactory,
    ImageFactory,
    PersonFactory,
    StandardPageFactory,
    ThemeFactory,
    paris,
    site_tree,
    translated,
)

pytestmark = pytest.mark.django_db

CHALLENGE = "challenges.ChallengePage"


def test_list_gives_a_count_and_one_page_of_items(api):
    for number in range(25):
        ThemeFactory(title=f"Thématique {number:02}")
    answer = api("themes/")
    assert (answer["meta"], len(answer["items"])) == ({"total_count": 25}, 20)
    assert api.titles("themes/", limit=2, offset=3) == ["Thématique 03", "Thématique 04"]
    assert api.titles("themes/", limit=2, offset=24) == ["Thématique 24"]
    assert api("themes/", limit=0) == {"meta": {"total_count": 25}, "items": []}
    assert api("themes/", offset=1000)["items"] == []


def test_list_is_ordered_as_asked(api):
    for title in ["Suivi de la forêt", "Alerte", "Open Chronos"]:
        ChallengePageFactory(title=title, year=2021 if title == "Alerte" else 2022)
    assert api.titles("pages/", type=CHALLENGE, order="title") == [
        "Alerte",
        "Open Chronos",
        "Suivi de la forêt",
    ]
    by_year = api.titles("pages/", type=CHALLENGE, order="-year,-title")
    assert by_year == ["Suivi de la forêt", "Open Chronos", "Alerte"]
    assert sorted(api.titles("pages/", type=CHALLENGE, order="random")) == sorted(by_year)


def test_list_is_searched_by_words(api):
    ChallengePageFactory(title="Suivi de la forêt")
    ChallengePageFactory(title="Open Chronos")
    PersonFactory(name="Hélène Dupré")
    assert api.titles("pages/", search="forêt") == ["Suivi de la forêt"]
    assert api.titles("pages/", search="forêt chronos") == []
    assert sorted(api.titles("pages/", search="forêt chronos", search_operator="or", type=CHALLENGE)) == [
        "Open Chronos",
        "Suivi de la forêt",
    ]
    assert api.titles("people/", search="dupré") == ["Hélène Dupré"]
    assert api.titles("pages/", search="", type=CHALLENGE, order="title") == [
        "Open Chronos",
        "Suivi de la forêt",
    ]
    assert api.titles("pages/", search='"', type=CHALLENGE) == []


def test_list_holds_the_tree_asked_for(api):
    tree = site_tree()
    challenge = ChallengePageFactory(title="Open Chronos")
    translated(challenge, title="Open Chronos EN", slug="open-chronos-en")
    assert api.titles("pages/", child_of=tree.challenges.pk) == ["Open Chronos"]
    assert "Open Chronos" in api.titles("pages/", descendant_of="root", limit=100)
    assert "Open Chronos" not in api.titles("pages/", child_of="root", limit=100)
    ancestors = api.titles("pages/", ancestor_of=challenge.pk)
    assert ancestors == [tree.home.title, tree.challenges.title]
    assert api.titles("pages/", translation_of=challenge.pk) == ["Open Chronos EN"]
    assert api.titles("pages/", locale="en", type=CHALLENGE) == ["Open Chronos EN"]
    assert api.titles("pages/", child_of=site_tree("en").challenges.pk) == ["Open Chronos EN"]


def test_list_holds_the_values_asked_for(api):
    ChallengePageFactory(title="Open Chronos", host_site="Toulouse", duration_months=10, tags=["données"])
    ChallengePageFactory(title="Alerte", duration_months=12, date=paris(2024, 3, 15), show_in_menus=True)
    for query, titles in [
        ({"slug": "alerte"}, ["Alerte"]),
        ({"host_site": "Toulouse"}, ["Open Chronos"]),
        ({"duration_months": 12}, ["Alerte"]),
        ({"tags": "données"}, ["Open Chronos"]),
        ({"tags": "rien"}, []),
        ({"show_in_menus": "true"}, ["Alerte"]),
        ({"date": "2024-03-15T09:00:00+01:00"}, ["Alerte"]),
        ({"date": "2024-03-15T09:00:00"}, ["Alerte"]),
    ]:
        assert api.titles("pages/", type=CHALLENGE, **query) == titles, query


def test_images_are_filtered_by_tag_together_with_a_search(api):
    for title, tag in [("Réunion à Lyon", "réunion"), ("Portrait à Lyon", "portrait")]:
        image = ImageFactory(title=title)
        image.tags.add(tag)
        ChallengePageFactory(image=image)
    assert api.titles("images/", tags="portrait", search="lyon") == ["Portrait à Lyon"]


def test_snippets_are_listed_in_one_language_when_asked(api):
    site_tree()
    theme = ThemeFactory(title="Santé")
    translated(theme, title="Health", slug="health")
    assert sorted(api.titles("themes/")) == ["Health", "Santé"]
    assert api.titles("themes/", locale="fr") == ["Santé"]
    assert api.titles("themes/", locale="en") == ["Health"]


def test_several_types_are_listed_together(api):
    ChallengePageFactory(title="Open Chronos")
    StandardPageFactory(title="Mentions légales")
    both = f"{CHALLENGE},standard.StandardPage"
    assert sorted(api.titles("pages/", type=both)) == ["Mentions légales", "Open Chronos"]


def test_page_is_found_by_its_address_in_each_language(api):
    site_tree()
    challenge = ChallengePageFactory(title="Suivi de la forêt", slug="foret")
    english = translated(challenge, title="Forest", slug="forest")
    for path, page in [
        ("/defis/foret/", challenge),
        ("defis/foret", challenge),
        ("/en/challenges/forest/", english),
        ("/", site_tree().home),
        ("/en/", site_tree("en").home),
    ]:
        response = Client().get("/api/v2/pages/find/", {"html_path": path, "fields": "title"})
        assert response.status_code == 302
        assert response["Location"] == f"http://127.0.0.1:8000/api/v2/pages/{page.pk}/?fields=title", path
    for path in ["/fr/defis/foret/", "/en/defis/foret/", "/challenges/forest/", "/personnes/quelqu-un/"]:
        assert api("pages/find/", status=404, html_path=path)["code"] == "not_found", path


def test_pages_of_another_site_are_listed_only_when_it_is_named(api):
    tree = site_tree()
    other = tree.root.add_child(
        instance=type(tree.home)(title="Autre site", slug="autre", locale=tree.locale)
    )
    Site.objects.create(hostname="autre.example", port=80, root_page=other)
    assert "Autre site" not in api.titles("pages/", limit=100)
    assert api.titles("pages/", site="autre.example") == ["Autre site"]
    assert api.titles("pages/", site="autre.example:80") == ["Autre site"]


def test_ids_and_addresses_of_answers_can_be_followed(api):
    person = PersonFactory(name="Hélène Martin")
    challenge = ChallengePageFactory(
        title="Open Chronos", team=[person], administrations=[AdministrationFactory()]
    )
    answer = api(f"pages/{challenge.pk}/")
    client = Client()
    for beside in [
        answer["team"][0]["person"],
        *answer["administrations"],
        {"meta": answer["meta"]["parent"]["meta"]},
    ]:
        for address in [beside["meta"]["detail_url"], beside["meta"]["html_url"]]:
            assert address.startswith("http://127.0.0.1:8000/")
        path = beside["meta"]["detail_url"].removeprefix("http://127.0.0.1:8000")
        assert client.get(path).status_code == 200
