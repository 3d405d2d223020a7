"""Menus, banners and footers in two languages."""

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction

from cms.accounts.models import User
from cms.core import request_cache
from cms.site.models import Footer, FooterLink, ImportantBanner, Menu, MenuItem
from tests.factories import SiteTree, site_tree


@pytest.fixture
def french(db) -> SiteTree:
    return site_tree("fr")


@pytest.fixture
def english(french) -> SiteTree:
    return site_tree("en")


@pytest.fixture
def in_request():
    """What one request asks of the database once, it asks once here too."""
    request_cache.begin()
    yield
    request_cache.end()


def locale(language: str) -> Locale:
    return Locale.objects.get(language_code=language)


def published(obj):
    obj.save()
    obj.save_revision().publish()
    return obj


@pytest.fixture
def make_menu(french) -> Callable[..., Menu]:
    """Rows are pages, or (address, label), or (page, label)."""

    def make_menu(*rows, kind=Menu.Kind.MAIN, language="fr", live=True) -> Menu:
        menu = Menu(kind=kind, locale=locale(language), live=live)
        for row in rows:
            target, label = row if isinstance(row, tuple) else (row, "")
            where = {"page": target} if isinstance(target, Page) else {"url": target}
            menu.items.add(MenuItem(label=label, locale=locale(language), **where))
        menu.save()
        return menu

    return make_menu


@pytest.fixture
def make_footer(french) -> Callable[..., Footer]:
    def make_footer(*pages, language="fr", **fields) -> Footer:
        footer = Footer(locale=locale(language), **fields)
        for page in pages:
            footer.links.add(FooterLink(page=page, locale=locale(language)))
        footer.save()
        return footer

    return make_footer


@pytest.fixture
def make_banner(french) -> Callable[..., ImportantBanner]:
    def make_banner(title="Candidatures ouvertes", language="fr", **fields) -> ImportantBanner:
        return published(ImportantBanner(title=title, locale=locale(language), **fields))

    return make_banner


def make_private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.fixture
def admin_client(db) -> Client:
    user = User.objects.create_superuser("hélène", "helene@exemple.fr", "un-mot-de-passe-solide")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
