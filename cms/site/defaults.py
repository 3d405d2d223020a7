"""The menus and the footer a new site starts with, in each language."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page

from cms.core.site_tree import ensure_locales
from cms.plugins import SitePage
from cms.plugins.registry import registry
from cms.site.models import Footer, FooterLink, Menu, MenuItem


def ensure_frame() -> list[Menu | Footer]:
    """Create the menus and the footer that no language has yet; return the new ones.

    What editors wrote, unpublished or deleted in one language is left alone: nothing is made of a kind
    that exists in any language.
    """
    locales = ensure_locales()
    made: list[Menu | Footer] = []
    with transaction.atomic():
        for kind in Menu.Kind.values:
            if not Menu.objects.filter(kind=kind).exists():
                made += _menus(kind, locales)
        if not Footer.objects.exists():
            made += _footers(locales)
    return made


def _menus(kind: str, locales: list[Locale]) -> list[Menu | Footer]:
    specs = sorted(
        (spec for spec in registry.site_pages() if spec.menu == kind), key=lambda spec: spec.menu_position
    )
    made: list[Menu | Footer] = []
    for locale in locales:
        items = []
        for spec in specs:
            page = _page(spec, locale)
            if page is not None:
                with override(locale.language_code):
                    label = str(spec.title)
                items.append(
                    MenuItem(page=page, label=label, locale=locale, translation_key=page.translation_key)
                )
        if items:
            menu = Menu(kind=kind, locale=locale, items=items)
            made.append(_published(menu, made))
    return made


def _footers(locales: list[Locale]) -> list[Menu | Footer]:
    made: list[Menu | Footer] = []
    for locale in locales:
        with override(locale.language_code):
            licence = _(
                "Unless stated otherwise, the content of this site is under licence"
                ' <a href="https://github.com/etalab/licence-ouverte/blob/master/LO.md">etalab-2.0</a>.'
            )
        footer = Footer(locale=locale, licence=f"<p>{licence}</p>", links=list[FooterLink]())
        made.append(_published(footer, made))
    return made


def _page(spec: SitePage, locale: Locale) -> Page | None:
    pages = apps.get_model(spec.model).objects.filter(locale=locale, **spec.values)
    return pages.order_by("path").first()


def _published(snippet: Menu | Footer, siblings: list[Menu | Footer]) -> Menu | Footer:
    if siblings:
        snippet.translation_key = siblings[0].translation_key
    snippet.save()
    snippet.save_revision().publish()
    return snippet
