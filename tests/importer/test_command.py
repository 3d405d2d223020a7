from __future__ import annotations

import io
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, ManagementUtility, call_command
from django.db import OperationalError

from cms.importer.errors import AnotherImportRuns, StorageFailed
from cms.importer.management.commands import import_content
from cms.importer.report_file import ReportFile
from cms.pages.standard.models import StandardPage
from tests.importer.test_report import Terminal

pytestmark = pytest.mark.django_db

PAGE = "---\nlayout: page\ntitle: Une page\n---\nTexte"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    stdout = io.StringIO()
    call_command("import_content", *map(str, arguments), stdout=stdout, stderr=io.StringIO())
    return stdout.getvalue()


def test_the_command_imports_and_writes_the_report(page: Path, tmp_path: Path) -> None:
    output = run(page, "--publish", "--report", tmp_path / "rapport.json")

    content = json.loads((tmp_path / "rapport.json").read_text(encoding="utf-8"))
    assert StandardPage.objects.get().live is True
    assert content["summary"] == {"standard_page": {"created": 1}}
    assert content["options"]["paths"] == [str(page)]
    assert (content["options"]["publish"], content["options"]["strict"]) == (True, False)
    assert [
        (line["path"], line["kind"], line["outcome"], line["title"], line["address"])
        for line in content["documents"]
    ] == [("page.md", "standard_page", "created", "Une page", "/une-page/")]
    assert "standard_page: " in output


def test_a_terminal_sees_tables(page: Path) -> None:
    terminal = Terminal()

    call_command("import_content", str(page), stdout=terminal)

    assert "standard_page" in terminal.getvalue()
    assert "┃" in terminal.getvalue()


def test_a_dry_run_of_the_command_writes_nothing(page: Path) -> None:
    output = run(page, "--dry-run")

    assert StandardPage.objects.count() == 0
    assert "standard_page: " in output


