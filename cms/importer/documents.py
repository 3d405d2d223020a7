"""Documents: files read into front matter and body, each value with the line it stands on."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from django.utils.translation import gettext as _

from cms.importer.dates import ReadDate, date_in_file_name, read_date
from cms.importer.errors import UnreadableDocument
from cms.importer.front_matter import FrontMatter, KeyPath
from cms.importer.names import tidy, trimmed
from cms.importer.report import Report
from cms.importer.trees import FileIndex, SiteTree, composed, content_languages

LARGEST = 5 * 1024 * 1024
NAMES = ("title", "nom", "name")
"""Keys that name what a document, an entry of data or an item of a list is about."""
LANGUAGE_KEYS = ("lang", "locale", "language")


class LineOf(int):
    """A line of another file than the document's own, such as `_data/defis.yml`: warnings name that file."""

    path: str

    def __new__(cls, line: int, path: str) -> Self:
        made = super().__new__(cls, line)
        made.path = path
        return made

    def __add__(self, other: int) -> LineOf:
        return LineOf(int(self) + other, self.path)

    __radd__ = __add__

    def __getnewargs__(self) -> tuple[int, str]:  # type: ignore[override]
        return int(self), self.path


@dataclass(frozen=True)
class Value:
    """A scalar of the front matter as text, untrimmed, with its line."""

    text: str
    line: int


