"""Addresses: those in answers hold scheme and host, those in questions name a page of any language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from wagtail.models import Page, Site

from cms.core.navigation import base_url

ADDRESS_KEYS = frozenset({"detail_url", "download_url", "href", "html_url", "location", "url"})


def with_hosts(data: Any) -> Any:
    """`data` with the host before each address on this site, however deep it lies."""
    return _complete(data, base_url())


def _complete(data: Any, base: str) -> Any:
    if isinstance(data, dict):
        return {
            key: base + value
            if key in ADDRESS_KEYS and isinstance(value, str) and value.startswith("/")
            else _complete(value, base)
            for key, value in data.items()
        }
    if isinstance(data, list):
        return [_complete(item, base) for item in data]
    return data


def roots_of(site: Site) -> list[Page]:
    """The home pages of a site: one in each language."""
    homes = Page.objects.filter(translation_key=site.root_page.translation_key)
    return list(homes.select_related("locale").order_by("path"))


def place_in_tree(path: str, roots: Iterable[Page]) -> str | None:
    """The `url_path` that a page with the public address `path` has, or None where there is no such tree."""
    first, _, rest = path.strip("/").partition("/")
    by_language = {root.locale.language_code: root for root in roots}
    if first == settings.LANGUAGE_CODE or first not in by_language:
        # Only the source language has no prefix.
        first, rest = settings.LANGUAGE_CODE, path.strip("/")
    root = by_language.get(first)
    if root is None:
        return None
    return f"{root.url_path}{rest}/" if rest else str(root.url_path)
