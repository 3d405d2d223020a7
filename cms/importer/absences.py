"""What is not where the last import left it: documents that moved or went, objects that were deleted here.

A document can only be missed in a site tree that was read whole. One tree is told from another by the name of its
folder when it was first imported, afterwards by the records of the documents it still has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.importer.context import Context
from cms.importer.documents import Document
from cms.importer.models import ImportRecord
from cms.importer.names import plain
from cms.importer.snapshot import digest
from cms.importer.trees import SiteTree, composed, walk


class Absences:
    """Compares the documents of a run with the records of earlier ones, before anything is loaded."""

    def __init__(self, context: Context, paths: Sequence[Path], documents: list[Document]) -> None:
        self.context = context
        self.documents = documents
        self.alive = living_objects(context.records.values())
        self.gone: list[tuple[SiteTree, ImportRecord]] = []
        trees = {document.tree.root: document.tree for document in documents if document.tree is not None}
        for tree in trees.values():
            context.tree_names[tree.root] = self.name_of(tree)
            if is_read_whole(tree, paths):
                self.gone += [(tree, record) for record in self.missing_from(tree)]

    def name_of(self, tree: SiteTree) -> str:
        """The name most records of the tree's documents carry; of a tree that is new, its folder's."""
        records = (self.context.records.get(each.source_path) for each in self.documents if each.tree == tree)
        names = Counter(record.tree for record in records if record is not None and record.tree)
        if names:
            return names.most_common(1)[0][0]
        root = tree.root
        return (root.parent.name if root.name == "site" else "") or root.name

    def missing_from(self, tree: SiteTree) -> list[ImportRecord]:
        """Records of documents that the tree had and has no more. A file that cannot be read is still there."""
        name = self.context.tree_names[tree.root]
        there = {document.source_path for document in self.documents}
        there |= {composed(path.relative_to(tree.root)) for path in walk(tree.root)}
        failed = tuple(failure.path for failure in self.context.report.failures)
        return [
            record
            for path, record in self.context.records.items()
            if record.tree == name
            and path not in there
            and self.is_alive(record)
            and not ("#" in path and failed and path.partition("#")[0].endswith(failed))
        ]

    def is_alive(self, record: ImportRecord) -> bool:
        return record.object_id in self.alive[record.content_type_id]

    # Documents under another path

    def know_moved_again(self) -> None:
        """Give each document that moved the record of its old path: by its content, else by its type and title."""
        self.match(lambda record: record.content, digest_of, _("known again by its content"))
        self.match(
            lambda record: plain(record.title),
            lambda document: plain(document.named),
            _("known again by its title"),
        )

    def match(
        self, of_record: Callable[[ImportRecord], str], of_document: Callable[[Document], str], how: str
    ) -> None:
        """Pair what is gone with what is new where exactly one of each has the same sign."""
        gone: dict[Any, list[tuple[SiteTree, ImportRecord]]] = defaultdict(list)
        new: dict[Any, list[Document]] = defaultdict(list)
        for tree, record in self.gone:
            if sign := of_record(record):
                gone[tree.root, record.kind, record.language, sign].append((tree, record))
        for document in self.documents:
            if document.tree is None or document.source_path in self.context.records:
                continue
            if sign := of_document(document):
                kind = self.context.kinds[document.source_path]
                new[document.tree.root, kind, document.language, sign].append(document)
        for key, entries in gone.items():
            if len(entries) == 1 and len(new[key]) == 1:
                self.gone.remove(entries[0])
                self.move(entries[0][1], new[key][0], how)

    def move(self, record: ImportRecord, document: Document, how: str) -> None:
        old, new = record.source_path, document.source_path
        del self.context.records[old]
        self.context.records[new] = record
        record.source_path = new
        for digests in (record.source, record.stored):
            if "source_path" in digests:
                digests["source_path"] = digest(new)
        model: Any = record.content_type.model_class()
        with transaction.atomic():
            record.save()
            model._base_manager.filter(pk=record.object_id, source_path=old).update(source_path=new)
        action = _("%s; its object keeps identity, address and history") % how
        self.context.warn(document, 1, "renamed", old, action)

    # Telling

    def report(self) -> None:
        """Name the documents that are gone: nobody unpublishes their pages but a person."""
        for _tree, record in self.gone:
            self.context.report.warn(
                record.source_path, 1, "vanished", record.title, _("its object stays as it is")
            )

    def was_deleted_here(self, document: Document) -> bool:
        """Whether a person deleted what this very document had made."""
        record = self.context.records.get(document.source_path)
        return (
            record is not None
            and record.kind == self.context.kinds[document.source_path]
            and not self.is_alive(record)
        )


def digest_of(document: Document) -> str:
    """A digest of all a document says, wherever it lies."""
    return digest([document.head.values, document.body])


def is_read_whole(tree: SiteTree, paths: Sequence[Path]) -> bool:
    """Whether one of the given folders holds all of the tree."""
    return any(tree.content.is_relative_to(path.resolve()) for path in paths if path.is_dir())


def living_objects(records: Iterable[ImportRecord]) -> dict[int, set[int]]:
    """Keys of the objects there are, by content type."""
    found: dict[int, set[int]] = defaultdict(set)
    for content_type in {record.content_type for record in records}:
        model: Any = content_type.model_class()
        if model is not None:
            found[content_type.pk] = set(model._base_manager.values_list("pk", flat=True))
    return found
