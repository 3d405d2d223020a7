"""The import itself: read, choose readers, load, relate, redirect. The command only calls `run_import`."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cms.core.fields import BodyStreamBlock
from cms.core.site_tree import ensure_site_tree
from cms.importer.addresses import Addresses
from cms.importer.base import Importer
from cms.importer.choosing import Chooser, kinds_by_folder
from cms.importer.context import Context, Options
from cms.importer.dates import ReadDate
from cms.importer.documents import Document
from cms.importer.errors import UnreadableDocument, WrongUsage
from cms.importer.markdown.shortcodes import BUILT_IN
from cms.importer.media import MediaLibrary
from cms.importer.models import ImportRecord
from cms.importer.reading import read_paths
from cms.importer.report import DocumentLine, Outcome, Report
from cms.plugins.registry import registry

logger = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Told the phase, how many documents are done and how many there are."""


def no_progress(phase: str, done: int, total: int) -> None:
    """For callers that show none."""


class DryRunIsOver(Exception):
    """Rolls a dry run back."""


def run_import(
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    publish: bool = False,
    kind: str = "",
    date: ReadDate | None = None,
    progress: Progress = no_progress,
    report: Report | None = None,
) -> Report:
    """Import the documents below these paths and say what was done, in `report` where one is given.

    Raises `WrongUsage` before anything is read when a path does not exist or `kind` is no type of document.
    A document that fails is named in the report and does not stop the others.
    """
    options = Options(dry_run=dry_run, publish=publish, kind=kind, date=date)
    report = report or Report()
    report.dry_run = dry_run
    report.options = {
        "paths": [str(path) for path in paths],
        "publish": publish,
        "as": kind,
        "date": date.day.isoformat() if date else "",
    }
    shortcodes = {**BUILT_IN, **registry.shortcodes()}
    block_names = frozenset(BodyStreamBlock().child_blocks)
    context = Context(options, report, shortcodes, block_names, MediaLibrary(report, dry_run=dry_run))
    for importer_class in registry.importers():
        context.importers[importer_class.kind] = importer_class(context)
    check_kind(context, kind)
    documents = read_paths(paths, report, kinds_by_folder(context.importers.values()))
    if kind and any(document.tree for document in documents):
        raise WrongUsage(
            _("`--as` is for single documents: in a site tree, the folders say what a document is.")
        )
    try:
        with rolled_back_if(dry_run):
            if not ImportRecord.objects.exists():
                ensure_site_tree()
            _Run(context, progress).all(documents)
            if dry_run:
                raise DryRunIsOver
    except DryRunIsOver:
        pass
    report.finished_at = dt.datetime.now(dt.UTC)
    return report


def check_kind(context: Context, kind: str) -> None:
    allowed = sorted(name for name, importer in context.importers.items() if importer.can_be_forced)
    if kind and kind not in allowed:
        raise WrongUsage(
            _("“%(kind)s” is no type of document. `--as` takes one of: %(allowed)s.")
            % {"kind": kind, "allowed": ", ".join(allowed)}
        )


@contextmanager
def rolled_back_if(dry_run: bool) -> Iterator[None]:
    if not dry_run:
        yield
        return
    with transaction.atomic():
        yield


class _Run:
    """The phases of one import, in order."""

    def __init__(self, context: Context, progress: Progress) -> None:
        self.context = context
        self.report = context.report
        self.progress = progress
        self.addresses = Addresses(context)
        self.chooser = Chooser(context)

    def all(self, documents: list[Document]) -> None:
        context = self.context
        context.media.open()
        for record in ImportRecord.objects.all():
            context.records[record.source_path] = record
        ordered = self.chooser.ordered(documents)
        loaded = [document for document in self.counted(_("Reading"), ordered) if self.load(document)]
        self.addresses.fill(loaded)
        for importer in context.importers.values():
            importer.gather()
        for document in self.counted(_("Importing"), loaded):
            self.relate(document)
        for importer in context.importers.values():
            importer.finish()
        with translation.override(settings.LANGUAGE_CODE):
            for document in loaded:
                self.addresses.redirect(document)

    def counted(self, phase: str, documents: list[Document]) -> Iterator[Document]:
        for number, document in enumerate(documents):
            self.progress(phase, number, len(documents))
            yield document
        self.progress(phase, len(documents), len(documents))

    # The two passes

    def load(self, document: Document) -> bool:
        importer = self.chooser.importer_of[document.source_path]
        try:
            with self.contained():
                obj = importer.load(document)
        except UnreadableDocument as error:
            self.report.fail(document.shown_path, error.line, str(error))
            return False
        except DatabaseError:
            raise
        except Exception as error:
            self.failed(document, error)
            return False
        if obj is None:
            self.done(document, importer, None, Outcome.SKIPPED)
        return obj is not None

    def relate(self, document: Document) -> None:
        importer = self.chooser.importer_of[document.source_path]
        obj = self.context.objects[document.source_path]
        try:
            with self.contained():
                outcome = importer.relate(document, obj)
        except UnreadableDocument as error:
            self.report.fail(document.shown_path, error.line, str(error))
            return
        except DatabaseError:
            raise
        except Exception as error:
            self.failed(document, error)
            return
        self.done(document, importer, obj, outcome)

    @contextmanager
    def contained(self) -> Iterator[None]:
        """In a dry run everything is one transaction: a document that fails must not spoil it."""
        if self.context.options.dry_run:
            with transaction.atomic():
                yield
        else:
            yield

    def failed(self, document: Document, error: Exception) -> None:
        logger.exception("Importing %s failed", document.shown_path)
        reason = " ".join(str(error).split()) or type(error).__name__
        self.report.fail(
            document.shown_path,
            1,
            _("The import of this document failed: %s.") % f"{type(error).__name__}: {reason}",
        )

    def done(
        self, document: Document, importer: Importer, obj: models.Model | None, outcome: Outcome
    ) -> None:
        self.report.count(importer.kind, outcome)
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
