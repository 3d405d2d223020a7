"""The life of the outside plugin, a process for each state: `python -m tests.outside_plugin.steps STEP`.

Whether a plugin is loaded is decided when a process starts, so each state is seen from a process of its own. A
step prints what it saw as JSON; the test compares it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  the apps must be loaded first
from django.test import Client  # noqa: E402
from wagtail.models import Locale, Page  # noqa: E402

from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage  # noqa: E402

REMINDER = {"type": "workshop_reminder", "value": {"text": "Venez avec un ordinateur"}, "id": "b-1"}
steps: dict[str, Callable[[], dict[str, Any]]] = {}


def step(function: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    steps[function.__name__] = function
    return function


def client() -> Client:
    return Client(SERVER_NAME="localhost")


def challenge() -> ChallengePage:
    return ChallengePage.objects.get(slug="eau-claire")


def stored_body() -> list[dict[str, Any]]:
    """The challenge's body as the database holds it."""
    page = challenge()
    return ChallengePage._meta.get_field("body").get_prep_value(page.body)


def seen() -> dict[str, Any]:
    """What the public meets, whatever the state of the plugin."""
    browser = client()
    on_challenge = browser.get("/defis/eau-claire/")
    api_challenge = browser.get(f"/api/v2/pages/{challenge().pk}/").json()
    listed = browser.get("/api/v2/pages/?search=&limit=20").json()
    titles = [item["title"] for item in listed.get("items", [])]
    return {
        "workshop in HTML": browser.get("/ateliers/premier-atelier/").status_code,
        "workshop in the API's list": "Premier atelier" in titles,
        "section on the challenge": "Premier atelier" in on_challenge.content.decode(),
        "block on the challenge": "Venez avec un ordinateur" in on_challenge.content.decode(),
        "section in the challenge's API": sorted(
            item["title"] for item in api_challenge.get("workshops", [])
        ),
        "stored block": [block["value"] for block in stored_body() if block["type"] == REMINDER["type"]],
    }


@step
def use() -> dict[str, Any]:
    call_command("setup_site", verbosity=0)
    from eig_cms_workshops.models import Venue, WorkshopIndexPage, WorkshopPage

    french = Locale.objects.get(language_code="fr")
    page = ChallengePage(
        title="Eau claire", slug="eau-claire", summary="<p>Mesurer l’eau.</p>", body=json.dumps([REMINDER])
    )
    ChallengeIndexPage.objects.get(locale=french).add_child(instance=page)
    page.save_revision().publish()
    venue = Venue.objects.create(name="Médiathèque", town="Orléans", locale=french)
    workshop = WorkshopPage(
        title="Premier atelier", slug="premier-atelier", challenge=page, venue=venue, seats=12
    )
    WorkshopIndexPage.objects.get(locale=french).add_child(instance=workshop)
    workshop.save_revision().publish()
    browser = client()
    detail = browser.get(f"/api/v2/pages/{workshop.pk}/").json()
    wrong = browser.get("/api/v2/pages/?type=workshops.WorkshopPage&seats_at_least=beaucoup")
    filtered = browser.get("/api/v2/pages/?type=workshops.WorkshopPage&seats_at_least=13").json()
    return seen() | {
        "index pages": sorted(WorkshopIndexPage.objects.values_list("title", "slug")),
        "challenge in the workshop's API": detail["challenge"]["title"],
        "venue in the workshop's API": detail["venue"],
        "venues": [item["name"] for item in browser.get("/api/v2/venues/").json()["items"]],
        "filtered": [item["title"] for item in filtered["items"]],
        "wrong filter": wrong.status_code,
        "French label": "Lieu" in browser.get("/ateliers/premier-atelier/").content.decode(),
    }


@step
def import_document() -> dict[str, Any]:
    from eig_cms_workshops.models import WorkshopPage

    call_command("import_content", sys.argv[2], publish=True, verbosity=0)
    pages = WorkshopPage.objects.exclude(source_path="").order_by("title")
    return {
        "imported": list(pages.values_list("title", "seats", "challenge__title")),
        "links": [
            block["value"]["label"]
            for page in pages
            for block in page.body.raw_data
            if block["type"] == "link"
        ],
        "notes": [page.import_note for page in pages if page.import_note],
    }


@step
def look() -> dict[str, Any]:
    return seen()


@step
def save() -> dict[str, Any]:
    """An editor corrects the challenge while the plugin is away, and saves."""
    page = challenge().get_latest_revision_as_object()
    page.title = "Eau très claire"
    page.save_revision().publish()
    return seen()


@step
def dormant() -> dict[str, Any]:
    from eig_cms_workshops.models import WorkshopPage

    home = Page.objects.get(depth=2, locale__language_code="fr").specific
    workshop = WorkshopPage.objects.get(slug="premier-atelier")
    return seen() | {
        "detail in the API": client().get(f"/api/v2/pages/{workshop.pk}/").status_code,
        "venues": client().get("/api/v2/venues/").status_code,
        "creatable": any(model._meta.app_label == "workshops" for model in home.creatable_subpage_models()),
        "still live": workshop.live,
    }


if __name__ == "__main__":
    print(json.dumps(steps[sys.argv[1]](), ensure_ascii=False))
