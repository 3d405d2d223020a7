"""The forms of the site's snippets, as an editor uses them."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from cms.site.models import AccessibilityStatement, Footer, FooterLink, ImportantBanner, Menu, MenuItem
from tests.factories import site_tree

MODELS = {
    "menu": Menu,
    "importantbanner": ImportantBanner,
    "footer": Footer,
    "accessibilitystatement": AccessibilityStatement,
}


def address(model: str, view: str, *args) -> str:
    return reverse(f"wagtailsnippets_site_{model}:{view}", args=args)


@pytest.mark.parametrize("model", MODELS)
def test_form_and_list_open_when_asked(admin_client, french, model):
    obj = MODELS[model](locale=french.locale)
    obj.save()
    assert admin_client.get(address(model, "add")).status_code == 200
    assert admin_client.get(address(model, "edit", obj.pk)).status_code == 200
    listing = admin_client.get(address(model, "list"))
    assert [row.pk for row in listing.context["object_list"]] == [obj.pk]


def menu_form(*rows: dict, **fields) -> dict:
    return nested_form_data({"kind": "main", "items": inline_formset(list(rows)), **fields})


def test_editor_makes_and_publishes_a_menu_when_form_is_right(admin_client, french):
    data = menu_form(
        {"page": french.blog.pk, "url": "", "label": ""},
        {"page": "", "url": "https://exemple.fr", "label": "La DINUM"},
    )
    response = admin_client.post(address("menu", "add"), {**data, "action-publish": "action-publish"})
    assert response.status_code == 302, response.context["form"].errors
    menu = Menu.objects.get()
    assert (menu.live, menu.locale) == (True, french.locale)
    assert [(item.page_id, item.url, item.locale_id) for item in menu.items.all()] == [
        (french.blog.pk, "", french.locale.pk),
        (None, "https://exemple.fr", french.locale.pk),
    ]


def test_editor_is_told_in_words_when_the_language_has_this_menu_already(admin_client, make_menu, french):
    make_menu(french.blog)
    data = menu_form({"page": french.blog.pk, "url": "", "label": ""})
    response = admin_client.post(address("menu", "add"), data)
    assert response.status_code == 200
    assert [error.code for error in response.context["form"].errors.as_data()["__all__"]] == [
        "exists_in_this_language"
    ]
    assert Menu.objects.count() == 1


@pytest.mark.parametrize("model", MODELS)
def test_preview_shows_the_draft_in_the_frame_when_asked(admin_client, french, model):
    drafts = {
        "menu": (
            Menu(locale=french.locale, items=[MenuItem(url="https://exemple.fr", label="Brouillon d'été")])
        ),
        "importantbanner": ImportantBanner(locale=french.locale, title="Brouillon d'été"),
        "footer": Footer(locale=french.locale, text="<p>Brouillon d'été</p>"),
        "accessibilitystatement": AccessibilityStatement(
            locale=french.locale, contact="<p>Brouillon d'été</p>"
        ),
    }
    obj = drafts[model]
    obj.live = False
    for item in obj.items.all() if model == "menu" else []:
        item.locale = french.locale
    obj.save()
    preview = reverse(f"wagtailsnippets_site_{model}:revisions_view", args=[obj.pk, obj.save_revision().pk])
    response = admin_client.get(preview)
    assert response.status_code == 200
    html = response.content.decode().replace("&#x27;", "'").replace("’", "'").replace("&#39;", "'")
    assert "Brouillon d'été" in html


SYNCHRONIZED = {
    Menu: {"kind"},
    MenuItem: {"page", "url"},
    FooterLink: {"page", "url"},
    Footer: set(),
    ImportantBanner: {"level", "page", "url", "expire_at"},
    AccessibilityStatement: {
        "audited_on", "rate", "auditor", "standard", "report", "published_on", "shown_on",
    },
}  # fmt: skip


@pytest.mark.parametrize("model", SYNCHRONIZED, ids=lambda model: model.__name__)
def test_field_is_translated_or_shared_by_every_language_when_editors_fill_it(model):
    fields = get_translatable_fields(model)
    synchronized = {field.field_name for field in fields if isinstance(field, SynchronizedField)}
    translated = {field.field_name for field in fields if isinstance(field, TranslatableField)}
    assert synchronized == SYNCHRONIZED[model]
    written = {
        field.name
        for field in model._meta.concrete_fields
        if field.editable
        and field.name
        not in {
            "id",
            "locale",
            "translation_key",
            "live",
            "go_live_at",
            "expire_at",
            "first_published_at",
            "sort_order",
            "menu",
            "footer",
        }
    }
    assert written <= synchronized | translated


def test_translation_of_a_menu_starts_as_a_draft_when_submitted(admin_client, make_menu, french):
    menu = make_menu((french.blog, "Actualités"))
    english = Locale.objects.get(language_code="en")
    url = reverse("wagtail_localize:submit_snippet_translation", args=["site", "menu", menu.pk])
    assert admin_client.post(url, {"locales": [english.pk]}).status_code == 302
    translation = menu.get_translation(english)
    assert translation.live is False
    assert [(item.page_id, item.locale_id) for item in translation.items.all()] == [
        (french.blog.pk, english.pk)
    ]
    assert admin_client.get(address("menu", "edit", translation.pk)).status_code == 200


def test_banner_form_publishes_when_editor_fills_it(admin_client, french):
    data = {"title": "Maintenance", "text": rich_text("<p>Ce soir</p>"), "level": "warning"}
    data |= {"page": "", "url": "", "link_label": "", "action-publish": "action-publish"}
    response = admin_client.post(address("importantbanner", "add"), data)
    assert response.status_code == 302, response.context["form"].errors
    assert ImportantBanner.objects.visible().get().level == "warning"
    assert site_tree("fr").locale == ImportantBanner.objects.get().locale
