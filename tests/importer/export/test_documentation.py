"""The reference of the format says what the code does."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
import yaml
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from cms.importer.export import documents
from cms.importer.export.describing import ROW_KEY
from cms.importer.export.layout import (
    COLLECTIONS,
    DOCUMENTS,
    ENGINE,
    FORMAT,
    IMAGES,
    MARKER,
    PARTS,
    REDIRECTS,
)
from cms.importer.export.markdown_blocks import FORMS
from cms.importer.export.redirects import COLUMNS
from tests.importer.export.conftest import Site, files

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "reference" / "export-format.md").read_text(encoding="utf-8")


def first_column(head: str) -> list[str]:
    """The names in the first column of the table with that head."""
    table = PAGE.partition(f"\n| {head} |")[2].partition("\n\n")[0]
    assert table, head
    return [name for row in table.split("\n|")[2:] for name in re.findall(r"`([^`]+)`", row.split(" |")[0])]


def test_every_key_of_the_engine_is_documented() -> None:
    source = inspect.getsource(documents.Documents)
    keys = set(re.findall(r'head\["(\w+)"\] =', source))
    for mapping in re.findall(r'= \{("format".*)\}', source):
        keys |= set(re.findall(r'"(\w+)":', mapping))

    assert set(first_column(f"key of `{ENGINE}`")) == keys


def test_every_block_with_a_sign_is_documented() -> None:
    assert set(first_column("block")) == set(FORMS)


def test_every_column_of_redirects_is_documented() -> None:
    assert tuple(first_column("column")) == COLUMNS


def test_every_part_of_the_folder_is_documented() -> None:
    parts = {path.partition("/")[0] for path in first_column("path")}

    assert parts == set(PARTS)
    assert f"`{MARKER}` | the marker: `format: {FORMAT}`" in PAGE
    assert f"`{ROW_KEY}`" in PAGE


@pytest.mark.django_db
def test_an_export_holds_only_what_is_documented(site: Site) -> None:
    page = site.page()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    get_document_model()(title="Kit", file=ContentFile(b"%PDF-1.4 kit", name="kit-decrit.pdf")).save()
    folder = site.export()

    written = {path for path in files(folder) if not path.startswith(("pages/", "snippets/", "settings/"))}
    text = site.document(folder).read_text(encoding="utf-8")
    head = yaml.safe_load(text.split("---\n")[1])[ENGINE]
    assert written == {
        MARKER,
        COLLECTIONS,
        REDIRECTS,
        f"{DOCUMENTS}/kit-decrit.pdf",
        "media/about/documents/kit-decrit.pdf.yml",
    }
    assert set(head) <= set(first_column(f"key of `{ENGINE}`"))
    assert head["restriction"] == {"type": "login"}
    assert IMAGES in PAGE
