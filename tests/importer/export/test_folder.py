from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from wagtail.documents import get_document_model

from cms.importer.errors import WrongUsage
from cms.importer.export.folder import export_folder
from cms.importer.export.layout import MARKER, export_around, safe_file_name, safe_name, told_apart
from tests.importer.export.conftest import Site, files


@given(st.text(max_size=300))
def test_a_name_is_one_part_of_a_path_whatever_the_slug(text: str) -> None:
    for name in (safe_name(text), safe_file_name(text)):
        assert name == Path(name).name
        assert name not in ("", ".", "..")
        assert len(name.encode()) < 255 or not name.isascii()


@given(
    st.lists(
        st.tuples(st.sampled_from(["a", "A", "b", "a-x", "a-x-2", "c.png", "C.PNG"]), st.sampled_from("xyz"))
    )
)
def test_names_are_told_apart_in_any_case(names: list[tuple[str, str]]) -> None:
    found = told_apart(names)

    assert len({name.casefold() for name in found}) == len(names)


def test_names_that_nobody_else_has_stay() -> None:
    assert told_apart([("plan.pdf", "x1"), ("Plan.pdf", "x2"), ("kit.pdf", "x3")]) == [
        "plan-x1.pdf",
        "Plan-x2.pdf",
        "kit.pdf",
    ]


def test_the_folder_appears_only_when_all_is_written(tmp_path: Path) -> None:
    with export_folder(tmp_path / "export", overwrite=False) as folder:
        folder.write("pages/a.md", b"a")
        assert list(files(tmp_path / "export")) == [".eig-cms-export-new/pages/a.md"]
        folder.write(MARKER, b"m")

    assert list(files(tmp_path / "export")) == [MARKER, "pages/a.md"]


def test_a_failure_leaves_an_earlier_export_as_it_was(tmp_path: Path) -> None:
    with export_folder(tmp_path, overwrite=False) as folder:
        folder.write(MARKER, b"m")
        folder.write("pages/a.md", b"a")
    before = files(tmp_path)

    # A file that is written twice is an error of ours, and comes after the first was written.
    with pytest.raises(FileExistsError), export_folder(tmp_path, overwrite=True) as folder:  # noqa: PT012
        folder.write("pages/b.md", b"b")
        folder.write("pages/b.md", b"b")

    assert files(tmp_path) == before


def test_overwriting_leaves_what_is_not_the_exports(tmp_path: Path) -> None:
    with export_folder(tmp_path, overwrite=False) as folder:
        folder.write(MARKER, b"m")
        folder.write("pages/a.md", b"a")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref")

    with export_folder(tmp_path, overwrite=True) as folder:
        folder.write(MARKER, b"m2")
        folder.write("pages/b.md", b"b")

    assert files(tmp_path) == {".git/HEAD": b"ref", MARKER: b"m2", "pages/b.md": b"b"}


@pytest.mark.parametrize("name", ["../a.md", "/a.md", "pages/../../a.md"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError), export_folder(tmp_path / "export", overwrite=False) as folder:  # noqa: PT011
        folder.write(name, b"a")

    assert files(tmp_path) == {}


def test_a_folder_with_other_things_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("à moi")

    for overwrite in (False, True):
        with pytest.raises(WrongUsage), export_folder(tmp_path, overwrite=overwrite):
            pass

    assert files(tmp_path) == {"notes.txt": "à moi".encode()}


def test_an_earlier_export_is_overwritten_only_on_demand(site: Site) -> None:
    site.export()

    with pytest.raises(WrongUsage):
        site.export()
    site.export(overwrite=True)


def test_a_link_in_the_place_of_a_folder_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("à garder")
    target = tmp_path / "export"
    target.mkdir()
    (target / MARKER).write_text("m")
    (target / "pages").symlink_to(outside)

    with export_folder(target, overwrite=True) as folder:
        folder.write(MARKER, b"m")
        folder.write("pages/b.md", b"b")

    assert files(outside) == {"a.md": "à garder".encode()}
    assert not (target / "pages").is_symlink()


def test_an_export_is_known_from_any_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / MARKER).write_text("format: 1\n")

    assert export_around(tmp_path / "pages" / "a.md") == tmp_path
    assert export_around(tmp_path.parent) is None


@pytest.mark.django_db
def test_the_command_ends_with_2_when_the_folder_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("à moi")

    with pytest.raises(CommandError) as caught:
        call_command("export_content", str(tmp_path))

    assert caught.value.returncode == 2


@pytest.mark.django_db
def test_the_command_ends_with_1_and_names_a_file_that_storage_lost(tmp_path: Path, capsys: Any) -> None:
    document = get_document_model()(title="Kit", file=ContentFile(b"%PDF-1.4 kit", name="kit-perdu.pdf"))
    document.save()
    document.file.storage.delete(document.file.name)

    with pytest.raises(SystemExit) as caught:
        call_command("export_content", str(tmp_path / "export"))

    assert caught.value.code == 1
    assert "FAILED media/documents/kit-perdu.pdf" in capsys.readouterr().out
    assert (tmp_path / "export" / MARKER).is_file()
