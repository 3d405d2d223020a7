"""Where a reader is, and where they may go: languages, path, menus, pages of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page as ListPage
from django.db.models import Model
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site

from cms.core.links import public_page, safe_url
from cms.core.locale import language_of, localized
from cms.core.request_cache import remember
from cms.core.visibility import visible_pages

# Pages every public site of the State must offer, by their addresses under the French and English home pages.
LEGAL_SLUGS = (
    "accessibilite", "accessibility",
    "mentions-legales", "legal-notice",
    "donnees-personnelles", "personal-data",
    "plan-du-site", "site-map",
    "contact",
)  # fmt: skip


@dataclass(frozen=True)
class Translation:
    """One language in which an object can be read."""

    code: str
    name: str
    url: str
    full_url: str
    is_current: bool


def base_url() -> str:
    """Scheme and host under which this site is known."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def absolute_url(value: Any) -> str:
    """The full address of a page, of an object with a public page, or of an address on this site."""
    if isinstance(value, Model):
        value = getattr(value, "url", None)
    url = safe_url(value)
    return base_url() + url if url.startswith("/") else url


def site_name() -> str:
    """The name of the site as its settings say."""
    site = default_site()
    return (site.site_name if site else "") or str(settings.WAGTAIL_SITE_NAME)


def default_site() -> Site | None:
    """The site that is served where no other is asked for."""
    return remember(
        "default-site",
        lambda: Site.objects.filter(is_default_site=True).select_related("root_page").first(),
    )


def home_page() -> Page | None:
    """The home page in the reader's language, or None when none is public."""
    site = default_site()
    if site is None:
        return None
    return remember(("home-page", get_language()), lambda: public_page(site.root_page))


def translations_of(value: Any) -> list[Translation]:
    """The languages in which an object can be read, its own included, in the order of the settings.

    For a page, its public translations. For an object with a public page of its own (a person),
    each language that has an address for it; its text may still be in the source language there.
    """
    if value is None or not getattr(value, "pk", None):
        return []
    found: list[tuple[str, str, bool]] = []
    if isinstance(value, Page):
        versions = Page.objects.filter(translation_key=value.translation_key)
        found = [
            (language_of(version), version.url, version.pk == value.pk)
            for version in visible_pages(versions)
            if version.url
        ]
    elif hasattr(value, "get_url"):
        current = (get_language() or "").split("-")[0]
        for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
            url = localized(value, code).get_url(language=code)
            if url:
                found.append((code, url, code == current))
    order = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return [
        Translation(code, language_info(code, "name_local").capitalize(), url, absolute_url(url), is_current)
        for code, url, is_current in sorted(found, key=lambda one: order.index(one[0]))
        if code in order
    ]


def language_info(code: str, key: str) -> str:
    """What Django says of a language (`name_local`, `name_translated`); its code when it knows it not."""
    try:
        return str(get_language_info(code)[key])
    except KeyError:
        return code


def breadcrumb(page: Any) -> list[Page]:
    """The public ancestors of a page, the home page first."""
    if not isinstance(page, Page) or not page.pk:
        return []
    return with_address(visible_pages(page.get_ancestors().filter(depth__gt=1)).order_by("depth"))


def menu_pages() -> list[Page]:
    """The pages under the home page that are marked "show in menus", in the reader's language."""
    home = home_page()
    return with_address(visible_pages(home.get_children().in_menu())) if home else []


def legal_pages() -> list[Page]:
    """The pages the law asks for that stand under the home page."""
    home = home_page()
    if home is None:
        return []
    found = with_address(visible_pages(home.get_children().filter(slug__in=LEGAL_SLUGS)))
    return sorted(found, key=lambda page: LEGAL_SLUGS.index(page.slug))


def with_address(pages: Iterable[Page]) -> list[Page]:
    """The pages of a site; a page outside every site has no address."""
    return [page for page in pages if page.url]


def elided_pages(items: ListPage) -> list[int | str]:
    """The page numbers worth offering, with an ellipsis where some are left out."""
    return list(items.paginator.get_elided_page_range(items.number, on_each_side=2, on_ends=1))