@pytest.mark.parametrize(
    "arguments",
    [
        ("nulle-part.md",),
        ("page.md", "--as", "chalenge"),
        ("page.md", "--date", "un jour"),
        ("page.md", "--report", "nulle/part.json"),
        ("page.md", "--report", "."),
    ],
)
def test_wrong_usage_ends_with_2(
    page: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(page.parent)

    with pytest.raises(CommandError) as error:
        run(*arguments)

    assert error.value.returncode == 2
    assert StandardPage.objects.count() == 0


def test_a_document_that_cannot_be_read_ends_with_1_and_is_named(page: Path) -> None:
    page.with_name("casse.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    stdout = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("import_content", str(page.parent), stdout=stdout)

    assert ended.value.code == 1
    assert "casse.md:3" in stdout.getvalue()
    assert StandardPage.objects.count() == 1


def ended(*arguments: object) -> tuple[int, list[str], dict[str, Any]]:
    """What the command ends with, the lines it says, and its JSON report."""
    stdout = io.StringIO()
    report = Path("rapport.json")
    code = 0
    try:
        call_command("import_content", *map(str, arguments), "--report", str(report), stdout=stdout)
    except SystemExit as exited:
        code = int(str(exited.code))
    return code, stdout.getvalue().splitlines(), json.loads(report.read_text(encoding="utf-8"))


@pytest.fixture
def here(page: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(page.parent)
    return page


def test_warnings_end_with_0_and_with_1_if_strict(here: Path) -> None:
    here.write_text(PAGE + "\n\n[](/nulle-part)", encoding="utf-8")

    assert ended(here)[0] == 0
    code, lines, content = ended(here, "--strict")
    assert code == content["exit_code"] == 1
    assert content["options"]["strict"] is True
    assert "--strict" in lines[-1]


def test_strict_without_a_warning_ends_with_0(here: Path) -> None:
    assert ended(here, "--strict")[0] == 0


@pytest.mark.parametrize("arguments", [[], ["page.md", "--publsh"], ["page.md", "--report"]])
def test_unknown_or_missing_arguments_end_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exited:
        ManagementUtility(["manage.py", "import_content", *arguments]).execute()

    assert exited.value.code == 2
    assert "manage.py import_content: error:" in capsys.readouterr().err


def test_help_lists_the_options_the_types_and_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exited:
        ManagementUtility(["manage.py", "import_content", "--help"]).execute()

    text = capsys.readouterr().out
    assert exited.value.code == 0
    for option in (
        "--dry-run",
        "--strict",
        "--force",
        "--as TYPE",
        "--date DATE",
        "--publish",
        "--report FILE",
    ):
        assert option in text
    assert "press_release" in text
    assert "  manage.py import_content ../site --dry-run --report report.json\n" in text


def interrupt_with(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Do something once the second of the documents is about to be imported."""
    run_import = import_content.run_import

    def importing(paths: list[Path], **options: Any) -> Any:
        def progress(phase: str, done: int, total: int) -> None:
            if phase == "Importing" and done == 1:
                act()

        return run_import(paths, **{**options, "progress": progress})

    monkeypatch.setattr(import_content, "run_import", importing)


def lose_the_database() -> None:
    raise OperationalError("server closed the connection\nunexpectedly")


def fill_the_disk() -> None:
    raise OSError(28, "No space left on device")


def refuse_to_store() -> None:
    raise StorageFailed("“a.png” cannot be stored: No space left on device.")


def divide_by_zero() -> None:
    raise ZeroDivisionError("division by zero")


@pytest.mark.parametrize(
    ("act", "code", "reason"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGINT), 130, "it was stopped by SIGINT"),
        (lambda: os.kill(os.getpid(), signal.SIGTERM), 143, "it was stopped by SIGTERM"),
        (lose_the_database, 1, "server closed the connection unexpectedly"),
        (fill_the_disk, 1, "[Errno 28] No space left on device"),
        (refuse_to_store, 1, "“a.png” cannot be stored: No space left on device"),
        (divide_by_zero, 1, "ZeroDivisionError: division by zero"),
    ],
)
@pytest.mark.usefixtures("signals_heeded")
def test_a_run_that_is_cut_short_still_writes_its_report(
    here: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], code: int, reason: str
) -> None:
    here.with_name("autre.md").write_text(PAGE.replace("Une page", "Une autre"), encoding="utf-8")
    interrupt_with(act, monkeypatch)

    exit_code, lines, content = ended(here.parent)

    assert (exit_code, content["exit_code"], content["interrupted"]) == (code, code, reason)
    assert [line["title"] for line in content["documents"]] == ["Une autre"]
    assert reason in lines[-1]


def test_a_second_import_at_once_says_so_and_leaves_the_report_of_the_first(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*paths: object, **options: object) -> None:
        raise AnotherImportRuns("Another import is running.")

    monkeypatch.setattr(import_content, "run_import", refused)
    report = here.with_name("rapport.json")
    report.write_text("{}", encoding="utf-8")

    with pytest.raises(CommandError, match="Another import is running") as error:
        call_command("import_content", str(here), "--report", str(report), stdout=io.StringIO())

    assert error.value.returncode == 1
    assert report.read_text(encoding="utf-8") == "{}"


def test_force_is_asked_for_and_reported(here: Path) -> None:
    assert ended(here)[2]["options"]["force"] is False
    assert ended(here, "--force")[2]["options"]["force"] is True


def test_a_report_that_cannot_be_written_after_all_is_said_after_everything_else(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: ReportFile, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ReportFile, "write", full)
    stdout = io.StringIO()
    with pytest.raises(CommandError, match="No space left on device") as error:
        call_command("import_content", str(here), "--report", "rapport.json", stdout=stdout)

    assert error.value.returncode == 1
    assert StandardPage.objects.count() == 1
    assert "standard_page: " in stdout.getvalue()
