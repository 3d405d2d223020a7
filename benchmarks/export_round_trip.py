"""The round trip of an export: `python -m benchmarks.export_round_trip [CONTENT] --report FILE`.

Makes two sites of their own in a temporary folder. The first imports CONTENT, or takes the sample content, and is
exported; the second imports that export. Everything both show to the public (each page in HTML, each object of each
list of the API), and what both export, must be the same. Fails when anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CAPTURE = "from benchmarks.export_round_trip import write_published; write_published()"
LONGEST_DIFFERENCE = 12


class Failed(Exception):
    """A command of the round trip did not end well."""


@dataclass
class Result:
    """What was compared, and what differs."""

    source: str
    addresses: int = 0
    pages: int = 0
    files: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    published: list[str] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    repeated: str = ""

    @property
    def is_same(self) -> bool:
        return not self.published and not self.exported


def round_trip(folder: Path, content: Path | None) -> Result:
    result = Result(content.name if content else "the sample content")
    first, second = folder / "first", folder / "second"
    for site in (first, second):
        manage(site, "migrate", "-v0")
        manage(site, "setup_site", "-v0")
    # One secret for both, as when a site moves: addresses of files are made with it.
    (second / "secret_key").write_bytes((first / "secret_key").read_bytes())
    if content:
        timed(result, "import of the content", first, "import_content", str(content), "--publish", "-v0")
    else:
        manage(first, "load_sample_content", "-v0")
    timed(result, "export", first, "export_content", str(folder / "export"), "-v0")
    arguments = ("import_content", str(folder / "export"), "--publish", "-v0")
    timed(result, "import of the export", second, *arguments)
    said = timed(result, "second import of the export", second, *arguments)
    result.repeated = said.strip().splitlines()[-1]
    timed(result, "export of the second site", second, "export_content", str(folder / "again"), "-v0")
    compare_folders(result, folder / "export", folder / "again")
    compare_sites(result, published(first), published(second))
    return result


def timed(result: Result, name: str, site: Path, *arguments: str) -> str:
    start = time.monotonic()
    said = manage(site, *arguments)
    result.seconds[name] = time.monotonic() - start
    return said


def manage(site: Path, *arguments: str) -> str:
    return run(site, [sys.executable, "manage.py", *arguments])


def run(site: Path, command: list[str]) -> str:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(site)),
        "CMS_VAR_DIR": str(site),
        "DJANGO_SETTINGS_MODULE": "cms.settings.base",
    }
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"`{' '.join(command[1:])}` failed: {(done.stderr + done.stdout).strip()[-1000:]}")
    return done.stdout


def published(site: Path) -> dict[str, str]:
    run(site, [sys.executable, "-c", CAPTURE])
    found: dict[str, str] = json.loads((site / "published.json").read_text(encoding="utf-8"))
    return found


def write_published() -> None:
    """In a process of the site's own: write what it publishes into its folder."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import override_settings

    from benchmarks.published_site import published_site

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        texts = published_site()
    path = Path(settings.VAR_DIR, "published.json")
    path.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


def compare_sites(result: Result, first: dict[str, str], second: dict[str, str]) -> None:
    result.addresses = len(first)
    result.pages = sum(text.startswith("200") for text in first.values())
    for address in sorted({*first, *second}):
        before, after = first.get(address, ""), second.get(address, "")
        if before != after:
            result.published.append(difference(address, before, after))


def compare_folders(result: Result, first: Path, second: Path) -> None:
    trees = [{str(p.relative_to(top)): p for p in top.rglob("*") if p.is_file()} for top in (first, second)]
    result.files = len(trees[0])
    for name in sorted({*trees[0], *trees[1]}):
        before, after = (tree[name].read_bytes() if name in tree else b"" for tree in trees)
        if before != after:
            result.exported.append(
                difference(name, before.decode(errors="replace"), after.decode(errors="replace"))
            )


def difference(name: str, before: str, after: str) -> str:
    lines = unified_diff(before.split("\n"), after.split("\n"), "first", "second", lineterm="", n=0)
    return "\n".join([name, *list(lines)[:LONGEST_DIFFERENCE]])


def report(result: Result) -> str:
    """The result as a page of the documentation."""
    rows = "\n".join(f"| {name} | {seconds:.0f} |" for name, seconds in result.seconds.items())
    verdict = "**The same, all of it.**" if result.is_same else "**Something differs.**"
    differences = "\n".join(f"\n```diff\n{text}\n```" for text in [*result.published, *result.exported])
    return f"""# Round trip of an export

Written by `make verify-import` on {datetime.now(UTC):%-d %B %Y}, Python {platform.python_version()}, {os.cpu_count()} processors, SQLite.

Source: {result.source}. {verdict}

| compared | number | different |
|---|---|---|
| addresses of pages and objects of the API | {result.addresses} | {len(result.published)} |
| of these, pages in HTML | {result.pages} | |
| files of the export | {result.files} | {len(result.exported)} |

| step | seconds |
|---|---|
{rows}

The second import of the same export: {result.repeated}
{differences}"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare a site with what its export makes of an empty one.")
    parser.add_argument("content", type=Path, nargs="?", help="a site tree; without it the sample content")
    parser.add_argument("--report", type=Path, help="where to write the result")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="eig-cms-round-trip-") as folder:
        try:
            result = round_trip(Path(folder), options.content)
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
    text = report(result)
    if options.report:
        options.report.write_text(text, encoding="utf-8")
    print(text)
    return 0 if result.is_same else 1


if __name__ == "__main__":
    sys.exit(main())
