from __future__ import annotations

import io
import json

from cms.importer.console import show
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


def test_plain_lines_where_there_is_no_terminal(settings) -> None:  # type: ignore[no-untyped-def]
    stream = io.StringIO()

    show(filled(), stream)

    lines = stream.getvalue().splitlines()
    assert lines[0] == "defis/a.md:4 date-bare_year «2022» → kept as 1 January"
    assert "defis/b.md:3 The front matter is not valid YAML." in lines[1]
    assert lines[2].startswith("challenge: ")
    assert "\x1b" not in stream.getvalue()


def test_tables_on_a_terminal() -> None:
    stream = Terminal()

    show(filled(), stream)

    assert "challenge" in stream.getvalue()
    assert "┃" in stream.getvalue()
