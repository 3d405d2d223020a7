"""ZIP archives: read as the tree they hold, and harmless whatever they hold."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from cms.importer import archive
from cms.importer.archive import unpacked
from cms.importer.models import ImportRecord
from cms.importer.report import Report
from cms.importer.run import run_import
from cms.snippets.topics.models import Theme
from tests.importer.trees import Tree


def packed(path: Path, **files: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return path


def names_in(path: Path, report: Report) -> list[str]:
    with unpacked([path], report) as (folder,):
        return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def refused(report: Report) -> list[tuple[str, str, str]]:
    return [(warned.path, warned.kind, warned.value) for warned in report.warnings]


def failed(path: Path) -> str:
    report = Report()
    with unpacked([path], report) as paths:
        assert paths == []
    (failure,) = report.failures
    assert failure.path == path.name
    return failure.reason


@pytest.mark.django_db
@pytest.mark.parametrize("folder", ["", "un-site/"])
def test_an_archive_of_a_tree_is_the_same_source_as_the_tree(tree: Tree, tmp_path: Path, folder: str) -> None:
    tree.write("themes/forêt.md", "---\ntitle: Forêt\n---\n")
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as made:
        for file in tree.root.rglob("*"):
            made.write(file, f"{folder}{file.relative_to(tree.root)}")

    first = run_import([path])
    again = run_import([tree.root])

    assert first.failures + again.failures == []
    assert [record.source_path for record in ImportRecord.objects.all()] == ["content/themes/forêt.md"]
    assert Theme.objects.get(locale__language_code="fr").title == "Forêt"
    assert (first.outcomes["theme"]["created"], again.outcomes["theme"]["unchanged"]) == (1, 1)


def test_the_folder_is_gone_after_the_run(tmp_path: Path) -> None:
    with unpacked([packed(tmp_path / "a.zip", **{"page.md": "Bonjour"})], Report()) as (folder,):
        assert (folder / "page.md").read_text(encoding="utf-8") == "Bonjour"

    assert not folder.exists()


def test_other_paths_stay_as_they_are(tmp_path: Path) -> None:
    with unpacked([tmp_path, tmp_path / "absent.zip"], Report()) as paths:
        assert paths == [tmp_path, tmp_path / "absent.zip"]


@pytest.mark.parametrize(
    "name", ["../dehors.md", "/dehors.md", "a/../../dehors.md", "..\\dehors.md", "C:\\dehors.md"]
)
def test_an_entry_that_leads_out_is_left_out_with_a_warning(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("page.md", "Bonjour")
        entry = zipfile.ZipInfo("x")
        entry.filename = name  # given to ZipInfo, it would be cleaned
        made.writestr(entry, "dehors")
    report = Report()

    assert names_in(path, report) == ["page.md"]
    assert refused(report) == [("a.zip", "archive-entry-refused", name)]
    assert list(tmp_path.parent.rglob("dehors.md")) == []


def test_a_link_is_left_out_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("page.md", "Bonjour")
        link = zipfile.ZipInfo("mots-de-passe.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
    report = Report()

    assert names_in(path, report) == ["page.md"]
    assert refused(report) == [("a.zip", "archive-entry-refused", "mots-de-passe.md")]


def test_what_a_mac_adds_is_left_out_in_silence(tmp_path: Path) -> None:
    report = Report()
    path = packed(tmp_path / "a.zip", **{"page.md": "x", "__MACOSX/._page.md": "x", "textes/.DS_Store": "x"})

    assert names_in(path, report) == ["page.md"]
    assert report.warnings == []


def test_an_archive_that_unfolds_too_much_is_refused_by_the_name_of_the_entry(tmp_path: Path) -> None:
    path = packed(tmp_path / "bombe.zip", **{"page.md": "x", "zeros.md": bytes(3 * 1024 * 1024)})

    assert "zeros.md" in failed(path)


def test_an_archive_is_refused_when_its_total_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 10)

    assert "b.md" in failed(packed(tmp_path / "a.zip", **{"a.md": "12345678", "b.md": "12345678"}))


def test_an_archive_is_refused_when_it_holds_too_many_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_FILES", 2)

    assert "c.md" in failed(packed(tmp_path / "a.zip", **{"a.md": "x", "b.md": "x", "c.md": "x"}))


@pytest.mark.parametrize("content", [b"", b"pas une archive", b"PK\x03\x04 tronquee"])
def test_what_is_no_archive_is_named_and_does_not_stop_the_others(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    report = Report()

    with unpacked([path, tmp_path], report) as paths:
        assert paths == [tmp_path]
    assert [failure.path for failure in report.failures] == ["a.zip"]
