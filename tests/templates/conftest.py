from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.test import Client
from wagtail.models import Locale, Page, Site

from cms.pages.standard.models import HomePage, StandardPage


@dataclass
class Pages:
    home: HomePage
    page: StandardPage
    english_home: HomePage
    french: Locale
    english: Locale

    def translate(self, live: bool) -> StandardPage:
        """The English version of the page, published or not."""
        copy = self.page.copy_for_translation(self.english)
        copy.title, copy.slug, copy.live = "The programme", "programme-en", live
        copy.save()
        return copy


@pytest.fixture
def pages(db: None) -> Pages:
    """A home page in two languages and one page below the French one."""
    french, _ = Locale.objects.get_or_create(language_code="fr")
    english, _ = Locale.objects.get_or_create(language_code="en")
    Page.objects.filter(depth__gt=1).delete()
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Accueil", slug="accueil", locale=french))
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "testserver", "root_page": home, "site_name": "Entrepreneurs « EIG »"},
    )
    english_home = home.copy_for_translation(english)
    english_home.title, english_home.live = "Home", True
    english_home.save()
    page = home.add_child(
        instance=StandardPage(
            title="Qui sommes-nous ?",
            slug="programme",
            locale=french,
            show_in_menus=True,
            search_description="Le programme en deux mots",
            summary="<p>Dix mois « utiles » !</p>",
        )
    )
    return Pages(home, page, english_home, french, english)


@pytest.fixture
def read(client: Client) -> Callable[[str], BeautifulSoup]:
    """The page at an address, read as a browser does."""

    def get(address: str, status: int = 200) -> BeautifulSoup:
        response = client.get(address)
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    return get


@pytest.fixture
def render() -> Callable[..., BeautifulSoup]:
    """A piece of template, rendered and read."""

    def rendered(source: str, **context: Any) -> BeautifulSoup:
        template = engines["django"].from_string("{% load cms_core %}" + source)
        return BeautifulSoup(template.render(context, context.get("request")), "html.parser")

    return rendered
