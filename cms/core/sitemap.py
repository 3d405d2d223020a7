"""The sitemap: every public address in every language, with its translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Locale, Page, Site

from cms.core.locale import locale_for, prefer_language, visible_objects
from cms.core.visibility import visible_pages


class PagesSitemap(Sitemap):
    """The visible pages of all languages; Wagtail's own stays in the tree of one."""

    limit = 5000

    def items(self):
        return visible_pages(Page.objects.filter(depth__gt=1)).select_related("locale").order_by("path")

    def _urls(self, page, protocol, domain):
        return _with_lastmod(self, page_entries(self.paginator.page(page).object_list))


class ObjectsSitemap(Sitemap):
    """The public pages of snippets: people, administrations, topics."""

    limit = 5000

    def items(self):
        return [entry for model in models_with_address() for entry in object_entries(model)]

    def _urls(self, page, protocol, domain):
        return _with_lastmod(self, self.paginator.page(page).object_list)


SITEMAPS = {"pages": PagesSitemap, "objects": ObjectsSitemap}


def _with_lastmod(sitemap: Sitemap, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    dates = [entry["lastmod"] for entry in entries]
    if dates and None not in dates:
        sitemap.latest_lastmod = max(dates)
    return entries


def models_with_address() -> list[type[Model]]:
    """The snippets that have a public page."""
    return [model for model in apps.get_models() if hasattr(model, "index_url")]


def page_entries(pages: Iterable[Page]) -> list[dict[str, Any]]:
    """Sitemap entries of those of `pages` that are visible, each with all its languages."""
    keys = {page.translation_key for page in pages}
    groups: dict[Any, dict[int, tuple[str, str]]] = defaultdict(dict)
    visible = visible_pages(Page.objects.filter(translation_key__in=keys)).select_related("locale")
    for version in visible:
        if address := version.get_full_url():
            groups[version.translation_key][version.pk] = (version.locale.language_code, address)
    entries = []
    for page in pages:
        group = groups[page.translation_key]
        if page.pk in group:
            lastmod = page.last_published_at or page.latest_revision_created_at
            entries.append(_entry(group[page.pk][1], lastmod, group.values()))
    return entries


def object_entries(model: type[Model]) -> list[dict[str, Any]]:
    """Sitemap entries of the snippets of `model`: an address for each language that has their index
    page. An object without a translation has one too, and shows its own language there."""
    groups: dict[Any, list[tuple[str, str, Any]]] = defaultdict(list)
    site = base_url()
    for language in Locale.objects.order_by("pk").values_list("language_code", flat=True):
        index = model().index_url(language)
        if index is None:
            continue
        for obj in prefer_language(visible_objects(model), locale_for(language)).order_by("pk"):
            address = f"{site}{index}{obj.slug}/"
            groups[obj.translation_key].append((language, address, obj.last_published_at))
    return [
        _entry(address, lastmod, [(language, other) for language, other, _date in group])
        for group in groups.values()
        for _language, address, lastmod in group
    ]


def base_url() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""


def _entry(address: str, lastmod: Any, versions: Iterable[tuple[str, str]]) -> dict[str, Any]:
    versions = list(versions)
    return {
        "location": address,
        "lastmod": lastmod,
        "alternates": [
            {"location": other, "lang_code": language} for language, other in versions if len(versions) > 1
        ],
    }
