"""Compiles the catalogues of translations, and says what is wrong with them: `python -m cms.server.catalogues`.

Pure Python, because GNU gettext is not on every machine that installs a site, and no Django, because this
runs before a site can start. Compiled files are not kept in the repository.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib

PACKAGE_DIR = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"
# %(name)s, %s, {name}, {0}: what a translation must carry over unchanged.
_PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]?\d*(?:\.\d+)?[a-zA-Z]|%[sd]|\{\w*\}")


def catalogue_files(folders: Iterable[Path]) -> list[Path]:
    """Every .po file of a `locale` folder that is one of these folders or lies below it."""
    found = {
        path
        for folder in folders
        for path in folder.rglob("*.po")
        if path.parent.name == "LC_MESSAGES" and path.parent.parent.parent.name == "locale"
    }
    return sorted(found)


def our_folders() -> list[Path]:
    """Where our catalogues lie: in the package, and beside it in a checkout."""
    return [PACKAGE_DIR, PACKAGE_DIR.parent / "locale"]


def compile_catalogue(source: Path) -> bool:
    """Write the .mo file beside `source` when it is missing or older; whether it was written."""
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        return False
    polib.pofile(str(source)).save_as_mofile(str(compiled))
    return True


def problems(source: Path) -> Iterator[str]:
    """Each thing wrong with a catalogue, as `file:line: what`.

    Every language but the one of the code must be whole. A placeholder may be dropped in one plural form
    only, since a language may write "one" as a word.
    """
    language = source.parent.parent.name
    for entry in polib.pofile(str(source)):
        if entry.obsolete:
            continue
        place = f"{source}:{entry.linenum}"
        if entry.fuzzy:
            yield f"{place}: «{entry.msgid}» is marked fuzzy."
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(texts):
            if language != SOURCE_LANGUAGE:
                yield f"{place}: «{entry.msgid}» is not translated."
            continue
        last = texts[-1]
        if _placeholders(entry.msgid_plural or entry.msgid) != _placeholders(last):
            yield f"{place}: «{last}» has not the placeholders of «{entry.msgid}»."
        if entry.msgid.endswith("\n") != last.endswith("\n"):
            yield f"{place}: «{last}» and «{entry.msgid}» do not end in the same way."


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m cms.server.catalogues", description=__doc__.partition(":")[0]
    )
    parser.add_argument("folders", nargs="*", type=Path, help="where to look (default: this project)")
    parser.add_argument(
        "--check", action="store_true", help="also say what is wrong, and fail if anything is"
    )
    options = parser.parse_args(arguments)
    folders = options.folders or our_folders()
    files = catalogue_files(folders)
    written = sum(compile_catalogue(path) for path in files)
    if written:
        sys.stdout.write(f"{written} of {len(files)} catalogues compiled.\n")
    if not options.check:
        return 0
    found = [problem for path in files for problem in problems(path)]
    sys.stdout.writelines(problem + "\n" for problem in found)
    sys.stdout.write(f"{len(files)} catalogues, {len(found)} problems.\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
