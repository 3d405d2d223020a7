from __future__ import annotations

import io

from cms.importer.progress import ProgressLines, progress_on
from tests.importer.test_report import Terminal


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def told(steps: list[tuple[float, int]], total: int = 100) -> list[str]:
    """The lines of a phase that has done so many documents so many seconds after its begin."""
    stream, clock = io.StringIO(), Clock()
    tell = ProgressLines(stream, clock)
    tell("Importing", 0, total)
    for seconds, done in steps:
        clock.now = 100 + seconds
        tell("Importing", done, total)
    return stream.getvalue().splitlines()


def test_a_line_says_how_much_is_done_and_how_long_the_rest_takes() -> None:
    assert told([(20, 25)]) == ["Importing: 25 of 100 (25 %), about 60 s left"]


def test_another_tenth_gives_a_line() -> None:
    assert told([(2, 10), (4, 19), (6, 20)]) == [
        "Importing: 10 of 100 (10 %), about 18 s left",
        "Importing: 20 of 100 (20 %), about 24 s left",
    ]


def test_ten_seconds_give_a_line_however_little_is_done() -> None:
    assert told([(9, 1), (11, 1), (20, 2), (21, 2)]) == [
        "Importing: 1 of 100 (1 %), about 1089 s left",
        "Importing: 2 of 100 (2 %), about 1029 s left",
    ]


def test_a_quick_import_says_nothing() -> None:
    assert told([(0.1, 50), (0.2, 100)]) == []


def test_nothing_to_do_is_nothing_to_say() -> None:
    assert told([(20, 0)], total=0) == []


def test_a_phase_counts_anew() -> None:
    stream, clock = io.StringIO(), Clock()
    tell = ProgressLines(stream, clock)
    tell("Reading", 0, 10)
    clock.now += 5
    tell("Reading", 10, 10)
    tell("Importing", 0, 10)
    clock.now += 5
    tell("Importing", 5, 10)

    assert stream.getvalue().splitlines() == [
        "Reading: 10 of 10 (100 %), about 0 s left",
        "Importing: 5 of 10 (50 %), about 5 s left",
    ]


def test_a_terminal_sees_a_bar_that_goes_away() -> None:
    terminal = Terminal()

    with progress_on(terminal) as tell:
        tell("Importing", 0, 4)
        tell("Importing", 3, 4)

    assert "Importing" in terminal.getvalue()
    assert "3/4" in terminal.getvalue()
    assert terminal.getvalue().rstrip().endswith("\x1b[2K")
