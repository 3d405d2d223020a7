"""The admin's forms: each opens in French, saves the least, and asks what it must ask."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.core.pages import ContentPage
from cms.pages.blog.models import BlogIndexPage, BlogPostPage
from cms.pages.challenges.models import ChallengeIndexPage, ChallengePage, TeamMember
from cms.pages.press.models import PressContact, PressIndexPage, PressReleasePage
from cms.pages.promotions.models import PromotionIndexPage, PromotionPage
from cms.pages.standard.models import HomePage, StandardPage
from cms.pages.testimonials.models import TestimonialIndexPage, TestimonialPage
from cms.plugins.registry import registry
from cms.snippets.administrations.models import Administration, AdministrationIndexPage
from cms.snippets.key_figures.models import KeyFigure
from cms.snippets.people.models import PeopleIndexPage, Person
from cms.snippets.people.roles import Role, register_role
from cms.snippets.topics.models import Category, Expertise, Theme, TopicIndexPage
from tests.core.conftest import edit_address, reread
from tests.factories import ChallengePageFactory, ImageFactory, PersonFactory

pytestmark = pytest.mark.django_db

# Page type -> (name of its parent in the tree, what it cannot be published without)
PAGES: dict[type[Page], tuple[str, dict[str, Any]]] = {
    BlogPostPage: ("blog", {"date": "2024-03-15 09:00"}),
    ChallengePage: ("challenges", {}),
    PressReleasePage: ("press", {"released_at": "2024-05-06 09:00"}),
    PromotionPage: ("promotions", {}),
    StandardPage: ("home", {}),
    TestimonialPage: ("testimonials", {"quote": rich_text("<p>J'ai appris à écouter.</p>")}),
    BlogIndexPage: ("home", {}),
    ChallengeIndexPage: ("home", {}),
    PressIndexPage: ("home", {}),
    PromotionIndexPage: ("home", {}),
    TestimonialIndexPage: ("home", {}),
    PeopleIndexPage: ("home", {"group": ""}),
    TopicIndexPage: ("home", {"vocabulary": "theme"}),
}
# Made at set-up, once for each language.
MADE_AT_SET_UP = {HomePage, AdministrationIndexPage}

SNIPPETS: dict[type, dict[str, Any]] = {
    Administration: {"name": "Direction de la forêt", "slug": "foret"},
    Category: {"title": "Actualités", "slug": "actualites"},
    Expertise: {"title": "Données", "slug": "donnees"},
    KeyFigure: {"label": "défis accompagnés", "value": "131"},
    Person: {"name": "Zoé Leclerc", "slug": "zoe", "visibility": "public", "image_rights": "unknown"},
    PressContact: {"name": "Léa Garçon", "active": "on"},
    Theme: {"title": "Écologie", "slug": "ecologie"},
}


def plugin_models() -> list[type]:
    return [model for plugin in registry.plugins for model in plugin.get_models()]


def least(model: type, values: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What a browser sends when little was filled in: no rows, an empty body."""
    data: dict[str, Any] = {**values}
    for relation in model._meta.related_objects:
        if relation.one_to_many and relation.name not in {"tagged_items"}:
            data[relation.get_accessor_name()] = inline_formset([])
    for field in model._meta.get_fields():
        kind = type(field).__name__
        if kind == "RichTextField" and field.name not in data:
            data[field.name] = json.dumps({"blocks": [], "entityMap": {}})
        elif kind == "BodyField" and field.name not in data:
            data[field.name] = streamfield([])
    return nested_form_data({**data, "comments": inline_formset([]), **more})


def add_address(model: type[Page], parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])


def test_every_page_type_and_snippet_is_tried_below():
    models = plugin_models()
    assert {model for model in models if issubclass(model, Page)} == {*PAGES, *MADE_AT_SET_UP}
    assert {model for model in models if hasattr(model, "snippet_viewset")} == set(SNIPPETS)


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_page_form_opens_in_french_and_saves_the_least(model, fr, editor):
    parent, values = PAGES[model]
    address = add_address(model, getattr(fr, parent))
    form = editor.get(address)
    assert form.status_code == 200
    assert '<html lang="fr"' in form.content.decode()
    response = editor.post(
        address, least(model, {**values, "title": "Forêt ouverte", "slug": "foret-ouverte"})
    )
    assert response.status_code == 302, response.context["form"].errors
    page = model.objects.get(slug="foret-ouverte")
    assert (page.title, page.live, page.locale.language_code) == ("Forêt ouverte", False, "fr")
    assert editor.get(edit_address(page)).status_code == 200


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_page_with_the_least_can_be_published(model, fr, reviewer, client):
    parent, values = PAGES[model]
    data = {**values, "title": "Forêt ouverte", "slug": "foret-ouverte"}
    address = add_address(model, getattr(fr, parent))
    response = reviewer.post(address, least(model, data, **{"action-publish": "1"}))
    assert response.status_code == 302, response.context["form"].errors
    page = model.objects.get(slug="foret-ouverte")
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("model", sorted(MADE_AT_SET_UP, key=str), ids=lambda model: model.__name__)
def test_form_of_page_made_at_set_up_opens_and_saves(model, fr, editor):
    page = model.objects.get(locale=fr.locale)
    assert editor.get(edit_address(page)).status_code == 200
    response = editor.post(edit_address(page), least(model, {"title": "Bienvenue", "slug": page.slug}))
    assert response.status_code == 302, response.context["form"].errors
    assert reread(page).get_latest_revision_as_object().title == "Bienvenue"


@pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
def test_snippet_form_opens_in_french_and_saves_the_least(model, fr, editor):
    address = reverse(model.snippet_viewset.get_url_name("add"))
    form = editor.get(address)
    assert form.status_code == 200
    assert '<html lang="fr"' in form.content.decode()
    response = editor.post(address, least(model, SNIPPETS[model]))
    assert response.status_code == 302, response.context["form"].errors
    snippet = model.objects.get()
    assert (snippet.live, snippet.locale.language_code) == (False, "fr")
    assert editor.get(edit_address(snippet)).status_code == 200


@pytest.mark.parametrize("model", SNIPPETS, ids=lambda model: model.__name__)
def test_snippet_with_the_least_can_be_published(model, fr, reviewer):
    address = reverse(model.snippet_viewset.get_url_name("add"))
    response = reviewer.post(address, least(model, SNIPPETS[model], **{"action-publish": "1"}))
    assert response.status_code == 302, response.context["form"].errors
    assert list(model.objects.visible()) == [model.objects.get()]


# Texts for those who cannot see or hear


def challenge_with_picture(**fields: Any) -> dict[str, Any]:
    image = ImageFactory()
    values = {"title": "Forêt", "slug": "foret", "image": image.pk, **fields}
    return least(ChallengePage, values, **{"action-publish": "1"})


def body_with_picture(decorative: str = "") -> dict[str, Any]:
    picture = {"image": ImageFactory().pk, "alt_text": "", "decorative": decorative}
    return streamfield([("image", {"image": picture, "caption": "", "credit": ""})])


def test_picture_without_alternative_stops_the_first_publication(fr, reviewer):
    response = reviewer.post(add_address(ChallengePage, fr.challenges), challenge_with_picture())
    assert list(response.context["form"].errors) == ["image_alt"]


@pytest.mark.parametrize(
    "fields", [{"image_decorative": "on"}, {"image_alt": "Une équipe au travail"}], ids=str
)
def test_picture_with_alternative_or_decorative_is_published(fields, fr, reviewer):
    response = reviewer.post(add_address(ChallengePage, fr.challenges), challenge_with_picture(**fields))
    assert response.status_code == 302
    assert ChallengePage.objects.get().live is True


def test_picture_and_video_of_the_body_stop_the_first_publication(fr, reviewer):
    video = {"url": "https://video.exemple.fr/1", "title": "Le défi", "transcript": "null", "language": ""}
    picture = {"image": ImageFactory().pk, "alt_text": "", "decorative": ""}
    body = streamfield([("image", {"image": picture, "caption": "", "credit": ""}), ("video", video)])
    response = reviewer.post(
        add_address(ChallengePage, fr.challenges), challenge_with_picture(image_decorative="on", body=body)
    )
    assert list(response.context["form"].errors) == ["body"]
    assert len(response.context["form"].errors["body"]) == 2
    assert not ChallengePage.objects.exists()


def test_draft_may_lack_alternatives(fr, reviewer):
    data = challenge_with_picture(body=body_with_picture())
    del data["action-publish"]
    assert reviewer.post(add_address(ChallengePage, fr.challenges), data).status_code == 302


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"source_path": "content/defis/foret.md", "live": False}, False),
        ({"live": True}, False),
        ({"live": False}, True),
    ],
    ids=["imported", "published before", "new"],
)
def test_only_new_content_is_asked_for_alternatives(fields, asked, fr, reviewer):
    page = ChallengePageFactory(**fields)
    response = reviewer.post(edit_address(page), challenge_with_picture(body=body_with_picture()))
    if asked:
        assert set(response.context["form"].errors) == {"image_alt", "body"}
    else:
        assert response.status_code == 302, response.context["form"].errors
        assert reread(page).live is True


def test_review_of_new_content_is_asked_for_alternatives_too(fr, editor):
    data = challenge_with_picture()
    del data["action-publish"]
    response = editor.post(add_address(ChallengePage, fr.challenges), {**data, "action-submit": "1"})
    assert list(response.context["form"].errors) == ["image_alt"]


def test_every_content_page_asks_for_alternatives():
    from cms.core.forms import ContentPageForm

    models = [model for model in plugin_models() if issubclass(model, ContentPage)]
    assert [
        model
        for model in models
        if not issubclass(model.get_edit_handler().get_form_class(), ContentPageForm)
    ] == []


# Roles


def team_form(role: str) -> dict[str, Any]:
    row = {"person": PersonFactory().pk, "role": role, "job": "", "start": "", "end": ""}
    values = {"title": "Forêt", "slug": "foret", "team": inline_formset([row])}
    data = least(ChallengePage, {})
    return {**data, **nested_form_data(values)}


def test_role_is_chosen_among_the_registered_ones(fr, editor):
    address = add_address(ChallengePage, fr.challenges)
    assert editor.post(address, team_form("operational_mentor")).status_code == 302
    assert TeamMember.objects.get().role == "operational_mentor"
    response = editor.post(address, team_form("wizard"))
    assert response.context["form"].formsets["team"].errors == [
        {"role": response.context["form"].formsets["team"].errors[0]["role"]}
    ]


def test_role_of_a_plugin_can_be_chosen_as_soon_as_it_is_registered(fr, editor, monkeypatch):
    from cms.snippets.people import roles

    monkeypatch.setattr(roles, "_roles", dict(roles._roles))
    register_role(Role("ambassador", "ambassadeur"))
    assert editor.post(add_address(ChallengePage, fr.challenges), team_form("ambassador")).status_code == 302
    assert TeamMember.objects.get().role == "ambassador"


def test_two_roles_cannot_share_a_code():
    with pytest.raises(ValueError, match="exists already"):
        register_role(Role("participant", "autre chose"))
