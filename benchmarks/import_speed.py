"""How fast the importer is: `python -m benchmarks.import_speed --report FILE`.

Imports an invented site as large as the programme's (131 challenges, 431 people, 61 posts, 609 pictures of 16 MB)
into a SQLite site of its own, twice; then ten times that site; then the first one again while a server serves what
is there and a visitor reads. Says whether the promises hold, as ratios, and ends with 1 where one does not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import requests

from benchmarks.invented_site import InventedSite, Size
from benchmarks.sqlite_under_load import LOCKED, PROJECT, READ_PATHS, Failed, Site, prepare, serve, variables

PICTURE = 29
"""Kilobytes of a picture of the invented site."""
LONGEST, LARGEST, SECOND_RUN, GROWTH = 180, 600, 0.1, 1.25
"""Promised: seconds and megabytes of a first run, a second run as a part of it, and time per document with size."""


@dataclass(frozen=True)
class Imported:
    """One run of the command, measured from outside."""

    seconds: float
    processor: float
    megabytes: float
    documents: int


@dataclass
class Readings:
    """What a visitor waited for."""

    durations: list[float] = field(default_factory=list)
    failed: int = 0

    def milliseconds(self, part: float) -> float:
        ordered = sorted(self.durations) or [0.0]
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)] * 1000


@dataclass
class Result:
    first: Imported
    second: Imported
    times: int
    large: Imported
    served: Imported
    before: Readings
    meanwhile: Readings
    locked: int
    load: float
    """How many other processes wanted the processor when it began."""

    @property
    def second_run(self) -> float:
        return self.second.seconds / self.first.seconds

    @property
    def second_at_work(self) -> float:
        """As a part of the first run in processor time: what else the machine does changes that the least."""
        return self.second.processor / self.first.processor

    @property
    def growth(self) -> float:
        """Processor time per document of the large site over that of the small one: 1 is linear."""
        return (self.large.processor / self.large.documents) / (self.first.processor / self.first.documents)

    @property
    def promises(self) -> list[tuple[str, float, float, str]]:
        """What is promised: the words, what was measured, the most it may be, and the unit."""
        return [
            ("first run, by the clock", self.first.seconds, LONGEST, " s"),
            ("first run, at work on one core", self.first.processor, LONGEST, " s"),
            ("memory of the first run", self.first.megabytes, LARGEST, " MB"),
            ("unchanged second run by the first, by the clock", self.second_run, SECOND_RUN, ""),
            ("unchanged second run by the first, at work", self.second_at_work, SECOND_RUN, ""),
            (f"{self.times} times the site by the site, at work per document", self.growth, GROWTH, ""),
            (
                "“database is locked” or a failed page while it is read",
                self.locked + self.meanwhile.failed,
                0,
                "",
            ),
        ]

    @property
    def holds(self) -> bool:
        return all(measured <= most for _words, measured, most, _unit in self.promises)


def imported(folder: Path, site: Path) -> Imported:
    """Import the site into the data folder; what it cost, by the clock and by the kernel's account of the process."""
    report = folder / "import.json"
    with (folder / "import.log").open("w") as log:
        begin = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "manage.py", "import_content", str(site), "--publish", "--report", str(report)],
            cwd=PROJECT,
            env=variables(folder, 8000, 1),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"The import failed: {(folder / 'import.log').read_text()[-1000:]}")
    processor = usage.ru_utime + usage.ru_stime
    megabytes = usage.ru_maxrss / 1024
    documents = len(json.loads(report.read_text(encoding="utf-8"))["documents"])
    sys.stderr.write(
        f"{documents} documents: {seconds:.1f} s, {processor:.1f} s at work, {megabytes:.0f} MB\n"
    )
    return Imported(seconds, processor, megabytes, documents)


