from collections import Counter

from benchmarks.sqlite_under_load import Result, report


def test_report_tells_what_was_counted():
    result = Result(seconds=10, editors=4, readers=2, processes=3, revisions=3, locked=1)
    result.tasks = Counter(SUCCESSFUL=12, FAILED=1)
    for status, seconds in [(302, 0.2), (302, 0.4), (500, 0.3)]:
        result.note("write", status, seconds)
    result.note("read", 200, 0.05)
    lines = report(result).splitlines()
    assert result.failed == 1
    assert "**“database is locked”: 1**" in lines
    assert [line for line in lines if line.startswith("| page ")] == [
        "| page published through the administration | 3 | 1 | 0.3 | 300 | 400 |",
        "| page or API list read | 1 | 0 | 0.1 | 50 | 50 |",
    ]
    assert "Revisions stored: 3. Background tasks: 1 failed, 12 successful." in lines
