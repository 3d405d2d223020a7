"""SQLite under load: `python -m benchmarks.sqlite_under_load --seconds 60 --report FILE`.

Prepares a site of its own in a temporary folder, serves it as `make run` does (several web processes, task
worker, scheduler), lets editors publish pages through the administration while visitors read, and counts the
answers that failed and each "database is locked" that any process wrote to its log. Fails when there is one.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import requests
from bs4 import BeautifulSoup

PROJECT = Path(__file__).resolve().parent.parent
PASSWORD = "une phrase assez longue"  # noqa: S105  of an administrator that lives a minute
LOCKED = re.compile(r"database( table)? is locked")
READ_PATHS = ["/", "/defis/", "/en/", "/api/v2/pages/?limit=20&fields=*", "/api/v2/pages/?locale=en"]


class Failed(Exception):
    """The load test itself could not run."""


@dataclass
class Site:
    """A running site and where it writes."""

    address: str
    folder: Path
    log: Path


@dataclass
class Result:
    seconds: float = 0.0
    editors: int = 0
    readers: int = 0
    processes: int = 0
    durations: dict[str, list[float]] = field(default_factory=lambda: {"write": [], "read": []})
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    tasks: Counter[str] = field(default_factory=Counter)
    revisions: int = 0
    locked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def failed(self) -> int:
        """Answers that were neither right nor a redirect."""
        return sum(count for (_, status), count in self.statuses.items() if status == 0 or status >= 400)

    def note(self, kind: str, status: int, duration: float) -> None:
        with self.lock:
            self.statuses[kind, status] += 1
            self.durations[kind].append(duration)


def variables(folder: Path, port: int, processes: int) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(folder)),
        "CMS_VAR_DIR": str(folder),
        "PORT": str(port),
        "WEB_CONCURRENCY": str(processes),
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }


def prepare(folder: Path) -> None:
    """Make an empty site: database, static files, index pages and an administrator."""
    environment = variables(folder, 8000, 1)
    for command in (
        ["migrate", "-v0"],
        ["collectstatic", "--noinput", "-v0"],
        ["setup_site"],
        ["create_first_admin"],
    ):
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Failed(f"`manage.py {command[0]}` failed: {done.stderr.strip()[-1000:]}")


@contextmanager
def serve(folder: Path, port: int, processes: int) -> Iterator[Site]:
    """Serve the site as `make run` does, until the block ends."""
    site = Site(f"http://127.0.0.1:{port}", folder, folder / "server.log")
    with site.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=PROJECT,
            env=variables(folder, port, processes),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(60)


def _wait(site: Site, process: subprocess.Popen[bytes]) -> None:
    for _attempt in range(240):
        if process.poll() is not None:
            break
        try:
            if requests.get(f"{site.address}/healthz/ready", timeout=5).ok:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.25)
    raise Failed(f"The site did not start: {site.log.read_text()[-1000:]}")


class Editor:
    """Somebody signed in to the administration who publishes one page again and again."""

    def __init__(self, site: Site, page: int) -> None:
        self._session = requests.Session()
        self._edit = f"{site.address}/admin/pages/{page}/edit/"
        self._times = 0
        sign_in = f"{site.address}/admin/login/"
        form = self._session.get(sign_in, timeout=30)
        answer = self._session.post(
            sign_in,
            data={**_fields(form.text, "form"), "username": "admin", "password": PASSWORD, "next": "/admin/"},
            headers={"Referer": sign_in},
            timeout=30,
        )
        if answer.status_code != 200 or "/login/" in answer.url:
            raise Failed(f"Signing in failed with {answer.status_code}.")
        page_form = self._session.get(self._edit, timeout=30)
        self._data = {
            **_fields(page_form.text, "form#page-edit-form"),
            "body-count": "0",
            "action-publish": "1",
        }

    def publish(self) -> tuple[int, float]:
        """Publish the page with a new title; the status of the answer (400 when the form is refused) and seconds."""
        self._times += 1
        self._data["title"] = f"Défi n° {self._times}"
        before = time.perf_counter()
        try:
            answer = self._session.post(
                self._edit,
                data=self._data,
                headers={"Referer": self._edit},
                timeout=60,
                allow_redirects=False,
            )
        except requests.RequestException:
            return 0, time.perf_counter() - before
        # The editor answers 200 with its form when something in it is refused.
        status = 400 if answer.status_code == 200 else answer.status_code
        return status, time.perf_counter() - before


def _fields(html: str, selector: str) -> dict[str, str]:
    form = BeautifulSoup(html, "html.parser").select_one(selector)
    if form is None:
        raise Failed(f"The page has no {selector}.")
    found: dict[str, str] = {}
    for field_ in form.select("input[name], textarea[name], select[name]"):
        name = str(field_["name"])
        if field_.name == "select":
            chosen = field_.select_one("option[selected]")
            found[name] = str(chosen.get("value", "")) if chosen else ""
        elif field_.name == "textarea":
            found[name] = field_.get_text()
        elif field_.get("type") not in ("checkbox", "radio", "submit", "file") or field_.has_attr("checked"):
            found[name] = str(field_.get("value", ""))
    return found


def load(site: Site, seconds: float, editors: int, readers: int) -> Result:
    """Publish and read for so long; what was answered, how fast, and what the database holds afterwards."""
    result = Result(seconds=seconds, editors=editors, readers=readers)
    listed = requests.get(
        f"{site.address}/api/v2/pages/?locale=fr&order=id&limit={editors}", timeout=30
    ).json()
    desks = [Editor(site, item["id"]) for item in listed["items"]]
    if len(desks) < editors:
        raise Failed(f"There are {len(desks)} pages for {editors} editors.")
    before = _revisions(site)
    end = time.monotonic() + seconds

    def write(desk: Editor) -> None:
        while time.monotonic() < end:
            result.note("write", *desk.publish())

    def read(first: int) -> None:
        session, turn = requests.Session(), first
        while time.monotonic() < end:
            turn += 1
            started = time.perf_counter()
            try:
                status = session.get(
                    site.address + READ_PATHS[turn % len(READ_PATHS)], timeout=60
                ).status_code
            except requests.RequestException:
                status = 0
            result.note("read", status, time.perf_counter() - started)

    threads = [threading.Thread(target=write, args=[desk]) for desk in desks]
    threads += [threading.Thread(target=read, args=[number]) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.tasks = _wait_for_tasks(site)
    result.revisions = _revisions(site) - before
    result.locked = len(LOCKED.findall(site.log.read_text()))
    return result


def _query(site: Site, sql: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(site.folder / "db.sqlite3", timeout=20)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def _revisions(site: Site) -> int:
    return int(str(_query(site, "SELECT count(*) FROM wagtailcore_revision")[0][0]))


def _wait_for_tasks(site: Site) -> Counter[str]:
    """Tasks by state, once the worker has caught up or a minute has passed."""
    for _attempt in range(240):
        states = Counter(
            {
                str(name): int(str(count))
                for name, count in _query(
                    site, "SELECT status, count(*) FROM django_tasks_database_dbtaskresult GROUP BY status"
                )
            }
        )
        if not states["READY"] and not states["RUNNING"]:
            break
        time.sleep(0.25)
    return states


def run(seconds: float, editors: int, readers: int, processes: int, port: int) -> Result:
    """Prepare a site, serve it, load it."""
    with tempfile.TemporaryDirectory(prefix="eig-cms-load-") as name:
        folder = Path(name)
        prepare(folder)
        with serve(folder, port, processes) as site:
            result = load(site, seconds, editors, readers)
        result.processes = processes
        return result


def report(result: Result) -> str:
    """The result as the reference page shows it."""
    rows = []
    for kind, what in (
        ("write", "page published through the administration"),
        ("read", "page or API list read"),
    ):
        durations = sorted(result.durations[kind])
        tail = durations[int(len(durations) * 0.95)] if durations else 0.0
        failed = sum(
            count
            for (of, status), count in result.statuses.items()
            if of == kind and (status == 0 or status >= 400)
        )
        rows.append(
            f"| {what} | {len(durations)} | {failed} | {len(durations) / result.seconds:.1f} "
            f"| {statistics.median(durations or [0.0]) * 1000:.0f} | {tail * 1000:.0f} |"
        )
    tasks = ", ".join(f"{count} {state.lower()}" for state, count in sorted(result.tasks.items())) or "none"
    lines = [
        "# SQLite under load",
        "",
        "Written by `make verify-sqlite`: a site served as `make run` serves it, while editors publish pages "
        "through the administration and visitors read.",
        "",
        f"Last run: {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {result.seconds:.0f} s, {result.processes} web processes, task worker and "
        f"scheduler, {result.editors} editors, {result.readers} readers.",
        "",
        f"**“database is locked”: {result.locked}**",
        "",
        "| what | how many | failed | per second | median ms | 95th percentile ms |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
        f"Revisions stored: {result.revisions}. Background tasks: {tasks}.",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sqlite_under_load")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--editors", type=int, default=4)
    parser.add_argument("--readers", type=int, default=4)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--port", type=int, default=8399)
    parser.add_argument("--report", type=Path)
    options = parser.parse_args()
    try:
        result = run(options.seconds, options.editors, options.readers, options.processes, options.port)
    except Failed as error:
        sys.stderr.write(f"{error}\n")
        return 2
    text = report(result)
    sys.stdout.write(text)
    if options.report:
        options.report.write_text(text)
    return 1 if result.locked or result.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
