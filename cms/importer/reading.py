"""Reading paths into documents: site trees, folders, single files, each file once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from cms.importer import jekyll, trees
from cms.importer.documents import Document, forget_folders, read_text, warn_of_repeats
from cms.importer.errors import UnreadableDocument, WrongUsage
from cms.importer.front_matter import FrontMatter, read_yaml, split
from cms.importer.jekyll_data import join_data
from cms.importer.report import Report
from cms.importer.trees import SiteTree, composed


def read_paths(
    paths: Iterable[Path], report: Report, folders: Mapping[str, str] | None = None
) -> list[Document]:
    """Every document below these paths, in order; what cannot be read is written to the report.

    `folders` says of which kind the documents of a collection are: entries of a Jekyll site's `_data` join by it.
    Raises `WrongUsage` when a path does not exist.
    """
    forget_folders()
    found: dict[str, Document] = {}
    ranks: dict[Path, int] = {}
    for path in paths:
        if not path.exists():
            raise WrongUsage(
                _("There is no “%s”. Give the path of a document, a folder or a site tree.") % path
            )
        for document in _read_path(path.resolve(), report, folders or {}):
            root = document.tree.root if document.tree else path
            document.rank = ranks.setdefault(root, len(ranks))
            first = found.setdefault(document.source_path, document)
            if first.path != document.path:
                reason = _(
                    "“%s” is another document's name in this run: import their common folder, or one at a time."
                )
                report.fail(document.shown_path, 1, reason % document.source_path)
    return list(found.values())


def tree_around(path: Path, report: Report) -> SiteTree | None:
    """The site tree that `path` is, holds or is part of, of whatever layout; None when there is none."""
    tree = trees.tree_around(path)
    root = jekyll.jekyll_root(path) if tree is None else None
    if root is None:
        return tree
    head = FrontMatter()
    settings_file = jekyll.configuration(root)
    if settings_file is not None:
        try:
            head = read_yaml(read_text(settings_file), 1)
        except UnreadableDocument as error:
            report.fail(settings_file.name, error.line, str(error))
    return jekyll.JekyllTree(root, head)


def _read_path(path: Path, report: Report, folders: Mapping[str, str]) -> Iterator[Document]:
    tree = tree_around(path, report)
    base = tree.root if tree else path.parent if path.is_file() else path
    if path.is_file():
        documents = [_read_file(path, base, base, tree, report, given=True)]
    else:
        # A site tree holds templates and pictures beside its content: only the content is documents.
        folder = tree.content if tree and tree.root in (path, path / "site") else path
        for link in trees.links_below(folder):
            shown = composed(link.relative_to(path))
            report.warn(shown, 1, "symbolic-link", link.name, _("skipped; it could lead out of the folder"))
        files = tree.documents(folder) if tree else trees.walk(folder)
        documents = [_read_file(file, base, path, tree, report, given=False) for file in files]
    found = [document for document in documents if document is not None]
    if isinstance(tree, jekyll.JekyllTree):
        found += join_data(found, tree, folders, report, alone=path == tree.root)
    yield from found


def _read_file(
    path: Path, base: Path, shown_base: Path, tree: SiteTree | None, report: Report, *, given: bool
) -> Document | None:
    shown = composed(path.relative_to(shown_base))
    is_page = tree is not None and tree.layout == "jekyll"
    if path.suffix.lower() not in trees.TEXT_SUFFIXES and not given and not is_page:
        report.warn(shown, 1, "not-content", path.name, _("skipped; it is not a text document"))
        report.count_skipped(shown)
        return None
    try:
        text = read_text(path)
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
    warn_of_repeats(document.head, shown, report)
    return document
