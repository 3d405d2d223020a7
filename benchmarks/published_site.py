"""Everything a site shows to the public, as text: each page in HTML, each list and object of the API.

Two sites with the same content give the same texts: what only tells one database from another (keys, and the
addresses of files that are made of them) is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import Client
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from cms.api.router import CORE
from cms.plugins.registry import registry

OF_ONE_DATABASE = [
    (re.compile(r"(/api/v2/[a-z_-]+/|/documents/|/originals/|/images/)\d+/"), r"\1N/"),
    (re.compile(r"\b[0-9a-f]{32,64}\b"), "TOKEN"),
    (re.compile(r"(content_hash\W+)[\w-]+"), r"\1HASH"),
]
AT_ONCE = 20

Told = Callable[[str], None]


def published_site(tell: Told = lambda address: None) -> dict[str, str]:
    """What each address answers, by address; of the API, each object of each list by the list and its place.

    Lists of the API come in the order of a database's keys: they are put in that of their content.
    """
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    found = {}
    for address in sorted(set(page_addresses())):
        tell(address)
        answer = client.get(address)
        location = answer.get("Location", "")
        text = f"{answer.status_code} {location}\n{answer.content.decode(errors='replace')}"
        found[address] = without_database(text)
    for address in api_lists():
        tell(address)
        for number, item in enumerate(sorted(map(as_text, items_of(client, address)))):
            found[f"{address} {number}"] = item
    return found


def page_addresses() -> Iterator[str]:
    """Addresses of every page and snippet, published or not: what is a draft must stay one."""
    for page in Page.objects.filter(depth__gt=1).specific():
        if page.url:
            yield page.url.removeprefix("http://localhost")
    for model in get_snippet_models():
        for obj in model._default_manager.all():
            for language, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
                address = obj.get_url(language=language) if hasattr(obj, "get_url") else None
                if address:
                    yield str(address)


def api_lists() -> Iterator[str]:
    """Every list of the API, with all fields, in each language."""
    for endpoint in sorted({*CORE, *registry.endpoints()}):
        has_languages = endpoint == "pages" or endpoint not in CORE
        for language, _name in settings.WAGTAIL_CONTENT_LANGUAGES if has_languages else [("", "")]:
            locale = f"&locale={language}" if language else ""
            yield f"/api/v2/{endpoint}/?fields=*{locale}"


def items_of(client: Client, address: str) -> Iterator[Any]:
    offset, total = 0, 1
    while offset < total:
        answer = client.get(f"{address}&limit={AT_ONCE}&offset={offset}")
        if answer.status_code != 200:
            yield answer.content.decode(errors="replace")
            return
        content = answer.json()
        yield from content["items"]
        total = content["meta"]["total_count"]
        offset += AT_ONCE


def as_text(item: Any) -> str:
    return without_database(json.dumps(without_keys(item), ensure_ascii=False, indent=1))


def without_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: without_keys(part) for name, part in value.items() if name != "id" or isinstance(part, str)
        }
    return [without_keys(part) for part in value] if isinstance(value, list) else value


def without_database(text: str) -> str:
    for pattern, replacement in OF_ONE_DATABASE:
        text = pattern.sub(replacement, text)
    return text
