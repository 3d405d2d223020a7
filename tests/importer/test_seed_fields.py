"""The five seeds: each row of docs/reference/seed-fields.md holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction

from cms.importer.dates import read_date
from cms.importer.documents import Document
from cms.importer.models import ImportRecord
from cms.importer.names import tidy
from cms.importer.reading import read_paths
from cms.importer.report import Report
from cms.importer.run import run_import

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parents[2] / "docs" / "reference" / "seed-fields.md"
ROW = re.compile(r"^\| (?:`(?P<key>[^`]+)`|(?P<part>body|line 1)) \| `(?P<field>[^`]+)` \| (?P<how>\w+) \|$")

Row = tuple[str, str, str, str]


@cache
def rows() -> list[Row]:
    """(seed, place in the document, field, how) of each row of the page."""
    found: list[Row] = []
    seed = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"## (\d{3})", line):
            seed = heading.group(1)
        elif seed and (row := ROW.match(line)):
            found.append((seed, row["key"] or row["part"], row["field"], row["how"]))
    return found


def test_the_page_has_rows_for_each_seed() -> None:
    assert sorted({seed for seed, *_rest in rows()}) == ["000", "001", "002", "003", "004"]


@pytest.fixture(scope="module")
def imported(shared_content: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Report]:
    """The seeds, imported once for all rows and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield run_import([shared_content / "seeds"], publish=True)
        transaction.set_rollback(True)


def test_the_seeds_load_without_a_failure(imported: Report) -> None:
    created = {
        kind: dict(counter)
        for kind, counter in imported.outcomes.items()
        if kind.endswith(("page", "post", "release"))
    }

    assert imported.failures == []
    assert created == {
        "blog_post": {"created": 1},
        "press_release": {"created": 1},
        "standard_page": {"created": 3},
    }


@pytest.mark.parametrize("row", rows(), ids=" ".join)
def test_each_piece_of_information_is_in_its_field(row: Row, imported: Report, shared_content: Path) -> None:
    seed, key, field, how = row
    (path,) = shared_content.glob(f"seeds/{seed}_*.txt")
    (document,) = read_paths([path], Report())

    obj = made_of(document)
    if how == "type":
        assert type(obj).__name__ == field
    else:
        CHECKS[how](written(document, key), values_of(obj, field), obj)


def made_of(document: Document) -> Any:
    record = ImportRecord.objects.get(source_path=document.source_path)
    model = record.content_type.model_class()
    assert model is not None
    return model._default_manager.get(pk=record.object_id)


# What the document says


def written(document: Document, key: str) -> list[str]:
    if key == "line 1":
        return [document.body.split("\n")[0]]
    if key == "body":
        return [document.body.partition("\n")[2] if not document.has_front_matter else document.body]
    return scalars(document, key)


def scalars(document: Document, key: str) -> list[str]:
    paths: list[tuple[str | int, ...]] = [()]
    for step in key.split("."):
        name, items = step.removesuffix("[]"), step.endswith("[]")
        paths = [(*path, name) for path in paths]
        if items:
            paths = [(*path, n) for path in paths for n in range(len(document.peek(*path)))]
    return [document.raw(*path) for path in paths]


# What is stored


def values_of(obj: Any, field: str) -> list[Any]:
    name, _dot, below = field.partition(".")
    value = getattr(obj, name.removesuffix("[]"))
    value = value.all() if hasattr(value, "all") else value
    return [getattr(item, below) for item in value] if below else [value]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unescape(re.sub(r"<[^>]+>", " ", text)))


def plain_words(markdown: str) -> list[str]:
    """Words of a Markdown text: no addresses, no numbers of list items, no picture."""
    text = re.sub(r"!\[[^]]*\]\([^)]*\)", " ", markdown)
    text = re.sub(r"\]\(\s*[^)]*\)", "]", text)
    text = re.sub(r"^\s*\d+\.\s", " ", text, flags=re.MULTILINE)
    return words(text.replace("-at -", "").replace("**", ""))


def body_text(stream: Any) -> str:
    parts: list[str] = []

    def visit(value: Any) -> None:
        if isinstance(value, dict):
            for key in ("kicker", "text", "label", "caption", "speaker", "role", "title"):
                visit(value.get(key))
        elif isinstance(value, str):
            parts.append(value)

    for block in stream.raw_data:
        visit(block["value"])
    return " ".join(parts)


def check_same(said: list[str], stored: list[Any], obj: Any) -> None:
    assert [tidy(text) for text in said] == [tidy(str(value)) for value in stored]


def check_words(said: list[str], stored: list[Any], obj: Any) -> None:
    (value,) = stored
    text = body_text(value) if hasattr(value, "raw_data") else str(value)
    assert words(text) == plain_words(said[0])


def check_moment(said: list[str], stored: list[Any], obj: Any) -> None:
    date = read_date(said[0])
    assert date is not None
    assert stored == [date.moment]


def check_number(said: list[str], stored: list[Any], obj: Any) -> None:
    assert [str(value) for value in stored] == said


def check_names(said: list[str], stored: list[Any], obj: Any) -> None:
    assert sorted(str(thing) for thing in stored[0]) == sorted(said)


def check_lines(said: list[str], stored: list[Any], obj: Any) -> None:
    assert stored == ["\n".join(said)]


def check_note(said: list[str], stored: list[Any], obj: Any) -> None:
    assert [text for text in said if tidy(text) not in stored[0]] == []


def check_nothing(said: list[str], stored: list[Any], obj: Any) -> None:
    assert said == [""]
    assert list(stored[0]) == []


def html_of(stream: Any) -> BeautifulSoup:
    return BeautifulSoup(
        "".join(block["value"] for block in stream.raw_data if block["type"] == "rich_text"), "html.parser"
    )


def check_headings(said: list[str], stored: list[Any], obj: Any) -> None:
    lines = re.findall(r"^#{1,6} .+$|^\*\*[^*.:]+\*\*\s*$|^\*[^*.:]+\*\s*$", said[0], re.MULTILINE)
    assert len([block for block in stored[0].raw_data if block["type"] == "heading"]) == len(lines) > 0


def check_lists(said: list[str], stored: list[Any], obj: Any) -> None:
    items = re.findall(r"^\s*(?:[-*•]|\d+\.)[ \t\u00a0]", said[0], re.MULTILINE)
    assert len(html_of(stored[0]).find_all("li")) == len(items) > 0


def check_links(said: list[str], stored: list[Any], obj: Any) -> None:
    links = [
        link for link in html_of(stored[0]).find_all("a") if not str(link.get("href")).startswith("mailto:")
    ]
    assert len(links) == len(re.findall(r"\]\(", said[0])) > 0


def check_quotes(said: list[str], stored: list[Any], obj: Any) -> None:
    quotes = [block["value"] for block in stored[0].raw_data if block["type"] == "quote"]
    assert len(quotes) == len(re.findall(r"^> ", said[0], re.MULTILINE)) > 0
    assert all(quote["text"] and quote["speaker"] and quote["role"] for quote in quotes)


CHECKS: dict[str, Callable[[list[str], list[Any], Any], None]] = {
    "same": check_same,
    "words": check_words,
    "moment": check_moment,
    "number": check_number,
    "names": check_names,
    "lines": check_lines,
    "note": check_note,
    "nothing": check_nothing,
    "headings": check_headings,
    "lists": check_lists,
    "links": check_links,
    "quotes": check_quotes,
}
