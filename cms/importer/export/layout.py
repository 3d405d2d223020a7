"""Names of folders and files in an export, the same for the writer and the reader.

An export is a folder with the marker file in it. Nothing in it depends on keys of a database, on the day or on the
order in which things were made: the same content gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

MARKER = "eig-cms-export.yml"
FORMAT = 1
"""Number of the format. A reader refuses a greater one."""

PAGES = "pages"
SNIPPETS = "snippets"
SETTINGS = "settings"
MEDIA = "media"
IMAGES = "media/images"
DOCUMENTS = "media/documents"
ABOUT = "media/about"
COLLECTIONS = "collections.yml"
REDIRECTS = "redirects.csv"
PARTS = (PAGES, SNIPPETS, SETTINGS, MEDIA, COLLECTIONS, REDIRECTS, MARKER)
"""Everything an export writes into its folder; whatever else lies there is left alone."""

ENGINE = "eig-cms"
"""The key of the front matter that is the engine's. No field can have that name: it has a hyphen."""

LONGEST_NAME = 120
RESERVED_NAMES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)


def safe_name(text: str) -> str:
    """One part of a path, made of a slug or title: never empty, never `..`, never with a separator."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", plain).strip("-_")[:LONGEST_NAME].strip("-_")
    return f"{name}-" if name.lower() in RESERVED_NAMES else name or "-"


def safe_file_name(name: str) -> str:
    """The name of a stored file, kept as it is but for what no file system or folder should meet."""
    name = unicodedata.normalize("NFC", name)
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, suffix) if dot else (name, "")
    stem = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', "-", stem).strip(" .")[:LONGEST_NAME].strip(" .") or "-"
    suffix = re.sub(r"[^A-Za-z0-9]+", "", suffix)[:20]
    stem = f"{stem}-" if stem.lower() in RESERVED_NAMES else stem
    return f"{stem}.{suffix}" if suffix else stem


def told_apart(names: Iterable[tuple[str, str]]) -> list[str]:
    """File names for (name, mark) pairs: the name alone, or with its mark where several have it in any case.

    `name` may end with a suffix; the mark goes before it.
    """
    pairs = list(names)
    groups: dict[str, int] = defaultdict(int)
    for name, _mark in pairs:
        groups[name.casefold()] += 1
    found: list[str] = []
    taken: set[str] = set()
    for name, mark in pairs:
        stem, dot, suffix = name.rpartition(".")
        stem, suffix = (stem, f".{suffix}") if dot else (name, "")
        wanted = name if groups[name.casefold()] == 1 else f"{stem}-{mark}{suffix}"
        number = 2
        while wanted.casefold() in taken:
            wanted, number = f"{stem}-{mark}-{number}{suffix}", number + 1
        taken.add(wanted.casefold())
        found.append(wanted)
    return found


def about(path: str) -> str:
    """Where the export says what the library says of the file at `path`."""
    return f"{ABOUT}/{path.removeprefix(MEDIA + '/')}.yml"


def export_around(path: Path) -> Path | None:
    """The folder of the export that `path` is or lies in; None when it is no part of one."""
    for folder in (path, *path.parents):
        if (folder / MARKER).is_file():
            return folder
    return None
