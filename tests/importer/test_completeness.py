"""Nothing that a document says is lost in silence: every word is in the object, in its note or in a warning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import translation

from cms.importer.front_matter import split
from cms.importer.models import ImportRecord
from cms.importer.run import run_import
from cms.importer.trees import composed
from cms.snippets.people.models import Person
from tests.importer.kept import Kept
from tests.importer.sources import KEPT_KINDS, data_words, document_words, same_files
from tests.importer.surroundings import NoSite
from tests.importer.trees import Tree
from tests.importer.words import Words, address_key, converted_words, missing, source_words, text_words

TREES = ("seeds", "site-eig-v3", "site-eig")
BODIES = TREES
DATA = frozenset({".yml", ".yaml"})


class Imported:
    """One tree, imported, and what was said about each of its documents."""

    def __init__(self, root: Path) -> None:
        self.report = run_import([root])
        self.warned: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for warned in self.report.warnings:
            self.warned[warned.path].append((warned.kind.partition(":")[0], warned.value))
        self.files = {composed(path.relative_to(root)): path for path in root.rglob("*")}
        self.kept = Kept(same_files(root))
        self.records = {record.source_path: record for record in ImportRecord.objects.all()}
        self.people = {path: person for person in Person.objects.all() for path in person.other_source_paths}

    def object_of(self, source_path: str) -> models.Model | None:
        record = self.records.get(source_path)
        model: Any = record.content_type.model_class() if record else None
        return model._default_manager.get(pk=record.object_id) if record else self.people.get(source_path)

    def lost(self) -> dict[str, Words]:
        """Words of each document that are nowhere, by the path of the document."""
        found: dict[str, Words] = {}
        everything: list[str] = []
        several = {
            path for path, file in self.files.items() if file.suffix in DATA and path.startswith("_data/")
        }
        lines = Counter(document.path for document in self.report.documents)
        several |= {path for path, count in lines.items() if count > 1}
        for document in self.report.documents:
            if not document.kind:
                continue  # no document: named in a warning
            obj = self.object_of(document.source_path)
            words = [*(self.kept.words(obj) if obj is not None else ()), *self.said_of(document.path)]
            everything += words
            if document.path not in several:
                found[document.path] = missing(document_words(self.text(document.path)), words)
        for path in several:
            # Entries of data make many objects, and join those of documents.
            read = data_words if self.files[path].suffix in DATA else document_words
            found[path] = missing(read(self.text(path)), [*everything, *self.said_of(path)])
        return {path: words for path, words in found.items() if words}

    def text(self, path: str) -> str:
        return self.files[path].read_text(encoding="utf-8-sig").replace("\r\n", "\n")

    def said_of(self, path: str) -> Iterator[str]:
        for kind, value in self.warned[path]:
            if kind not in KEPT_KINDS:
                yield from said(value)


def said(value: str) -> Iterator[str]:
    """Words and addresses that a warning names."""
    yield from text_words(value)
    yield from source_words(value).elements()
    yield from map(address_key, (value, *value.split()))


@pytest.fixture(scope="module", params=[pytest.param(name, marks=pytest.mark.slow) for name in TREES])
def imported(
    request: pytest.FixtureRequest, shared_content: Path, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Imported]:
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        yield Imported(shared_content / request.param)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_word_of_every_document_is_kept_or_told(imported: Imported) -> None:
    assert imported.report.failures == []
    assert imported.report.documents != []
    assert imported.lost() == {}


@pytest.mark.django_db
def test_a_word_that_no_field_takes_is_found_missing(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison itself sees a loss, in the head and in the body."""
    tree.write("blog/note.md", "---\ntitle: Note\ndate: 2020-02-03\nchapo: Perdu\n---\nUn mot de trop.\n")
    monkeypatch.setattr("cms.importer.writing.Writer.add_note", lambda self, fields: None)
    monkeypatch.setattr(
        "cms.importer.values.body_blocks",
        lambda *given: [{"type": "rich_text", "value": "<p>Un mot</p>"}],
    )

    assert Imported(tree.root).lost() == {"content/blog/note.md": Words(["de", "trop", "perdu"])}


@pytest.mark.parametrize("name", BODIES)
def test_every_word_of_every_body_is_in_a_block_a_note_or_a_warning(shared_content: Path, name: str) -> None:
    lost = {}
    for path in sorted((shared_content / name).rglob("*")):
        if path.suffix not in (".md", ".txt", ".html") or not path.is_file():
            continue
        body = split(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")).body
        around = NoSite()
        words = missing(source_words(body), converted_words(body, around, KEPT_KINDS))
        if words:
            lost[path.name] = words

    assert lost == {}
