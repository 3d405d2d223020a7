"""Which reader gets which document, and in what order they are imported."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cms.importer.base import Claim, Importer
from cms.importer.context import Context
from cms.importer.documents import Document
from cms.importer.trees import content_languages


def kinds_by_folder(importers: Iterable[Importer]) -> dict[str, str]:
    """The kind of documents a folder holds, whatever a site calls it: readers name theirs in `folders`."""
    return {folder: importer.kind for importer in importers for folder in getattr(importer, "folders", ())}


class Chooser:
    """Chooses a reader for each document of a run."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.importer_of: dict[str, Importer] = {}

    def ordered(self, documents: list[Document]) -> list[Document]:
        """Documents in the order they are imported: the source language first, since translations join what it
        says; then the tree that was given first, since its word counts; then by type, in the order of the plugins.
        """
        context = self.context
        chosen: dict[str, list[Document]] = {kind: [] for kind in context.importers}
        for document in self.with_parts(documents):
            if document.tree is not None and document.tree.is_listing(document):
                context.report.count_skipped(document.shown_path)
                continue
            try:
                importer = self.reader_for(document)
            except Exception as error:
                context.fail(document.shown_path, error)
                continue
            if importer is None:
                action = _("skipped; no plugin reads such a document")
                context.warn(document, 1, "no-reader", document.path.name, action)
                context.report.count_skipped(document.shown_path)
                continue
            self.importer_of[document.source_path] = importer
            context.kinds[document.source_path] = importer.kind
            chosen[importer.kind].append(document)
        for kind, found in chosen.items():
            found.sort(key=context.importers[kind].order)
            context.documents[kind] = found
        languages = content_languages()
        flat = [document for found in chosen.values() for document in found]
        return sorted(flat, key=lambda each: (languages.index(each.language), each.rank))

    def with_parts(self, documents: list[Document]) -> list[Document]:
        """The documents, and those that stand inside another: a list of press releases in one front matter."""
        found = []
        for document in documents:
            try:
                parts = [
                    part for importer in self.context.importers.values() for part in importer.parts(document)
                ]
            except Exception as error:
                self.context.fail(document.shown_path, error)
                continue
            found += [*parts, document]
        return found

    def reader_for(self, document: Document) -> Importer | None:
        context, importers = self.context, self.context.importers
        if not document.has_front_matter:
            action = _("its title is the first line")
            context.warn(document, 1, "front-matter-missing", document.path.name, action)
        if context.options.kind:
            return importers[context.options.kind]
        claims = {kind: importer.claims(document) for kind, importer in importers.items()}
        surest = max(claims.values(), default=Claim.NO)
        kind = next(
            (kind for kind, claim in claims.items() if claim is surest and claim is not Claim.NO), None
        )
        if kind is None:
            return None
        if surest is Claim.FALLBACK:
            context.guessed.add(document.source_path)
            allowed = ", ".join(
                sorted(name for name, importer in importers.items() if importer.can_be_forced)
            )
            action = _("kept as a draft of the type %(kind)s; `--as` settles it, with one of: %(allowed)s")
            context.warn(
                document, 1, "type-missing", document.path.name, action % {"kind": kind, "allowed": allowed}
            )
        return importers[kind]
