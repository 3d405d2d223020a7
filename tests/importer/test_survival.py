"""What cuts an import off, and what the next run makes of it."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import DataError, InterfaceError, OperationalError, transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from benchmarks.import_state import out_of_order
from cms.importer.errors import StorageFailed
from cms.importer.lost import ends_the_run
from cms.importer.models import ImportedFile, ImportRecord
from cms.importer.objects import SnippetImporter
from cms.importer.run import run_import
from cms.importer.writing import Writer
from cms.pages.challenges.importer import ChallengeImporter
from cms.pages.challenges.models import ChallengePage
from cms.pages.standard.models import StandardPage
from cms.snippets.people.importer import PersonImporter
from cms.snippets.people.models import Person
from tests.importer.small_site import CHALLENGE, imported
from tests.importer.trees import Tree

ROOT = Path(__file__).parents[2]
in_a_transaction = pytest.mark.django_db


def assert_in_order() -> None:
    libraries = {"image": get_image_model(), "document": get_document_model()}
    found = out_of_order(libraries)
    assert found.pop("tree") == [[], [], [], [], []]
    assert {name: value for name, value in found.items() if value} == {}


# A bad document


@in_a_transaction
@pytest.mark.parametrize("place", ["claims", "load", "read"])
def test_a_document_no_reader_can_bear_stops_no_other(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    real = getattr(ChallengeImporter, place)

    def fails(self: Any, document: Any, *more: Any) -> Any:
        if document.stem == "label":
            raise ValueError("le fil est coupé")
        return real(self, document, *more)

    monkeypatch.setattr(ChallengeImporter, place, fails)
    small_site.write("defis/autre.md", CHALLENGE.replace("LABEL", "AUTRE"))

    report = run_import([small_site.root], publish=True)

    assert [(failure.path, "le fil est coupé" in failure.reason) for failure in report.failures] == [
        ("content/defis/label.md", True)
    ]
    assert [page.title for page in ChallengePage.objects.live()] == ["AUTRE"]
    assert Person.objects.get().live is True


def raising(kind: str, error: Exception) -> Callable[..., None]:
    """`Writer.save`, but for objects of one kind."""
    real = Writer.save

    def save(self: Any, *arguments: Any) -> None:
        if self.kind == kind:
            raise error
        real(self, *arguments)

    return save


@in_a_transaction
def test_a_value_the_database_refuses_stops_no_other_document(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Writer, "save", raising("challenge", DataError("value too long")))

    report = run_import([small_site.root], publish=True)

    assert [failure.path for failure in report.failures] == ["content/defis/label.md"]
    assert Person.objects.get().live is True


@in_a_transaction
def test_what_a_reader_does_for_all_documents_may_fail_alone(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Any) -> None:
        raise ValueError("le fil est coupé")

    monkeypatch.setattr(ChallengeImporter, "finish", fails)

    report = run_import([small_site.root], publish=True)

    assert [failure.path for failure in report.failures] == ["challenge"]
    assert ChallengePage.objects.get().live is True


# The database


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("SQLITE_FULL", True),
        ("SQLITE_BUSY", True),
        ("SQLITE_IOERR_WRITE", True),
        ("SQLITE_READONLY", True),
        ("SQLITE_ERROR", False),
        ("SQLITE_TOOBIG", False),
    ],
)
def test_sqlite_ends_a_run_when_its_file_is_the_matter(name: str, ends: bool) -> None:
    error = OperationalError("database or disk is full")
    error.__cause__ = type("Cause", (Exception,), {"sqlite_errorname": name})()

    assert ends_the_run(error) is ends


@pytest.mark.parametrize(
    ("state", "ends"), [(None, True), ("57P01", True), ("53100", True), ("40P01", False), ("54000", False)]
)
def test_postgresql_ends_a_run_when_the_server_is_the_matter(state: str | None, ends: bool) -> None:
    error = OperationalError("the connection is closed")
    error.__cause__ = type("Cause", (Exception,), {"sqlstate": state})()

    assert ends_the_run(error) is ends


def test_what_concerns_one_statement_ends_no_run() -> None:
    assert (ends_the_run(InterfaceError()), ends_the_run(DataError())) == (True, False)


@in_a_transaction
def test_a_lost_database_ends_the_command_in_a_sentence_and_the_next_run_goes_on(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(Writer, "save", raising("person", OperationalError("the connection is closed")))
        with pytest.raises(SystemExit) as ended:
            call_command("import_content", str(small_site.root), publish=True, verbosity=0)
    said = capsys.readouterr()

    assert ended.value.code == 1
    assert "The import did not come to its end: the connection is closed." in said.out
    assert "Traceback" not in said.out + said.err
    assert Person.objects.get().live is False
    assert imported(small_site, publish=True).outcomes["person"] == {"created": 1}
    assert Person.objects.get().live is True


# The disk


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> FileSystemStorage:
    """Files in a folder of the test's own: other tests leave theirs."""
    options = {"location": str(tmp_path / "media"), "base_url": None}
    own = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": own}
    return FileSystemStorage(**options)


