"""The import itself: read, choose readers, load, relate, redirect. The command only calls `run_import`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cms.core.fields import BodyStreamBlock
from cms.core.site_tree import ensure_site_tree
from cms.importer.absences import Absences
from cms.importer.addresses import Addresses
from cms.importer.archive import unpacked
from cms.importer.base import Importer
from cms.importer.choosing import Chooser, kinds_by_folder
from cms.importer.context import Context, Options
from cms.importer.dates import ReadDate
from cms.importer.documents import Document
from cms.importer.errors import StorageFailed, UnreadableDocument, WrongUsage
from cms.importer.lock import only_import
from cms.importer.lost import ends_the_run
from cms.importer.markdown.shortcodes import BUILT_IN
from cms.importer.media import MediaLibrary
from cms.importer.models import ImportRecord
from cms.importer.native import exports_among, import_export
from cms.importer.old_redirects import OldRedirects
from cms.importer.phases import Progress, counted, no_progress
from cms.importer.reading import read_paths
from cms.importer.rehearsal import rehearsal
from cms.importer.report import DocumentLine, Outcome, Report
from cms.plugins.registry import registry


def run_import(
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    publish: bool = False,
    kind: str = "",
    date: ReadDate | None = None,
    force: bool = False,
    progress: Progress = no_progress,
    report: Report | None = None,
) -> Report:
    """Import the documents below these paths and say what was done, in `report` where one is given.

    Raises `WrongUsage` before anything is read when a path does not exist or `kind` is no type of document, and
    `AnotherImportRuns` when one does; a dry run writes nothing and waits for nobody. A document that fails is named in
    the report and does not stop the others. What stops the run (the database is gone, a disk is full, somebody pressed
    Ctrl-C) is raised: what was done until then stays, and the next run goes on.
    """
    options = Options(dry_run=dry_run, publish=publish, kind=kind, date=date, force=force)
    report = report or Report()
    report.dry_run = dry_run
    report.options = {
        "paths": [str(path) for path in paths],
        "publish": publish,
        "force": force,
        "as": kind,
        "date": date.day.isoformat() if date else "",
    }
    with nullcontext() if dry_run else only_import(), unpacked(paths, report) as given:
        context = new_context(options, report)
        exports, others = exports_among(given)
        documents = read_paths(others, report, kinds_by_folder(context.importers.values()))
        if kind and any(document.tree for document in documents):
            raise WrongUsage(
                _("`--as` is for single documents: in a site tree, the folders say what a document is.")
            )
        with rehearsal() if dry_run else nullcontext():
            if not ImportRecord.objects.exists():
                ensure_site_tree()
            for root, below in exports:
                import_export(root, below, options, report, progress)
            if others:
                _Run(context, progress).all(others, documents)
    report.finished_at = dt.datetime.now(dt.UTC)
    return report


def new_context(options: Options, report: Report) -> Context:
    shortcodes = {**BUILT_IN, **registry.shortcodes()}
    block_names = frozenset(BodyStreamBlock().child_blocks)
    media = MediaLibrary(report, dry_run=options.dry_run)
    context = Context(options, report, shortcodes, block_names, media)
    for importer_class in registry.importers():
        context.importers[importer_class.kind] = importer_class(context)
    check_kind(context, options.kind)
    return context


def check_kind(context: Context, kind: str) -> None:
    allowed = sorted(name for name, importer in context.importers.items() if importer.can_be_forced)
    if kind and kind not in allowed:
        raise WrongUsage(
            _("“%(kind)s” is no type of document. `--as` takes one of: %(allowed)s.")
            % {"kind": kind, "allowed": ", ".join(allowed)}
        )


class _Run:
    """The phases of one import, in order."""

    def __init__(self, context: Context, progress: Progress) -> None:
        self.context = context
        self.report = context.report
        self.progress = progress
        self.addresses = Addresses(context)
        self.chooser = Chooser(context)

    def all(self, paths: Sequence[Path], documents: list[Document]) -> None:
        context = self.context
        context.media.open()
        for record in ImportRecord.objects.select_related("content_type"):
            context.records[record.source_path] = record
        ordered = self.chooser.ordered(documents)
        self.absences = Absences(context, paths, ordered)
        self.absences.know_moved_again()
        loaded = [
            document for document in counted(self.progress, _("Reading"), ordered) if self.load(document)
        ]
        self.addresses.fill(loaded)
        for importer in context.importers.values():
            self.step(importer, importer.gather)
        for document in counted(self.progress, _("Importing"), loaded):
            self.relate(document)
        for importer in context.importers.values():
            self.step(importer, importer.finish)
        with translation.override(settings.LANGUAGE_CODE):
            for document in loaded:
                self.redirect(document)
            OldRedirects(self.addresses).follow(loaded)
        self.absences.report()

    # The two passes

    def load(self, document: Document) -> bool:
        importer = self.chooser.importer_of[document.source_path]
        try:
            if self.absences.was_deleted_here(document) and not self.makes_again(document):
                self.done(document, importer, None, Outcome.SKIPPED)
                return False
            with self.contained():
                obj = importer.load(document)
        except Exception as error:
            self.failed(document, error)
            return False
        if obj is None:
            self.done(document, importer, None, Outcome.SKIPPED)
        return obj is not None

    def makes_again(self, document: Document) -> bool:
        """Whether an object that somebody deleted here is made again: only `--force` does."""
        if not self.context.options.force:
            action = _("left out: somebody deleted it here; `--force` makes it again")
            self.context.warn(document, 1, "deleted-here", document.named, action)
            return False
        self.context.records.pop(document.source_path).delete()
        return True

    def relate(self, document: Document) -> None:
        importer = self.chooser.importer_of[document.source_path]
        obj = self.context.objects[document.source_path]
        try:
            with self.contained():
                outcome = importer.relate(document, obj)
        except Exception as error:
            self.failed(document, error)
            return
        self.done(document, importer, obj, outcome)

    def redirect(self, document: Document) -> None:
        try:
            with self.contained():
                self.addresses.redirect(document)
        except Exception as error:
            self.failed(document, error)

    def step(self, importer: Importer, act: Callable[[], None]) -> None:
        """What a reader does for all its documents at once; the other readers go on without it."""
        try:
            with self.contained():
                act()
        except Exception as error:
            self.fail(importer.kind, error)

    @contextmanager
    def contained(self) -> Iterator[None]:
        """In a dry run everything is one transaction: a document that fails must not spoil it."""
        if self.context.options.dry_run:
            with transaction.atomic():
                yield
        else:
            yield

    def failed(self, document: Document, error: Exception) -> None:
        """Name a document that could not be imported. Raises what ends the whole run."""
        if isinstance(error, UnreadableDocument):
            self.report.fail(document.shown_path, error.line, str(error))
        else:
            self.fail(document.shown_path, error)

    def fail(self, path: str, error: Exception) -> None:
        if isinstance(error, StorageFailed) or (isinstance(error, DatabaseError) and ends_the_run(error)):
            raise error
        self.context.fail(path, error)

    def done(
        self, document: Document, importer: Importer, obj: models.Model | None, outcome: Outcome
    ) -> None:
        self.report.count(importer.kind, outcome)
        if document.source_path in self.context.unnamed:
            return
        self.report.documents.append(
            DocumentLine(
                path=document.shown_path,
                source_path=document.source_path,
                kind=importer.kind,
                outcome=outcome.value,
                object_id=obj.pk if obj else None,
                title=str(obj) if obj else "",
                address=self.addresses.of(obj) if obj else "",
            )
        )
