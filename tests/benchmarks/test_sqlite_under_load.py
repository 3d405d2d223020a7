import pytest

from benchmarks.sqlite_under_load import report, run
from tests.conftest import free_port


# Preparing a site takes most of the time, and much of it on a busy machine.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def result():
    return run(seconds=5, editors=2, readers=2, processes=3, port=free_port())


def test_sqlite_is_never_locked_when_several_processes_write_and_read(result):
    assert result.locked == 0
    assert result.failed == 0
    assert len(result.durations["read"]) > 0
    assert result.revisions == len(result.durations["write"]) > 0


def test_worker_does_what_publishing_asked_for(result):
    assert list(result.tasks) == ["SUCCESSFUL"]


def test_report_tells_what_was_counted(result):
    lines = report(result).splitlines()
    assert "**“database is locked”: 0**" in lines
    assert next(line for line in lines if line.startswith("| page published")).split(" | ")[1:3] == [
        str(len(result.durations["write"])),
        "0",
    ]