@contextmanager
def visitor(site: Site, readings: Readings) -> Iterator[None]:
    """Somebody who reads one page after the other, with a breath between, until the block ends."""
    is_over = threading.Event()

    def read() -> None:
        session, turn = requests.Session(), 0
        while not is_over.wait(0.1):
            turn += 1
            begin = time.monotonic()
            try:
                status = session.get(
                    site.address + READ_PATHS[turn % len(READ_PATHS)], timeout=60
                ).status_code
            except requests.RequestException:
                status = 0
            readings.durations.append(time.monotonic() - begin)
            readings.failed += status != 200

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def run(folder: Path, size: Size, times: int, port: int, idle: float) -> Result:
    """Make the sites and import them, each into a data folder of its own."""
    sites = {name: folder / name for name in ("site", "large")}
    InventedSite(sites["site"], size).write()
    InventedSite(sites["large"], size.times(times)).write()
    data = {name: folder / f"data-{name}" for name in ("site", "large", "served")}
    (folder / "empty").mkdir()
    prepare(folder / "empty")
    for path in data.values():
        shutil.copytree(folder / "empty", path)
    load = os.getloadavg()[0]
    first = imported(data["site"], sites["site"])
    second = imported(data["site"], sites["site"])
    before, meanwhile = Readings(), Readings()
    with serve(data["served"], port, 2) as site:
        with visitor(site, before):
            time.sleep(idle)
        with visitor(site, meanwhile):
            served = imported(data["served"], sites["site"])
        locked = len(LOCKED.findall(site.log.read_text()))
    large = imported(data["large"], sites["large"])
    return Result(first, second, times, large, served, before, meanwhile, locked, load)


def page(result: Result, size: Size) -> str:
    """The result as the reference page shows it."""
    rows = [
        f"| {words} | {measured:.3g}{unit} | {most:g}{unit} | {measured / most if most else measured:.2f} "
        f"| {'yes' if measured <= most else '**no**'} |"
        for words, measured, most, unit in result.promises
    ]
    runs = [
        f"| {words} | {run.documents} | {run.seconds / result.first.seconds:.2f} "
        f"| {run.processor / result.first.processor:.2f} | {run.megabytes / result.first.megabytes:.2f} |"
        for words, run in (
            ("first run", result.first),
            ("second run, nothing changed", result.second),
            (f"{result.times} times the site, first run", result.large),
            ("first run, while the site is served and read", result.served),
        )
    ]
    readings = [
        f"| {words} | {len(each.durations)} | {each.failed} | {each.milliseconds(0.5):.0f} "
        f"| {each.milliseconds(0.95):.0f} | {max(each.durations, default=0.0) * 1000:.0f} |"
        for words, each in (("before", result.before), ("while the import runs", result.meanwhile))
    ]
    ratio = result.meanwhile.milliseconds(0.5) / max(result.before.milliseconds(0.5), 1)
    lines = [
        "# The speed of the import",
        "",
        "Written by `make verify-import`: an invented Hugo site as large as the programme's "
        f"({size.challenges} challenges, {size.people} people, {size.posts} posts, {size.pictures} pictures of "
        f"{size.pictures * PICTURE / 1000:.0f} MB) is imported with `--publish` into an empty site on SQLite, again unchanged, and while the site is "
        f"served and read; then {result.times} times that site.",
        "",
        f"Last run: {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}. The first run took {result.first.seconds:.0f} s, "
        f"{result.first.processor:.0f} s of it at work on one core, and {result.first.megabytes:.0f} MB. "
        f"Other work kept {result.load:.1f} processes waiting or running when it began: what the clock "
        "says holds for an idle machine only as an upper limit; what a run was at work holds for any.",
        "",
        "| promised | measured | at most | ratio | holds |",
        "|---|---:|---:|---:|---|",
        *rows,
        "",
        "Beside the first run, which is 1:",
        "",
        "| run | documents | time | processor | memory |",
        "|---|---:|---:|---:|---:|",
        *runs,
        "",
        "A visitor of two web processes on the same cores, with the task worker and the scheduler beside them:",
        "",
        "| pages read | how many | failed | median ms | 95th percentile ms | longest ms |",
        "|---|---:|---:|---:|---:|---:|",
        *readings,
        "",
        f"The median is {ratio:.1f} times what it was before.",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.import_speed")
    parser.add_argument("--times", type=int, default=10, help="how many times the site is the large one")
    parser.add_argument("--part", type=float, default=1.0, help="part of the site's size, to try this out")
    parser.add_argument("--idle", type=float, default=20.0, help="seconds a visitor reads before the import")
    parser.add_argument("--port", type=int, default=8398)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    whole = Size()
    size = Size(*(max(1, round(number * options.part)) for number in vars(whole).values()))
    try:
        with tempfile.TemporaryDirectory(prefix="eig-cms-import-") as name:
            result = run(Path(name), size, options.times, options.port, options.idle)
    except Failed as error:
        sys.stderr.write(f"{error}\n")
        return 2
    text = page(result, size)
    sys.stdout.write(text)
    if options.report:
        options.report.write_text(text, encoding="utf-8")
    return 0 if result.holds else 1


if __name__ == "__main__":
    raise SystemExit(main())
