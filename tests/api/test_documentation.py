"""docs/reference/api.md says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from wagtail.models import Page, get_page_models

from cms.api.endpoint import LIST_ONLY
from cms.api.parameters import LONGEST_SEARCH
from cms.api.router import make_router
from cms.core.pages import ContentPage, IndexPage
from cms.pages.challenges.models import Stage
from cms.plugins.registry import registry

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/api.md").read_text(encoding="utf-8")
INSIDE = re.compile(r"`([^`]+)`")


def rows(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading of any level."""
    section = re.split(rf"^#+ {re.escape(heading)}$", PAGE, maxsplit=1, flags=re.MULTILINE)[1]
    lines = re.split(r"^#", section, maxsplit=1, flags=re.MULTILINE)[0].splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| `")
    ]


def names(heading: str) -> list[str]:
    return [name for row in rows(heading) for name in INSIDE.findall(row[0])]


def endpoints() -> dict[str, type]:
    return make_router()._endpoints


def models() -> list[tuple[type, type]]:
    """Each type the API shows, with its endpoint."""
    found = [(endpoint.model, endpoint) for endpoint in endpoints().values() if endpoint.model is not Page]
    types = [model for model in get_page_models() if model is not Page]
    return [*found, *((model, endpoints()["pages"]) for model in types)]


def test_page_lists_every_endpoint():
    assert sorted(names("Endpoints")) == sorted(endpoints())


def test_page_lists_every_parameter():
    known = set().union(*(endpoint.known_query_parameters for endpoint in endpoints().values()))
    assert set(names("Parameters")) == known | LIST_ONLY | {"locale"}
    told = {row[0]: row[2] for row in rows("Parameters")}
    assert f"from 0 to {settings.WAGTAILAPI_LIMIT_MAX}" in told["`limit`"]
    assert f"; {LONGEST_SEARCH} at most" in PAGE


def test_page_lists_every_filter():
    documented = sorted((row[0].strip("`"), row[1].strip("`")) for row in rows("Filters by relation"))
    assert documented == sorted((one.name, one.target) for one in registry.filters())
    stages = next(row[2] for row in rows("Filters by relation") if row[0] == "`stage`")
    assert INSIDE.findall(stages) == list(Stage.values)


def test_page_lists_the_fields_of_every_type():
    common = {
        ContentPage: names("Every content page"),
        IndexPage: names("Every list page"),
    }
    for base, documented in common.items():
        assert documented == [field.name for field in base.api_fields]
    for model, endpoint in models():
        shared = next((fields for base, fields in common.items() if issubclass(model, base)), [])
        own = [
            name
            for name in dict.fromkeys(endpoint.get_body_fields_names(model))
            if name not in {"id", "title", *shared}
        ]
        heading = f"`{model._meta.label}`"
        documented = names(heading) if own or f"### {heading}" in PAGE else []
        # Sections come in the order of the plugins, which a site may change.
        assert sorted(documented) == sorted(own), model


def test_page_lists_what_meta_holds():
    shown = {name for model, endpoint in models() for name in endpoint.get_meta_fields_names(model)}
    assert set(names("What an object holds")) == shown


def test_page_names_no_type_that_is_not_there():
    headings = re.findall(r"^### `(.+)`$", PAGE, flags=re.MULTILINE)
    assert set(headings) <= {model._meta.label for model, _endpoint in models()}
