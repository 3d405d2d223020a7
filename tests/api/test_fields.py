"""What an answer holds: chosen fields, related objects, sections of other plugins, languages."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page

from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    ChallengePageFactory,
    DocumentFactory,
    ImageFactory,
    KeyFigureFactory,
    PersonFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    StandardPageFactory,
    ThemeFactory,
    paris,
    site_tree,
    translated,
)

pytestmark = pytest.mark.django_db

CHALLENGE = "challenges.ChallengePage"
HOST = "http://127.0.0.1:8000"


def in_few_words(api, endpoint: str, obj) -> dict:
    """A related object as the API names it: its own answer, cut short."""
    own = api(f"{endpoint}/{obj.pk}/")
    wanted = ["type", "detail_url", "html_url", "slug", "locale", "uuid"]
    return {"id": own["id"], "meta": {name: own["meta"][name] for name in wanted}, "title": own["title"]}


def test_challenge_shows_its_relations_in_few_words(api):
    promotion = PromotionPageFactory(title="Promotion 4")
    administrations = [AdministrationFactory(name="Météo-France"), AdministrationFactory(name="DINUM")]
    theme = ThemeFactory(title="Santé")
    person = PersonFactory(name="Hélène Martin", job="Designer")
    challenge = ChallengePageFactory(
        title="Open Chronos",
        promotion=promotion,
        administrations=administrations,
        themes=[theme],
        team=[(person, {"role": "mentor", "job": ""})],
    )
    answer = api(f"pages/{challenge.pk}/")
    assert answer["promotion"] == in_few_words(api, "pages", promotion)
    assert answer["administrations"] == [in_few_words(api, "administrations", one) for one in administrations]
    assert answer["themes"] == [in_few_words(api, "themes", theme)]
    assert answer["team"] == [
        {
            "person": in_few_words(api, "people", person),
            "role": "mentor",
            "role_label": "mentor",
            "job": "Designer",
            "start": None,
            "end": None,
        }
    ]


def test_related_page_has_its_own_type(api):
    challenge = ChallengePageFactory(title="Open Chronos")
    post = BlogPostPageFactory(related_posts=[Page.objects.get(pk=challenge.pk)])
    related = api(f"pages/{post.pk}/")["related_posts"]
    assert related == [in_few_words(api, "pages", challenge)]


def test_list_holds_the_fields_asked_for(api):
    ChallengePageFactory(title="Open Chronos", stage="ongoing", themes=[ThemeFactory(title="Santé")])
    items = api("pages/", type=CHALLENGE, fields="_,title,stage,themes")["items"]
    assert [(item["title"], item["stage"], [one["title"] for one in item["themes"]]) for item in items] == [
        ("Open Chronos", "ongoing", ["Santé"])
    ]
    assert items[0].keys() == {"title", "stage", "themes"}
    everything = api("pages/", type=CHALLENGE, fields="*")["items"][0]
    detail = api(f"pages/{everything['id']}/")
    detail["meta"].pop("parent")
    assert everything == detail
    assert api("pages/", type=CHALLENGE)["items"][0].keys() == {"id", "meta", "title"}


def test_related_objects_show_the_fields_asked_of_them(api):
    promotion = PromotionPageFactory(title="Promotion 4", number=4)
    ministry = AdministrationFactory(name="Ministère", siret="13002526500013")
    administration = AdministrationFactory(name="DINUM", parent=ministry)
    ChallengePageFactory(promotion=promotion, administrations=[administration])
    fields = "promotion(number,year),administrations(acronym,parent(siret))"
    item = api("pages/", type=CHALLENGE, fields=fields)["items"][0]
    assert item["promotion"] == {**in_few_words(api, "pages", promotion), "number": 4, "year": None}
    assert item["administrations"] == [
        {
            **in_few_words(api, "administrations", administration),
            "acronym": "",
            "parent": {**in_few_words(api, "administrations", ministry), "siret": "13002526500013"},
        }
    ]


def test_other_plugins_show_their_sections(api):
    person = PersonFactory(name="Hélène Martin")
    challenge = ChallengePageFactory(title="Open Chronos", team=[person])
    shown = api(f"people/{person.pk}/")["challenges"]
    assert [part["challenge"]["title"] for part in shown] == ["Open Chronos"]
    assert "challenges" not in api("people/")["items"][0]
    listed = api("people/", fields="challenges")["items"][0]
    assert listed["challenges"][0]["challenge"] == in_few_words(api, "pages", challenge)


def test_each_item_speaks_its_own_language(api):
    site_tree()
    theme = ThemeFactory(title="Santé", slug="sante")
    health = translated(theme, title="Health", slug="health")
    person = PersonFactory(name="Hélène Martin")
    link = StandardPageFactory(title="Programme", slug="programme")
    translated(link, title="Programme EN", slug="programme-en")
    summary = f'<p><a linktype="page" id="{link.pk}">Programme</a></p>'
    challenge = ChallengePageFactory(title="Forêt", themes=[theme], team=[person], summary=summary)
    english = translated(challenge, title="Forest", slug="forest")
    by_locale = {item["meta"]["locale"]: item for item in api("pages/", type=CHALLENGE, fields="*")["items"]}
    assert by_locale.keys() == {"fr", "en"}
    assert by_locale["fr"]["themes"][0]["id"] == theme.pk
    assert by_locale["en"]["themes"][0]["id"] == health.pk
    assert by_locale["en"]["themes"][0]["meta"]["html_url"] == f"{HOST}/en/themes/health/"
    # Nobody has translated the person: English readers get the French one, at an English address.
    shown = by_locale["en"]["team"][0]["person"]
    assert (shown["id"], shown["meta"]["locale"]) == (person.pk, "fr")
    assert shown["meta"]["html_url"] == f"{HOST}/en/people/helene-martin/"
    assert by_locale["fr"]["summary"] == f'<p><a href="{HOST}/programme/">Programme</a></p>'
    assert by_locale["en"]["summary"] == f'<p><a href="{HOST}/en/programme-en/">Programme</a></p>'
    for item in by_locale.values():
        detail = Client().get(f"/api/v2/pages/{item['id']}/", headers={"accept-language": "en"}).json()
        assert {name: detail[name] for name in ["themes", "team", "summary"]} == {
            name: item[name] for name in ["themes", "team", "summary"]
        }
    assert english.slug == "forest"


def test_rich_text_is_markdown_when_asked(api):
    page = StandardPageFactory(title="Programme", slug="programme")
    text = f'<p>Voir <a linktype="page" id="{page.pk}">le <b>programme</b></a></p>'
    challenge = ChallengePageFactory(summary=text, body=[{"type": "rich_text", "value": text}])
    answer = api(f"pages/{challenge.pk}/", rich_text_format="markdown")
    assert answer["summary"] == f"Voir [le **programme**]({HOST}/programme/)\n\n"
    assert answer["body"][0]["value"] == answer["summary"]


def test_files_are_shown_with_what_one_needs_to_use_them(api):
    image = ImageFactory(title="Réunion", description="Quatre personnes", credit="Léa Garçon")
    poster = DocumentFactory(title="Affiche", language="fr")
    challenge = ChallengePageFactory(
        image=image, image_alt="L'équipe à Lyon", image_decorative=False, poster=poster
    )
    answer = api(f"pages/{challenge.pk}/")
    shown = answer["image"]
    assert (shown["id"], shown["alt"], shown["credit"], shown["decorative"]) == (
        image.pk,
        "L'équipe à Lyon",
        "Léa Garçon",
        False,
    )
    assert shown["renditions"].keys() == {"small", "medium", "large"}
    assert Client().get(shown["url"].removeprefix(HOST)).status_code == 200
    assert answer["poster"] == {
        "id": poster.pk,
        "title": "Affiche",
        "url": f"{HOST}{poster.url}",
        "size": poster.get_file_size(),
        "format": "PDF",
        "language": "fr",
    }
    meta = api(f"images/{image.pk}/")["meta"]
    assert Client().get(meta["download_url"].removeprefix(HOST)).status_code == 200


def test_key_figures_and_calendar_are_whole(api):
    figure = KeyFigureFactory(label="défis accompagnés", value="131.50", before="plus de")
    milestone = {"kind": "jury", "label": "Jury", "starts_at": paris(2026, 5, 4), "precision": "day"}
    promotion = PromotionPageFactory(milestones=[milestone], key_figures=[figure])
    release = PressReleasePageFactory(milestones=[milestone])
    answer = api(f"pages/{promotion.pk}/")
    assert [(one["value"], one["label"], one["before"]) for one in answer["key_figures"]] == [
        ("131.5", "défis accompagnés", "plus de")
    ]
    for page in [promotion, release]:
        shown = api(f"pages/{page.pk}/")["milestones"][0]
        assert (shown["kind"], shown["starts_at"]) == ("jury", "2026-05-04T09:00:00+02:00")
