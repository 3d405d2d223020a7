from __future__ import annotations

import io
import json

from cms.importer.console import show
from cms.importer.documents import LineOf
from cms.importer.report import Outcome, Report


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def filled() -> Report:
    report = Report()
    report.count("challenge", Outcome.CREATED, 2)
    report.count("challenge", Outcome.UNCHANGED)
    report.warn("defis/a.md", 4, "date-bare_year", "2022", "kept as 1 January")
    report.warn("defis/a.md", 4, "date-bare_year", "2022", "kept as 1 January")
    report.fail("defis/b.md", 3, "The front matter is not valid YAML.")
    return report


def test_a_warning_reads_path_line_kind_value_and_action() -> None:
    assert str(filled().warnings[0]) == "defis/a.md:4 date-bare_year «2022» → kept as 1 January"


def test_a_long_value_is_shortened_where_it_is_shown_and_whole_in_json() -> None:
    report = Report()
    report.warn("a.md", 1, "kind", "é" * 300, "action")

    assert str(report.warnings[0]) == f"a.md:1 kind «{'é' * 119}…» → action"
    assert json.loads(report.as_json())["warnings"][0]["value"] == "é" * 300


def test_a_warning_given_twice_counts_once() -> None:
    assert filled().warnings_by_kind() == {"date-bare_year": 1}


def test_warnings_alone_end_with_0_and_failures_with_1() -> None:
    report = Report()
    report.warn("a.md", 1, "kind", "value", "action")

    assert report.exit_code == 0
    assert filled().exit_code == 1


def test_json_holds_summary_warnings_and_failures() -> None:
    content = json.loads(filled().as_json())

    assert content["schema"] == 1
    assert content["exit_code"] == 1
    assert content["summary"] == {"challenge": {"created": 2, "unchanged": 1}, "other_file": {"failed": 1}}
    assert content["warnings_by_kind"] == {"date-bare_year": 1}
    assert content["failures"] == [
        {"path": "defis/b.md", "line": 3, "reason": "The front matter is not valid YAML."}
    ]


def shown(report: Report) -> list[str]:
    stream = io.StringIO()
    show(report, stream)
    return stream.getvalue().splitlines()


def test_plain_lines_where_there_is_no_terminal() -> None:
    assert shown(filled()) == [
        "defis/a.md:4 date-bare_year «2022» → kept as 1 January",
        "FAILED defis/b.md:3 The front matter is not valid YAML.",
        "challenge: created 2, unchanged 1",
        "other_file: failed 1",
        "warnings date-bare_year: 1 — A year alone was taken for 1 January. Write the day, if it matters.",
        "2 objects created or updated, 1 unchanged, 1 warnings, 1 failures.",
    ]


def test_lines_stand_by_document_and_line_whatever_came_first() -> None:
    report = Report()
    for path, line in (("b.md", 2), ("a.md", 10), ("b.md", 1), ("a.md", 9)):
        report.warn(path, line, "link-empty", "", "dropped")
        report.conflict(path, line, "title", "", "", "kept")
        report.fail(path, line, "Illisible.")

    order = [("a.md", 9), ("a.md", 10), ("b.md", 1), ("b.md", 2)]
    content = json.loads(report.as_json())
    for key in ("warnings", "conflicts", "failures"):
        assert [(each["path"], each["line"]) for each in content[key]] == order
    assert [line.split()[0] for line in shown(report)[:4]] == [f"{path}:{line}" for path, line in order]


def test_however_many_warnings_there_are_each_is_shown_and_the_summary_comes_last() -> None:
    report = Report()
    for line in range(1, 5001):
        report.warn("a.md", line, "link-empty", "", "dropped")

    lines = shown(report)

    assert len(lines) == 5002
    assert lines[4999].startswith("a.md:5000 ")
    assert lines[5000].startswith("warnings link-empty: 5000 — ")


def test_a_conflict_shows_both_texts() -> None:
    report = Report()
    report.conflict("defis/a.md", 3, "summary", "Un texte", "Un autre\x1b", "left as written here")

    assert shown(report)[:3] == [
        "CONFLICT defis/a.md:3 summary → left as written here",
        "  document: «Un texte»",
        r"  here: «Un autre\x1b»",
    ]
    assert json.loads(report.as_json())["conflicts"] == [
        {
            "path": "defis/a.md",
            "line": 3,
            "field": "summary",
            "source": "Un texte",
            "here": "Un autre\x1b",
            "action": "left as written here",
        }
    ]


def test_strict_ends_with_1_on_a_warning_and_says_so_last() -> None:
    report = Report(strict=True)
    assert report.exit_code == 0

    report.warn("a.md", 1, "kind", "value", "action")

    assert report.exit_code == 1
    assert shown(report)[-1].endswith(
        "1 warnings, 0 failures. It ends with 1, since `--strict` lets no warning pass."
    )


def test_a_run_that_was_cut_short_says_why_last() -> None:
    report = filled()
    report.interrupt("it was stopped by SIGTERM", 143)

    assert report.exit_code == 143
    assert shown(report)[-1].endswith(
        "The import did not come to its end: it was stopped by SIGTERM. The next run goes on."
    )
    assert json.loads(report.as_json())["interrupted"] == "it was stopped by SIGTERM"


def test_names_are_no_commands_to_the_terminal() -> None:
    report = Report()
    report.warn("a.md", 1, "unresolved-reference:[red]défis[/red].\x1b[2J:smile:", "x", "y")
    terminal = Terminal()

    show(report, terminal)

    assert "[red]" in terminal.getvalue()
    assert "\x1b[2J" not in terminal.getvalue()


def test_a_terminal_of_another_encoding_gets_codes() -> None:
    report = Report()
    report.warn("a.md", 1, "link-empty", "été", "dropped")
    data = io.BytesIO()
    stream = io.TextIOWrapper(data, encoding="ascii")

    show(report, stream)
    stream.flush()

    assert data.getvalue().startswith(rb"a.md:1 link-empty \xab\xe9t\xe9\xbb \u2192 dropped")


def test_tables_on_a_terminal() -> None:
    stream = Terminal()

    show(filled(), stream)

    assert "challenge" in stream.getvalue()
    assert "┃" in stream.getvalue()


def test_a_line_of_a_file_of_data_is_a_number_in_json() -> None:
    report = Report()
    line = LineOf(12, "_data/defis.yml")
    report.warn("_data/defis.yml", line, "data-differs", "x", "y")
    report.fail("_data/defis.yml", line, "Illisible.")
    report.conflict("_data/defis.yml", line, "title", "a", "b", "c")

    content = json.loads(report.as_json())
    assert [content[key][0]["line"] for key in ("warnings", "failures", "conflicts")] == [12, 12, 12]
