"""The importer under documents of any sort: `python -m benchmarks.import_fuzz --minutes 60 --report FILE`.

Makes documents of random front matter, Markdown, HTML and shortcodes, mutates their bytes, reads, converts and imports
them, and tells each promise that was broken with the smallest document that breaks it. Fails when there is one. The
tests do the same for a few seconds (`tests/importer/test_fuzz.py`).
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
SECONDS_OF_A_TURN = 20
LONGEST_SHOWN = 600
MARK = "<!-- found -->"


@dataclass
class Result:
    """What was tried and what was found, by promise."""

    seconds: float = 0.0
    examples: Counter[str] = field(default_factory=Counter)
    found: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Promise:
    """Something that must hold for each example of a strategy."""

    name: str
    strategy: Any
    check: Callable[[Any], None]
    is_slow: bool = False
    """One example takes a second: the first that breaks it is shown as it is, not made smaller."""


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument(
        "--report", type=Path, help="write the result as Markdown; what stands below its mark stays"
    )
    options = parser.parse_args()
    prepare()
    with tempfile.TemporaryDirectory(prefix="eig-cms-fuzz-") as folder:
        result = run(promises(Path(folder)), options.minutes * 60)
    text = page(result)
    print(text)
    if options.report:
        written = options.report.read_text(encoding="utf-8") if options.report.exists() else ""
        _before, mark, below = written.partition(MARK)
        options.report.write_text(text + (f"\n{mark}{below}" if mark else ""), encoding="utf-8")
    return 1 if result.found else 0


def prepare() -> None:
    """An empty site in memory, its pages made."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import translation

    translation.activate("fr")
    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0, stdout=io.StringIO())
    translation.activate("en")


def promises(folder: Path) -> list[Promise]:
    from tests.importer import fuzzing

    return [
        Promise("no word of a structured body is lost", fuzzing.bodies, lambda text: fuzzing.check_body(text, words=True)),
        Promise("broken markup becomes valid, safe blocks", fuzzing.broken, lambda text: fuzzing.check_body(text, words=False)),
        Promise("a document in YAML, TOML or JSON is read or refused", fuzzing.documents, fuzzing.check_document),
        Promise("wrong bytes are read or refused", fuzzing.mutated(), lambda data: fuzzing.check_bytes(data, folder)),
        Promise("a site of them is imported or refused", fuzzing.sites, lambda documents: fuzzing.check_import(documents, folder / "site"), is_slow=True),
    ]  # fmt: skip


def run(wanted: list[Promise], seconds: float) -> Result:
    """Try the promises in turn until the time is up; one that is broken is told and tried no more."""
    result = Result()
    began = time.monotonic()
    while (left := seconds - (time.monotonic() - began)) > 0:
        open_ones = [promise for promise in wanted if promise.name not in result.found]
        if not open_ones:
            break
        for promise in open_ones:
            turn(promise, min(SECONDS_OF_A_TURN, left / len(open_ones)), result)
    result.seconds = time.monotonic() - began
    return result


def turn(promise: Promise, seconds: float, result: Result) -> None:
    from hypothesis import HealthCheck, Phase, given, settings

    ends = time.monotonic() + seconds

    phases = [Phase.generate] if promise.is_slow else [Phase.generate, Phase.shrink]
    number = 10 if promise.is_slow else 100

    @settings(
        max_examples=number,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=phases,
    )
    @given(promise.strategy)
    def holds(example: Any) -> None:
        result.examples[promise.name] += 1
        promise.check(example)

    while time.monotonic() < ends and promise.name not in result.found:
        try:
            holds()
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            result.found[promise.name] = f"{type(error).__name__}: {error}"


def page(result: Result) -> str:
    """The result as the page of the documentation."""
    today = datetime.now(UTC).date().isoformat()
    rows = "".join(
        f"| {name} | {count} | {'**broken**' if name in result.found else 'held'} |\n"
        for name, count in result.examples.items()
    )
    shown = {
        name: " ".join(re.sub(r"`", "'", text).split())[:LONGEST_SHOWN] for name, text in result.found.items()
    }
    found = "".join(f"- {name}: `{text}`\n" for name, text in shown.items())
    return (
        "# The importer under documents of any sort\n\n"
        "Written by `make verify-import-fuzz`: random front matter, Markdown, HTML and shortcodes, with bytes mutated, "
        "read, converted and imported.\n\n"
        f"Last run: {today}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{result.seconds / 60:.0f} minutes, {sum(result.examples.values())} examples.\n\n"
        f"**Promises broken: {len(result.found)}**\n\n"
        "| promise | examples | |\n|---|---|---|\n"
        f"{rows}{chr(10) if found else ''}{found}"
    )


if __name__ == "__main__":
    sys.exit(main())
