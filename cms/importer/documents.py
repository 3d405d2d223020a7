"""Documents: files read into front matter and body, each value with the line it stands on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from cms.importer import trees
from cms.importer.dates import ReadDate, date_in_file_name, read_date
from cms.importer.errors import UnreadableDocument, WrongUsage
from cms.importer.front_matter import FrontMatter, KeyPath, split
from cms.importer.names import hugo_slug, tidy, trimmed
from cms.importer.report import Report
from cms.importer.trees import FileIndex, SiteTree, composed

LARGEST = 5 * 1024 * 1024


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

    @property
    def collection(self) -> str:
        """First folder inside the site's content (`defis`), empty at its root and for single documents."""
        if self.tree is None:
            return ""
        parts = self.source_path.split("/")
        return parts[1] if len(parts) > 2 else ""

    @property
    def is_index(self) -> bool:
        """Whether this is Hugo's page of a folder itself."""
        return self.path.stem == "_index"

    @property
    def stem(self) -> str:
        """File name without suffix and without Jekyll's date, composed."""
        return date_in_file_name(composed(self.path.stem))[1]

    @property
    def file_date(self) -> ReadDate | None:
        return date_in_file_name(composed(self.path.stem))[0]

    @property
    def address(self) -> str:
        """Path of the document on the site it comes from; empty when only its file name is known."""
        url = self.peek("url")
        if isinstance(url, str) and url.startswith("/"):
            return url.rstrip("/") + "/"
        if self.tree is None:
            return ""
        folders = self.source_path.split("/")[1:-1]
        name = [] if self.is_index else [self.stem]
        parts = [hugo_slug(part) for part in [*folders, *name]]
        return "/" + "".join(f"{part}/" for part in parts)

    @cached_property
    def files(self) -> FileIndex:
        """Files that its images and links may name: the site's, or those in its own folder."""
        if self.tree is not None:
            return self.tree.files
        return _files_beside(self.path.parent)

    def line(self, *path: str | int) -> int:
        """Line of a key or list item; of the nearest key above it when it has none of its own; else 1."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.head.lines:
                return self.head.lines[path[:length]]
        return 1

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
        if value is None or isinstance(value, dict | list):
            return ""
        return value if isinstance(value, str) else self.head.raws.get(path, str(value))

    def text(self, *path: str | int) -> str:
        """One line of text: composed letters, single blanks, clean ends; no-break spaces inside stay."""
        text = trimmed(self.raw(*path))
        return " ".join(part for part in text.replace("\t", " ").replace("\n", " ").split(" ") if part)

    def long_text(self, *path: str | int) -> str:
        """Text whose line breaks mean something, such as Markdown in the front matter."""
        return trimmed(self.raw(*path))

    def items(self, *path: str | int) -> list[Value]:
        """The scalars of a list (a lone scalar is a list of one); empty ones are left out."""
        value = self.get(*path)
        if value is None or isinstance(value, dict):
            return []
        if not isinstance(value, list):
            return [Value(self.raw(*path), self.line(*path))] if tidy(self.raw(*path)) else []
        found = [Value(self.raw(*path, n), self.line(*path, n)) for n in range(len(value))]
        return [item for item in found if tidy(item.text)]

    def flag(self, *path: str | int) -> bool | None:
        """A boolean; None when absent or something else."""
        value = self.get(*path)
        return value if isinstance(value, bool) else None

    def date(self, *path: str | int) -> ReadDate | None:
        """A date; None when absent, empty, or no date at all (compare with `raw`)."""
        value = self.get(*path)
        raw = self.head.raws.get(path, "")
        if isinstance(value, dt.datetime) and value.tzinfo is not None:
            # PyYAML before 6.0.1 turned offsets into UTC, which may be another day: the text decides.
            return read_date(raw) or read_date(value)
        return read_date(value)

    def use(self, *keys: str) -> None:
        """Mark keys as dealt with that lead to no field: they steer the old site, as `layout` does."""
        self.used.update(keys)

    def unused(self) -> Iterator[tuple[KeyPath, str]]:
        """Path and text of each scalar, not empty, below a key nobody has read."""
        for path, raw in self.head.raws.items():
            value = self.peek(*path)
            if str(path[0]) not in self.used and value is not None and tidy(raw):
                yield path, raw


_BESIDE: dict[Path, FileIndex] = {}


def _files_beside(folder: Path) -> FileIndex:
    if folder not in _BESIDE:
        _BESIDE[folder] = FileIndex([folder])
    return _BESIDE[folder]


def read_paths(paths: Iterable[Path], report: Report) -> list[Document]:
    """Every document below these paths, in order; what cannot be read is written to the report.

    Raises `WrongUsage` when a path does not exist.
    """
    _BESIDE.clear()
    found: dict[Path, Document] = {}
    by_source: dict[str, Document] = {}
    for path in paths:
        if not path.exists():
            raise WrongUsage(
                _("There is no “%s”. Give the path of a document, a folder or a site tree.") % path
            )
        for document in _read_path(path.resolve(), report):
            first = by_source.setdefault(document.source_path, document)
            if first.path == document.path:
                found.setdefault(document.path, document)
            else:
                reason = _(
                    "“%s” is another document's name in this run: import their common folder, or one at a time."
                )
                report.fail(document.shown_path, 1, reason % document.source_path)
    return list(found.values())


def _read_path(path: Path, report: Report) -> Iterator[Document]:
    tree = trees.tree_around(path)
    if path.is_file():
        base = tree.root if tree else path.parent
        document = _read_file(path, base, base, tree, report, given=True)
        if document:
            yield document
        return
    # A site tree holds templates and pictures beside its content: only the content is documents.
    folder = tree.content if tree and tree.root in (path, path / "site") else path
    for link in trees.links_below(folder):
        shown = composed(link.relative_to(path))
        report.warn(shown, 1, "symbolic-link", link.name, _("skipped; it could lead out of the folder"))
    for file in trees.walk(folder):
        document = _read_file(file, tree.root if tree else path, path, tree, report, given=False)
        if document:
            yield document


def _read_file(
    path: Path, base: Path, shown_base: Path, tree: SiteTree | None, report: Report, *, given: bool
) -> Document | None:
    shown = composed(path.relative_to(shown_base))
    if path.suffix.lower() not in trees.TEXT_SUFFIXES and not given:
        report.warn(shown, 1, "not-content", path.name, _("skipped; it is not a text document"))
        report.count_skipped(shown)
        return None
    try:
        text = _read_text(path)
        if not text.strip():
            report.warn(shown, 1, "empty-document", path.name, _("skipped; there is nothing in it"))
            report.count_skipped(shown)
            return None
        parts = split(text)
    except UnreadableDocument as error:
        report.fail(shown, error.line, str(error))
        return None
    document = Document(
        path=path,
        source_path=composed(path.relative_to(base)),
        shown_path=shown,
        tree=tree,
        head=parts.head or FrontMatter(),
        body=parts.body,
        body_line=parts.body_line,
        has_front_matter=parts.head is not None,
    )
    for repeat in document.head.repeated:
        action = _("the last value counts; the first is on line %d") % repeat.first_line
        report.warn(shown, repeat.line, "duplicate-yaml-key", repeat.key, action)
    return document


def _read_text(path: Path) -> str:
    """The text of a file, UTF-8, line ends as LF. Raises `UnreadableDocument` for anything else."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableDocument(_("The file is larger than %d MB.") % (LARGEST // 1024 // 1024))
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(_("The file cannot be opened: %s.") % error.strerror) from error
    if b"\0" in data:
        raise UnreadableDocument(
            _("The file is not text: it holds NUL bytes."), data[: data.index(b"\0")].count(b"\n") + 1
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableDocument(_("The file is not UTF-8: save it in that encoding."), line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
