"""What an address may be, and which pages, documents and images the public may be led to.

Everything that writes a link for the public (blocks, rich text, templates, API) asks here,
so that a draft, a private page or a file of a private collection is never named by an address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection, Page, Site

from cms.core.locale import active_locale, language_of, visible_objects
from cms.core.request_cache import remember
from cms.core.visibility import visible_pages

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Browsers skip control characters and blanks when they read a scheme, and take a backslash for a slash.
FORBIDDEN_CHARACTERS = re.compile(r"[\x00-\x20\x7f-\xa0\\<>\"`]")


def safe_url(url: Any) -> str:
    """`url` when it may stand in an href, else "".

    Web, mail and telephone addresses, addresses on this site and anchors may; a script,
    a data address or one without its scheme (`//host`) may not.
    """
    if not isinstance(url, str):
        return ""
    url = url.strip()
    if not url or FORBIDDEN_CHARACTERS.search(url) or url.startswith("//"):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme:
        if parts.scheme.lower() not in ALLOWED_SCHEMES:
            return ""
        if parts.scheme.lower() in {"http", "https"} and not parts.netloc:
            return ""
    elif ":" in parts.path.split("/")[0]:
        # "java&#115;cript:" and the like: a relative address has no colon in its first part.
        return ""
    return url


def validate_link_url(url: str) -> None:
    """Refuse an address that `safe_url` would not show."""
    if url and not safe_url(url):
        raise ValidationError(
            _(
                "Enter an address that begins with https://, http://, mailto: or tel:, "
                "or an address on this site that begins with / or #."
            ),
            code="unsafe_url",
        )


def site_hosts() -> frozenset[str]:
    """The host names under which this site is served."""
    return remember(
        "site-hosts",
        lambda: frozenset(Site.objects.values_list("hostname", flat=True)),
    )


def is_external(url: str) -> bool:
    """Whether a reader who follows `url` leaves this site."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and parts.hostname not in site_hosts()


def public_pages(pages: Iterable[Page | None]) -> list[Page | None]:
    """For each page, the version a reader in the active language may open, else None.

    A translation counts only when it is public itself; otherwise the page chosen stands in
    its own language. A constant number of queries, however many pages.
    """
    chosen = list(pages)
    present = [page for page in chosen if page is not None]
    if not present:
        return [None] * len(chosen)
    locale = active_locale()
    candidates = Page.objects.filter(
        Q(pk__in=[page.pk for page in present])
        | Q(locale=locale, translation_key__in=[page.translation_key for page in present])
    )
    visible = {page.pk: page for page in visible_pages(candidates)}
    translations = {page.translation_key: page for page in visible.values() if page.locale_id == locale.pk}
    shown = []
    for page in chosen:
        version = page and (translations.get(page.translation_key) or visible.get(page.pk))
        shown.append(version.specific_deferred if version else None)
    return shown


def public_page(page: Page | None) -> Page | None:
    """`public_pages` for one page."""
    return public_pages([page])[0]


def public_objects(objects: Iterable[Any]) -> list[Any]:
    """For each snippet, the visible version a reader in the active language gets, else None.

    `public_pages` for what is no page: a hidden person gives None even where a block still names them.
    """
    chosen = list(objects)
    present = [obj for obj in chosen if obj is not None]
    if not present:
        return [None] * len(chosen)
    locale = active_locale()
    candidates = visible_objects(type(present[0])).filter(
        Q(pk__in=[obj.pk for obj in present])
        | Q(locale=locale, translation_key__in=[obj.translation_key for obj in present])
    )
    visible = {obj.pk: obj for obj in candidates}
    translations = {obj.translation_key: obj for obj in visible.values() if obj.locale_id == locale.pk}
    return [obj and (translations.get(obj.translation_key) or visible.get(obj.pk)) for obj in chosen]


def is_public_file(file: Any) -> bool:
    """Whether an image or a document may be shown: it exists, nobody made its collection private
    and its rights have not run out."""
    if file is None or not file.is_showable:
        return False
    return file.collection_id not in _private_collections()


def page_representation(page: Page | None) -> dict[str, Any] | None:
    """A page as the API names it inside another object; the page must be public already."""
    if page is None or not page.url:
        return None
    return {
        "id": page.pk,
        "title": page.title,
        "url": page.url,
        "type": page.specific_class._meta.label if page.specific_class else page._meta.label,
        "language": language_of(page),
    }


def document_representation(document: Any) -> dict[str, Any] | None:
    """A document as the API names it inside another object, or None when it is not public."""
    if not is_public_file(document):
        return None
    return {
        "id": document.pk,
        "title": document.title,
        "url": document.url,
        "size": document_size(document),
        "format": document.file_extension.upper(),
        "language": getattr(document, "language", "") or None,
    }


def document_size(document: Any) -> int | None:
    """Bytes of the file, or None when the file is missing from the storage."""
    try:
        return document.get_file_size()
    except (OSError, ValueError):
        return None


@dataclass(frozen=True)
class Target:
    """Where a link leads: an address that may be shown, and what to tell about it."""

    href: str
    title: str
    kind: str
    external: bool = False
    language: str | None = None
    document: Any = None


def _private_collections() -> frozenset[int]:
    """Identifiers of the collections that are private themselves or by a collection above."""

    def find() -> frozenset[int]:
        paths = list(
            Collection.objects.filter(view_restrictions__isnull=False).values_list("path", flat=True)
        )
        if not paths:
            return frozenset()
        below = Q()
        for path in paths:
            below |= Q(path__startswith=path)
        return frozenset(Collection.objects.filter(below).values_list("pk", flat=True))

    return remember("private-collections", find)
