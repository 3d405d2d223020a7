from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from cms.importer.errors import WrongUsage
from cms.importer.report_file import ReportFile


def test_a_report_takes_the_place_of_the_last_one_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rapport.json"
    path.write_text("ancien", encoding="utf-8")
    file = ReportFile(path)
    seen: list[str] = []
    replace = Path.replace

    def looking(self: Path, target: Path) -> Path:
        seen.append(path.read_text(encoding="utf-8"))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", looking)
    file.write("été")

    assert seen == ["ancien"]
    assert path.read_text(encoding="utf-8") == "été"
    assert list(tmp_path.iterdir()) == [path]


def test_the_last_report_stays_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rapport.json"
    path.write_text("ancien", encoding="utf-8")
    file = ReportFile(path)

    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        file.write("nouveau")

    assert path.read_text(encoding="utf-8") == "ancien"
    assert list(tmp_path.iterdir()) == [path]


def test_trying_the_place_leaves_nothing_there(tmp_path: Path) -> None:
    ReportFile(tmp_path / "rapport.json")

    assert list(tmp_path.iterdir()) == []


def test_a_report_has_the_rights_any_new_file_has(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        ReportFile(tmp_path / "rapport.json").write("{}")
    finally:
        os.umask(mask)

    assert stat.S_IMODE((tmp_path / "rapport.json").stat().st_mode) == 0o640


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "lien.json").symlink_to(tmp_path / "rapport.json")
    ReportFile(tmp_path / "lien.json").write("{}")

    assert (tmp_path / "lien.json").is_symlink()
    assert (tmp_path / "rapport.json").read_text(encoding="utf-8") == "{}"


def test_what_is_no_file_is_written_to_and_stays_what_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "tuyau"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        ReportFile(pipe).write("été")
        assert os.read(reader, 100).decode() == "été"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_name_that_is_no_text_is_written_as_json_writes_it(tmp_path: Path) -> None:
    ReportFile(tmp_path / "rapport.json").write('"\udce9"')

    assert (tmp_path / "rapport.json").read_bytes() == rb'"\udce9"'


@pytest.mark.parametrize("path", [".", "nulle/part.json", "fichier/rapport.json"])
def test_a_place_that_takes_no_report_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (tmp_path / "fichier").touch()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(WrongUsage):
        ReportFile(Path(path))


def test_a_folder_that_may_not_be_written_to_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    # The tests may run as root, whom no mode of a folder stops.
    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(WrongUsage, match="Permission denied"):
        ReportFile(tmp_path / "rapport.json")


def test_a_file_that_may_not_be_written_to_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rapport.json"
    path.touch(mode=0o400)
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(WrongUsage, match="Permission denied"):
        ReportFile(path)