@in_a_transaction
def test_a_full_disk_ends_the_run_and_leaves_no_file_for_long(
    small_site: Tree, media: FileSystemStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FileSystemStorage._save
    written: list[str] = []

    def fills_up(self: Any, name: str, content: Any) -> str:
        written.append(name)
        if len(written) == 1:
            return str(real(self, name, content))
        Path(self.path(name)).write_bytes(b"\x89PN")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(FileSystemStorage, "_save", fills_up)
        # The transaction of the test is broken by then, and with it what would free the lock on PostgreSQL.
        patched.setattr("cms.importer.run.only_import", nullcontext)
        with pytest.raises(StorageFailed, match="No space left on device"):
            run_import([small_site.root], publish=True)
    # Saving failed between two statements; outside a test there is no transaction around it.
    transaction.set_rollback(False)
    assert [media.exists(name) for name in written] == [True, True]
    assert ImportedFile.objects.filter(object_id=None).count() == 1

    imported(small_site, publish=True)

    assert ChallengePage.objects.get().image.title == "label"
    assert Person.objects.get().photo.title == "ada"
    assert_in_order()


@in_a_transaction
@pytest.mark.parametrize("moment", ["before its row", "after its row"])
def test_a_picture_that_was_cut_off_is_there_once(
    small_site: Tree, media: FileSystemStorage, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    model = get_image_model()
    real = model.save_base

    def cut(self: Any, *arguments: Any, **options: Any) -> None:
        if moment == "after its row":
            real(self, *arguments, **options)
        else:
            self._meta.get_field("file").pre_save(self, True)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(model, "save_base", cut)
        with pytest.raises(KeyboardInterrupt):
            run_import([small_site.root], publish=True)
    assert len(media.listdir("original_images")[1]) == 1

    imported(small_site, publish=True)

    assert sorted(model.objects.values_list("title", flat=True)) == ["ada", "label"]
    assert_in_order()


# A run that is cut off


@in_a_transaction
def test_drafts_of_a_run_that_was_cut_off_are_completed_as_new(
    small_site: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(self: Any, *arguments: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "write", cut)
        with pytest.raises(KeyboardInterrupt):
            run_import([small_site.root], publish=True)
    drafts = set(Page.objects.values_list("pk", flat=True))
    assert Person.objects.filter(live=True).count() == ChallengePage.objects.live().count() == 0

    report = imported(small_site, publish=True)

    assert report.outcomes["challenge"] == report.outcomes["person"] == {"created": 1}
    assert set(Page.objects.values_list("pk", flat=True)) == drafts


@in_a_transaction
def test_the_order_of_pages_outlives_a_cut(small_site: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, order in (("a", 3), ("b", 1), ("c", 2)):
        small_site.write(f"{name}.md", f"---\ntitle: Page {name}\norder: {order}\n---\nTexte\n")

    def cut(self: Any, document: Any, obj: Any) -> Any:
        if document.stem == "ada-roux":
            raise KeyboardInterrupt
        return SnippetImporter.relate(self, document, obj)

    with monkeypatch.context() as patched:
        patched.setattr(PersonImporter, "relate", cut)
        with pytest.raises(KeyboardInterrupt):
            run_import([small_site.root], publish=True)

    imported(small_site, publish=True)

    pages = StandardPage.objects.exclude(source_order=None).order_by("path")
    assert [page.title for page in pages] == ["Page b", "Page c", "Page a"]


@in_a_transaction
def test_a_document_is_written_whole_or_not_at_all(small_site: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(self: Any, *arguments: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "remember", cut)
        with pytest.raises(KeyboardInterrupt):
            run_import([small_site.root], publish=True)

    assert ImportRecord.objects.count() == 0
    assert [page.title for page in StandardPage.objects.live()] == []
    assert imported(small_site, publish=True).outcomes["challenge"] == {"created": 1}


@pytest.mark.slow
@pytest.mark.sqlite
def test_an_import_killed_again_and_again_ends_as_an_undisturbed_one(
    small_site: Tree, tmp_path: Path
) -> None:
    for number in range(12):
        small_site.write(
            f"defis/defi-{number}.md",
            CHALLENGE.replace("LABEL", f"Défi {number}").replace("label.png", f"{number}.png"),
        )
        small_site.picture(f"{number}.png", "navy", (number + 1, 3))
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "CMS_VAR_DIR")
    }
    target = tmp_path / "result.json"

    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "benchmarks.import_survival",
            str(small_site.root),
            "--at-most",
            "8",
            "--json",
            str(target),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert ended.returncode == 0, ended.stdout + ended.stderr
    result = json.loads(target.read_text(encoding="utf-8"))
    assert (result["differences"], result["written_again"]) == ([], [])
    assert len(result["kills"]) > 0
    assert result["objects"] > 25
