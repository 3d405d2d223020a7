"""An import that is killed again and again: `python -m benchmarks.import_survival PATH --report FILE`.

Imports a site twice into SQLite databases of their own: once undisturbed, once with `kill -9` at a random moment of
each run until one comes to its end. Both must leave the same pages, bodies, relations, files and numbers of revisions,
nothing half there, and a further run must find nothing to write. Fails, with the differences, when they do not.

Each run is the command `import_content` in a process of its own, forked from one that has loaded the code already.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
SHORTEST = 0.05


class Failed(Exception):
    """A run did not end as it should."""


@dataclass
class Result:
    undisturbed: float = 0.0
    unchanged: float = 0.0
    kills: list[float] = field(default_factory=list)
    seconds: float = 0.0
    objects: int = 0
    images: int = 0
    differences: list[str] = field(default_factory=list)
    written_again: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.differences and not self.written_again


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path, help="the site to import")
    parser.add_argument("--seed", type=int, default=4, help="of the moments at which it is killed")
    parser.add_argument("--at-most", type=int, default=60, help="kills before a run is left alone")
    parser.add_argument("--report", type=Path, help="a Markdown file for the result")
    parser.add_argument("--json", type=Path, help="a file for the result as JSON")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="eig-survival-") as folder:
        result = survive(arguments.path.resolve(), Path(folder), arguments.seed, arguments.at_most)
    text = as_markdown(result, arguments)
    print(text)
    if arguments.report:
        arguments.report.write_text(text, encoding="utf-8")
    if arguments.json:
        arguments.json.write_text(json.dumps(asdict(result)), encoding="utf-8")
    return 0 if result.is_good else 1


def survive(path: Path, folder: Path, seed: int, at_most: int) -> Result:
    """Import `path` undisturbed and killed, in one data folder after the other."""
    prepare(folder)
    result = Result()
    begin(folder)
    result.undisturbed = timed(path)
    expected = in_child(described)
    result.objects = len(expected["objects"])
    result.images = len(expected["libraries"]["image"])
    result.unchanged = timed(path)

    begin(folder)
    started = time.monotonic()
    moments = random.Random(seed)  # noqa: S311  nothing secret
    while len(result.kills) < at_most:
        # Longer than an unchanged run, now and then: only then something is left to be done by the next.
        delay = moments.uniform(SHORTEST, 1.5 * result.unchanged + SHORTEST)
        if not killed(path, delay):
            break
        result.kills.append(delay)
    else:
        timed(path)
    result.seconds = time.monotonic() - started
    result.differences = differences(expected, in_child(described))
    result.written_again = in_child(lambda: writes_of(path))
    return result


# Databases


def prepare(folder: Path) -> None:
    """Load the code with settings of this folder's own, and keep a database that is migrated and empty."""
    from tests.services.migrated import copy_migrated

    for name in list(os.environ):
        if name.startswith(("CMS_", "MEDIA_S3_", "DATABASE_URL", "CACHE_URL", "SEARCH_URL")):
            del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="cms.settings.base", CMS_VAR_DIR=str(folder / "var"), CMS_LOG_LEVEL="ERROR"
    )
    (folder / "var").mkdir()
    copy_migrated(folder / "empty.sqlite3")
    import django

    django.setup()
    # Each run is killed at its own work, not while it still reads the code.
    import_module("cms.importer.management.commands.import_content")


def begin(folder: Path) -> None:
    """An empty site."""
    var = folder / "var"
    for path in var.iterdir():
        if path.name.startswith("db.sqlite3"):
            path.unlink()
    shutil.rmtree(var / "media", ignore_errors=True)
    shutil.copy(folder / "empty.sqlite3", var / "db.sqlite3")


# Processes


def in_child(act: Callable[[], Any]) -> Any:
    """The result of a function in a process of its own: this one never opens the database."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            with os.fdopen(writing, "w") as pipe:
                json.dump(act(), pipe)
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    if not text:
        raise Failed("A process ended without a result.")
    return json.loads(text)


def start(path: Path) -> int:
    """`manage.py import_content PATH --publish` in a process of its own."""
    child = os.fork()
    if child:
        return child
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["manage.py", "import_content", str(path), "--publish", "--verbosity", "0"])
        os._exit(0)
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def timed(path: Path) -> float:
    started = time.monotonic()
    _child, status = os.waitpid(start(path), 0)
    if status != 0:
        raise Failed(f"An undisturbed import ended with {status}.")
    return time.monotonic() - started


def killed(path: Path, delay: float) -> bool:
    """Kill a run after `delay` seconds; False when it came to its end before."""
    child = start(path)
    deadline = time.monotonic() + delay
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            if status != 0:
                raise Failed(f"A run after a kill ended with {status}.")
            return False
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def described() -> dict[str, Any]:
    from benchmarks.import_state import state

    return state()


def writes_of(path: Path) -> list[str]:
    """Statements that write, in one more run: there must be none."""
    from django.db import connection

    from cms.importer.run import run_import

    written: list[str] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(sql[:200])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        run_import([path], publish=True)
    return written


# Comparing


def differences(expected: Any, found: Any, where: str = "") -> list[str]:
    """Where two descriptions differ, each place with both values."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            line
            for key in sorted({*expected, *found})
            for line in differences(expected.get(key), found.get(key), f"{where}/{key}")
        ]
    # What a description holds was JSON in both.
    return [] if expected == found else [f"{where}: {expected!r:.300} became {found!r:.300}"]


def as_markdown(result: Result, arguments: argparse.Namespace) -> str:
    lines = [
        "# An import that is killed",
        "",
        "`make verify-import` imports a site once undisturbed, and once with `kill -9` at a random moment of each run until "
        "one comes to its end, and compares what both left behind.",
        "",
        "| | |",
        "|---|---|",
        f"| objects and pictures compared | {result.objects} and {result.images} |",
        f"| the undisturbed run | {result.undisturbed:.1f} s |",
        f"| an unchanged second run | {result.unchanged:.1f} s, {result.unchanged / result.undisturbed:.0%} of it |",
        f"| kills until the end | {len(result.kills)}, after {min(result.kills, default=0):.1f} to "
        f"{max(result.kills, default=0):.1f} s |",
        f"| all runs of the disturbed import | {result.seconds:.1f} s |",
        f"| differences | {len(result.differences)} |",
        f"| statements that write in one more run | {len(result.written_again)} |",
        "",
        "**Nothing differs.**" if result.is_good else "**They differ:**",
        *[f"- {line}" for line in [*result.differences[:50], *result.written_again[:10]]],
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
