"""People who work in the admin, and the steps of a translation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from cms.accounts.roles import EDITORS, REVIEWERS, ensure_roles, translators_of
from tests.factories import SiteTree, site_tree


@pytest.fixture
def fr(db) -> SiteTree:
    return site_tree("fr")


@pytest.fixture
def en(fr) -> SiteTree:
    return site_tree("en")


@pytest.fixture
def sign_in(fr) -> Callable[[str], Client]:
    """Signs a member of the named group in; the admin speaks French to them."""

    def sign_in(group: str) -> Client:
        ensure_roles()
        user = get_user_model().objects.create_user(f"camille-{group}", "camille@exemple.fr", "secret")
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def translator(sign_in) -> Client:
    return sign_in(translators_of("en"))


@pytest.fixture
def editor(sign_in) -> Client:
    return sign_in(EDITORS)


@pytest.fixture
def reviewer(sign_in) -> Client:
    return sign_in(REVIEWERS)


@pytest.fixture
def administrator(fr) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("admin", "admin@exemple.fr", "secret"))
    return client


def submit(client: Client, obj: Any, language: str = "en") -> Any:
    """Submit a page or snippet for translation in the admin; return its translation."""
    locale = Locale.objects.get(language_code=language)
    if isinstance(obj, Page):
        address = reverse("wagtail_localize:submit_page_translation", args=[obj.pk])
    else:
        names = [obj._meta.app_label, obj._meta.model_name, obj.pk]
        address = reverse("wagtail_localize:submit_snippet_translation", args=names)
    response = client.post(address, {"locales": [locale.pk]})
    assert response.status_code == 302, response.context and response.context["form"].errors
    return obj.get_translation(locale)


def translation_of(obj: Any, language: str = "en") -> Translation:
    return Translation.objects.get(
        source__object_id=obj.translation_key, target_locale__language_code=language
    )


def translate_all(obj: Any, language: str = "en", mark: str = "EN ") -> None:
    """Translate every text: "Bonjour" becomes "EN Bonjour". Addresses become "en-bonjour"."""
    translation = translation_of(obj, language)
    po = translation.export_po()
    for entry in po:
        is_slug = entry.msgctxt == "slug"
        entry.msgstr = f"{mark.strip().lower()}-{entry.msgid}" if is_slug else f"{mark}{entry.msgid}"
    assert translation.import_po(po) == []


def edit_address(obj: Any) -> str:
    if isinstance(obj, Page):
        return reverse("wagtailadmin_pages:edit", args=[obj.pk])
    return reverse(obj.snippet_viewset.get_url_name("edit"), args=[obj.pk])


def publish_translation(client: Client, translated: Any, commit: Callable[..., Any]) -> Any:
    """Press "publish" in the translators' editor; `commit` runs what waits for the commit."""
    with commit(execute=True):
        response = client.post(edit_address(translated), {"action": "publish"})
    assert response.status_code == 302
    return type(translated).objects.get(pk=translated.pk)


def reread(obj: Any) -> Any:
    """The same object as the database has it now; a page as what it is."""
    found = type(obj)._base_manager.get(pk=obj.pk)
    return found.specific if isinstance(found, Page) else found


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def in_french(text: str, **values: Any) -> str:
    """A sentence of ours as the admin says it to the people of these tests."""
    with override("fr"):
        return gettext(text) % values
