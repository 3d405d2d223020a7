"""What search engines are told of pages, in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from cms.core.images import renditions_of
from cms.core.links import is_public_file
from cms.core.locale import language_of
from cms.core.navigation import absolute_url, site_name

# Characters that could end a script element, or a string inside one.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def script_element(data: dict[str, Any]) -> SafeString:
    """`data` as a JSON-LD script that no text of it can break out of."""
    body = json.dumps(data, ensure_ascii=False, default=str).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{body}</script>')


def article(page: Any, kind: str, published: datetime | None) -> dict[str, Any] | None:
    """An Article or NewsArticle, by the organisation of the site; None without an address."""
    url = absolute_url(page)
    if not url:
        return None
    publisher = {"@type": "Organization", "name": site_name()}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "headline": page.title,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": language_of(page),
        "author": publisher,
        "publisher": publisher,
    }
    if published:
        data["datePublished"] = localtime(published).isoformat()
    if page.last_published_at:
        data["dateModified"] = localtime(page.last_published_at).isoformat()
    if image := _image_address(page.social_image or page.image):
        data["image"] = image
    return data


def _image_address(image: Any) -> str | None:
    if not is_public_file(image) or image.is_svg():
        return None
    renditions = renditions_of(image, ["fill-1200x630|format-jpeg"])
    return absolute_url(renditions[0].url) if renditions else None


def breadcrumb_list(steps: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """The way to a page as (name, address) pairs; None where there is no way to tell of."""
    if len(steps) < 2:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": absolute_url(address)}
            for position, (name, address) in enumerate(steps, start=1)
        ],
    }
