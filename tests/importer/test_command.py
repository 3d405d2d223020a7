from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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
    assert content["options"] == {"paths": [str(page)], "publish": True, "as": "", "date": ""}
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
