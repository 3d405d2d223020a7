from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.import_speed import Imported, Readings, Result, page
from benchmarks.invented_site import InventedSite, Size

SMALL = Size(challenges=3, people=5, posts=2, pictures=7)


def files(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_invented_site_is_the_same_each_time_and_as_large_as_asked(tmp_path: Path) -> None:
    for name in ("one", "two"):
        InventedSite(tmp_path / name, SMALL).write()

    one = files(tmp_path / "one")
    assert files(tmp_path / "two") == one
    for folder, count in (
        ("content/defis/", 3),
        ("content/personnes/", 5),
        ("content/blog/", 2),
        ("static/", 7),
    ):
        assert sum(name.startswith(folder) for name in one) == count
    assert len({content for name, content in one.items() if name.startswith("static/")}) == 7


def test_the_size_grows_in_all_its_parts() -> None:
    assert SMALL.times(10) == Size(challenges=30, people=50, posts=20, pictures=70)


@pytest.fixture
def result() -> Result:
    first = Imported(seconds=90, processor=60, megabytes=300, documents=600)
    return Result(
        first=first,
        second=replace(first, seconds=9, processor=6),
        times=10,
        large=replace(first, seconds=990, processor=660, megabytes=900, documents=6000),
        served=replace(first, seconds=120),
        before=Readings(durations=[0.1, 0.2, 0.3]),
        meanwhile=Readings(durations=[0.2, 0.4, 0.9]),
        locked=0,
        load=1.5,
    )


def test_page_holds_what_was_promised_and_measured(result: Result) -> None:
    lines = page(result, SMALL).splitlines()

    assert result.holds
    assert [line for line in lines if line.endswith((" yes |", " **no** |"))] == [
        "| first run, by the clock | 90 s | 180 s | 0.50 | yes |",
        "| first run, at work on one core | 60 s | 180 s | 0.33 | yes |",
        "| memory of the first run | 300 MB | 600 MB | 0.50 | yes |",
        "| unchanged second run by the first, by the clock | 0.1 | 0.1 | 1.00 | yes |",
        "| unchanged second run by the first, at work | 0.1 | 0.1 | 1.00 | yes |",
        "| 10 times the site by the site, at work per document | 1.1 | 1.25 | 0.88 | yes |",
        "| “database is locked” or a failed page while it is read | 0 | 0 | 0.00 | yes |",
    ]
    assert "| 10 times the site, first run | 6000 | 11.00 | 11.00 | 3.00 |" in lines
    assert "| while the import runs | 3 | 0 | 400 | 900 | 900 |" in lines
    assert "The median is 2.0 times what it was before." in lines


def test_a_promise_that_is_not_kept_is_said(result: Result) -> None:
    slow = replace(result, second=replace(result.second, processor=12), locked=2)

    assert not slow.holds
    text = page(slow, SMALL)
    assert "| unchanged second run by the first, at work | 0.2 | 0.1 | 2.00 | **no** |" in text
    assert "| “database is locked” or a failed page while it is read | 2 | 0 | 2.00 | **no** |" in text