@dataclass
class Document:
    """One document. Reading a key through `text`, `items`… marks it as used; `unused()` tells the rest."""

    path: Path
    source_path: str
    shown_path: str
    tree: SiteTree | None
    head: FrontMatter
    body: str
    body_line: int
    has_front_matter: bool = True
    used: set[str] = field(default_factory=set, repr=False)
    taken: set[KeyPath] = field(default_factory=set, repr=False)
    """Scalars that were read as text."""
    misread: set[KeyPath] = field(default_factory=set, repr=False)
    """Values of which only those scalars count as used that were read: lists and mappings that have a reader of their
    own, and whatever is of another type than its reader asked for."""
    entry: str = ""
    """What part of its file it is: an entry of data, an item of a list; empty for a whole file."""
    rank: int = 0
    """Which of the given paths it came from: the first one's word counts where two tell of one object."""

    @property
    def collection(self) -> str:
        """First folder inside the site's content (`defis`), empty at its root and for single documents."""
        if self.entry and self.path.parent.name == "_data":
            return self.path.stem
        return self.tree.collection(self.source_path) if self.tree is not None else ""

    @property
    def is_index(self) -> bool:
        """Whether this is Hugo's page of a folder itself."""
        return self.path.stem == "_index"

    @property
    def is_draft(self) -> bool:
        """Whether the source kept it to itself: by front matter, folder or name."""
        if self.tree is not None and not self.entry and self.tree.is_draft(self.source_path):
            return True
        return self.flag("draft") is True or self.setting("published") is False

    @property
    def stem(self) -> str:
        """File name without suffix, language and Jekyll's date, composed."""
        if self.entry:
            return self.entry
        name, mark, language = date_in_file_name(composed(self.path.stem))[1].rpartition(".")
        return name if mark and language in content_languages() else f"{name}{mark}{language}"

    @property
    def file_date(self) -> ReadDate | None:
        return None if self.entry else date_in_file_name(composed(self.path.stem))[0]

    @property
    def named(self) -> str:
        """What the document is called: its `title`, or `nom` as people's documents have it; untrimmed."""
        return next((str(value) for key in NAMES if (value := self.peek(key))), "")

    @property
    def language(self) -> str:
        """The content language it is written in: as it says, else its folder's, else the source language."""
        known = content_languages()
        for key in LANGUAGE_KEYS:
            written = self.setting(key)
            if (
                isinstance(written, str)
                and (code := written.replace("_", "-").split("-")[0].lower()) in known
            ):
                return code
        if self.tree is not None and (folder := self.tree.language_folder(self.source_path)) in known:
            return folder
        suffix = composed(self.path.stem).rpartition(".")[2]
        return suffix if suffix in known and "." in self.path.stem else known[0]

    @property
    def address(self) -> str:
        """Path of the document on the site it comes from; empty when only its file name is known."""
        url = self.peek("url")
        if isinstance(url, str) and url.startswith("/"):
            return url.rstrip("/") + "/"
        return self.tree.address(self) if self.tree is not None else ""

    def setting(self, key: str) -> Any:
        """A value of the front matter, or what its site says for documents without one."""
        value = self.peek(key)
        return self.tree.default(self.source_path, key) if value is None and self.tree is not None else value

    def part(self, path: KeyPath, name: str, source_path: str = "") -> Document:
        """A document of its own made of the mapping at `path`, which this one has no more to say about."""
        return Document(
            path=self.path,
            source_path=source_path or f"{self.source_path}#{name}",
            shown_path=self.shown_path,
            tree=self.tree,
            head=self.head.parts(len(path))[path],
            body="",
            body_line=self.line(*path),
            entry=name,
            rank=self.rank,
        )

    def take_in(self, data: Document, report: Report) -> None:
        """Read an entry of data as if it stood in the front matter, which itself counts where both say something."""
        for key, value in data.head.values.items():
            line = LineOf(data.line(key), data.shown_path)
            if tidy(str(self.peek(key) or "")):
                if listed(self.peek(key)) != listed(value) and value not in (None, "", [], {}):
                    action = _("left out; its document says otherwise, and counts")
                    report.warn(data.shown_path, line, "data-differs", f"{key}: {value}", action)
                continue
            self.head.values[key] = value
            for path, raw in data.head.raws.items():
                if path[0] == key:
                    self.head.raws[path] = raw
            for path, at in data.head.lines.items():
                if path[0] == key:
                    self.head.lines[path] = LineOf(at, data.shown_path)

    @cached_property
    def files(self) -> FileIndex:
        """Files that its images and links may name: the site's, or those in its own folder."""
        if self.tree is not None:
            return self.tree.files
        return _files_beside(self.path.parent)

    def line(self, *path: str | int) -> int:
        """Line of a key or list item; of the nearest key above it when it has none of its own; else the first."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.head.lines:
                return self.head.lines[path[:length]]
        return self.body_line if self.entry else 1

    def peek(self, *path: str | int) -> Any:
        """The value at a path without marking it as used; None when there is none."""
        value: Any = self.head.values
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                return None
        return value

    def get(self, *path: str | int) -> Any:
        """The value at a path as YAML gave it."""
        if path:
            self.used.add(str(path[0]))
        return self.peek(*path)

    def raw(self, *path: str | int) -> str:
        """A scalar as it was written: `2022` and `on` stay what they look like. Empty for null and for lists."""
        value = self.get(*path)
        if value is None:
            return ""
        if isinstance(value, dict | list):
            self.misread.add(path)
            return ""
        self.taken.add(path)
        return value if isinstance(value, str) else self.head.raws.get(path, str(value))

    def text(self, *path: str | int) -> str:
        """One line of text: composed letters, single blanks, clean ends; no-break spaces inside stay."""
        text = trimmed(self.raw(*path))
        return " ".join(part for part in text.replace("\t", " ").replace("\n", " ").split(" ") if part)

    def long_text(self, *path: str | int) -> str:
        """Text whose line breaks mean something, such as Markdown in the front matter."""
        return trimmed(self.raw(*path))

    def items(self, *path: str | int) -> list[Value]:
        """The scalars of a list, mappings by their name (a lone scalar is a list of one); empty ones are left out."""
        value = self.get(*path)
        if value is None:
            return []
        if not isinstance(value, list):
            alone = Value(self.name_at(*path), self.line(*path))
            return [alone] if tidy(alone.text) else []
        found = [Value(self.name_at(*path, n), self.line(*path, n)) for n in range(len(value))]
        return [item for item in found if tidy(item.text)]

    def name_at(self, *path: str | int) -> str:
        """A scalar as written; of a mapping, what it is called."""
        if not isinstance(self.peek(*path), dict):
            return self.raw(*path)
        self.misread.add(path)
        return next((name for key in NAMES if (name := self.raw(*path, key))), "")

    def inside(self, *path: str | int) -> dict[str, Any] | list[Any] | None:
        """The mapping or list at a path, whose parts are read one by one: what nobody reads of it is unused."""
        value = self.get(*path)
        self.misread.add(path)
        return value if isinstance(value, dict | list) else None

    def flag(self, *path: str | int) -> bool | None:
        """A boolean; None when absent or something else."""
        value = self.get(*path)
        if not isinstance(value, bool | None):
            self.misread.add(path)
        return value if isinstance(value, bool) else None

    def number(self, *path: str | int) -> int | None:
        """A whole number; None when absent or something else."""
        value = self.get(*path)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self.misread.add(path)
        return None

    def date(self, *path: str | int) -> ReadDate | None:
        """A date; None when absent, empty, or no date at all (compare with `raw`)."""
        value = self.get(*path)
        raw = self.head.raws.get(path, "")
        if isinstance(value, dict | list):
            self.misread.add(path)
        if isinstance(value, dt.datetime) and value.tzinfo is not None:
            # PyYAML before 6.0.1 turned offsets into UTC, which may be another day: the text decides.
            return read_date(raw) or read_date(value)
        return read_date(value)

    def use(self, *keys: str) -> None:
        """Mark keys as dealt with that lead to no field: they steer the old site, as `layout` does."""
        self.used.update(keys)

    def unused(self) -> Iterator[tuple[KeyPath, str]]:
        """Path and text of each scalar, not empty, below a key nobody has read, or read as what it is not."""
        for path, raw in self.head.raws.items():
            if self.peek(*path) is None or not tidy(raw) or path in self.taken:
                continue
            is_misread = any(path[:length] in self.misread for length in range(1, len(path) + 1))
            if is_misread or str(path[0]) not in self.used:
                yield path, raw


def listed(value: Any) -> list[Any]:
    """A value to compare: a lone one is a list of one, a mapping is what it is called."""
    if isinstance(value, dict):
        return [next((str(value[key]) for key in NAMES if value.get(key)), value)]
    return [item for each in value for item in listed(each)] if isinstance(value, list) else [value]


_BESIDE: dict[Path, FileIndex] = {}


def forget_folders() -> None:
    """Look at the folders of single documents anew: each run does."""
    _BESIDE.clear()


def _files_beside(folder: Path) -> FileIndex:
    if folder not in _BESIDE:
        _BESIDE[folder] = FileIndex([folder])
    return _BESIDE[folder]


def warn_of_repeats(head: FrontMatter, shown_path: str, report: Report) -> None:
    for repeat in head.repeated:
        action = _("the last value counts; the first is on line %d") % repeat.first_line
        value = f"{repeat.key}: {repeat.lost}" if repeat.lost else repeat.key
        report.warn(shown_path, repeat.line, "duplicate-yaml-key", value, action)


def read_text(path: Path) -> str:
    """The text of a file, UTF-8, line ends as LF. Raises `UnreadableDocument` for anything else."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableDocument(_("The file is larger than %d MB.") % (LARGEST // 1024 // 1024))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(_("The file cannot be opened: %s.") % error.strerror) from error
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        raise UnreadableDocument(_("The file is UTF-16 or UTF-32: save it as UTF-8."))
    if b"\0" in data:
        raise UnreadableDocument(
            _("The file is not text: it holds NUL bytes."), data[: data.index(b"\0")].count(b"\n") + 1
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableDocument(
            _("The file is not UTF-8 (it may be Latin-1 or Windows-1252): save it as UTF-8."), line
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
