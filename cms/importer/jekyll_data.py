"""A Jekyll site's `_data`: entries that belong to documents, and entries that are documents of their own.

The older site keeps what it knows of challenges and people there; their documents have a name and a text. An entry
joins the document of its kind that has its name; without one it is a document of its own, except when only a part of
the site was asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from cms.importer.documents import (
    NAMES,
    Document,
    LineOf,
    read_text,
    warn_of_repeats,
)
from cms.importer.errors import UnreadableDocument
from cms.importer.front_matter import FrontMatter, read_yaml
from cms.importer.jekyll import JekyllTree
from cms.importer.names import folded, hugo_slug, tidy
from cms.importer.references import Catalogue, Level
from cms.importer.report import Report
from cms.importer.trees import composed, content_languages, walk

DATA = "_data"
SUFFIXES = frozenset({".yml", ".yaml", ".json"})
LIST = "entries"


@dataclass
class DataFile:
    """One file of `_data` and its entries, in order."""

    path: Path
    source_path: str
    entries: list[Document]


def join_data(
    documents: list[Document], tree: JekyllTree, folders: Mapping[str, str], report: Report, *, alone: bool
) -> list[Document]:
    """Give documents what `_data` says of them; return the entries that have no document, if `alone` asks for them.

    `folders` says of which kind the documents of a collection are: `_data/personnes.yml` joins `_communaute`.
    """
    left: list[Document] = []
    for data in data_files(tree, folders, report, speak=alone):
        kind = folders[data.path.stem]
        own = [document for document in documents if folders.get(document.collection) == kind]
        names: Catalogue[str] = Catalogue()
        by_source = {document.source_path: document for document in own}
        for document in own:
            if document.language == content_languages()[0]:
                names.add(document.source_path, document.named, document.stem)
        for entry in data.entries:
            match = names.match(entry.named) or names.match(entry.entry)
            if match is None:
                left.append(entry)
                continue
            document = by_source[match.found]
            if match.level not in (Level.EXACT, Level.WHITESPACE):
                action = _("joined to %s") % document.shown_path
                report.warn(
                    entry.shown_path,
                    entry.line("title"),
                    f"loose-reference:{data.path.stem}.title:{match.level}",
                    entry.named,
                    action,
                )
            document.take_in(entry, report)
    return left if alone else []


def data_files(
    tree: JekyllTree, folders: Mapping[str, str], report: Report, *, speak: bool
) -> Iterator[DataFile]:
    """The files of `_data` that some type of document has the name of; the others are named in warnings."""
    for path in walk(tree.root / DATA):
        source_path = composed(path.relative_to(tree.root))
        if path.suffix.lower() not in SUFFIXES or path.stem not in folders:
            if speak:
                action = _("left out; no type of document has that name")
                report.warn(source_path, 1, "data-unused", path.name, action)
                report.count_skipped(source_path)
            continue
        try:
            entries = list(read_entries(path, source_path, tree, report))
        except UnreadableDocument as error:
            report.fail(source_path, error.line, str(error))
            continue
        yield DataFile(path, source_path, entries)


def read_entries(path: Path, source_path: str, tree: JekyllTree, report: Report) -> Iterator[Document]:
    """The entries of one file, a mapping or a list of mappings, each as a document without a text.

    An entry is called by its title; of two that have one title, only the one whose key it is, the other by its key.
    """
    text = read_text(path).removeprefix("---\n")
    is_list = text.lstrip().startswith(("- ", "["))
    first_line = 1 if not read_text(path).startswith("---\n") else 2
    head = read_yaml(f"{LIST}:\n{text}" if is_list else text, first_line - is_list)
    warn_of_repeats(head, source_path, report)
    parts = head.parts(2 if is_list else 1)
    for at, written in head.raws.items():
        if len(at) == (2 if is_list else 1) and tidy(written):
            action = _("left out; it is no entry, since it has no keys")
            report.warn(source_path, head.lines.get(at, first_line), "data-unused", written, action)
    titles = Counter(tidy(name_in(part)) for part in parts.values())
    seen: Counter[str] = Counter()
    for key, part in parts.items():
        written, name = str(key[-1]), tidy(name_in(part))
        line = head.lines[key]
        if not is_list and titles[name] > 1 and name != tidy(written):
            action = _("another entry has that title: this one is called by its key, “%s”") % written
            report.warn(source_path, part.lines.get(("title",), line), "data-title-twice", name, action)
            part.values["title"], part.raws["title",] = written, written
        elif not name and not is_list:
            part.values["title"], part.raws["title",] = written, written
        identity = written if not is_list else hugo_slug(name or next(iter(part.raws.values()), ""))[:80]
        seen[identity] += 1
        identity += f"-{seen[identity]}" if seen[identity] > 1 else ""
        yield Document(
            path=path,
            source_path=f"{source_path}#{identity}",
            shown_path=source_path,
            tree=tree,
            head=FrontMatter(
                part.values, {at: LineOf(n, source_path) for at, n in part.lines.items()}, part.raws
            ),
            body="",
            body_line=line,
            entry=hugo_slug(folded(identity)) or identity,
        )


def name_in(part: FrontMatter) -> str:
    return next((raw for key in NAMES if (raw := part.raws.get((key,), ""))), "")
