"""The import of an export: first every object, as a draft, then what each document says of it.

Needs no memory of earlier runs. Documents say who their objects are, so a second run finds them and compares: what is
the same is left alone, and what a person has changed here since is kept, unless `force` is asked for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from cms.core.locale import language_rank
from cms.importer.context import Options
from cms.importer.erased import ErasedNames
from cms.importer.errors import ImporterError, UnreadableDocument, WrongUsage
from cms.importer.export.keys import Keys
from cms.importer.export.layout import export_around
from cms.importer.lost import ends_the_run
from cms.importer.native.documents import ExportDocument, check_format, read_documents
from cms.importer.native.frame import import_redirects
from cms.importer.native.media import MediaReader
from cms.importer.native.placing import Placer
from cms.importer.native.writing import ObjectWriter
from cms.importer.phases import Progress, counted
from cms.importer.report import DocumentLine, Outcome, Report

logger = logging.getLogger(__name__)


def exports_among(paths: Iterable[Path]) -> tuple[list[tuple[Path, Path]], list[Path]]:
    """Exports among the paths given to a run, each as (its folder, what of it is wanted); and the other paths."""
    exports, others = [], []
    for path in paths:
        root = export_around(path.resolve()) if path.exists() else None
        if root is None:
            others.append(path)
        else:
            exports.append((root, path.resolve()))
    return exports, others


def import_export(root: Path, below: Path, options: Options, report: Report, progress: Progress) -> None:
    """Import an export, or a part of it. Raises `WrongUsage` when its format is not known or with `--as`."""
    if options.kind:
        raise WrongUsage(_("`--as` is for single documents: those of an export say what they are."))
    check_format(root)
    _NativeImport(root, below, options, report, progress).all()


class _NativeImport:
    """One export into this site. `below` is the folder or file of it that is wanted, or all of it."""

    def __init__(self, root: Path, below: Path, options: Options, report: Report, progress: Progress) -> None:
        self.root = root
        self.below = below
        self.options = options
        self.report = report
        self.progress = progress
        self.keys = Keys()
        self.erased = ErasedNames()

    def all(self) -> None:
        documents = [d for d in read_documents(self.root, self.below, self.report) if not self.is_erased(d)]
        documents.sort(key=lambda d: (language_rank(d.language) if d.language else 0, d.path))
        MediaReader(self.root, self.keys, self.options, self.report, self.progress).all()
        placer = Placer(documents, self.keys, self.report)
        placed = [
            d for d in counted(self.progress, _("Reading"), documents) if self.contained(d, placer.place)
        ]
        placer.order_siblings()
        writer = ObjectWriter(self.keys, placer, self.options, self.report)
        for document in counted(self.progress, _("Importing"), placed):
            outcome = self.contained(document, writer.write)
            if isinstance(outcome, Outcome):
                self.done(document, outcome, placer.objects[document.model, document.identity])
        if self.below == self.root:
            import_redirects(self.root, self.keys, self.report)

    def is_erased(self, document: ExportDocument) -> bool:
        """Whether the document is of a person who was erased here; the warning names nobody."""
        name = document.values.get("name")
        if not isinstance(name, str) or name not in self.erased:
            return False
        folder = document.path.rpartition("/")[0]
        self.report.warn(folder, 1, "person-erased", "", _("left out; this person was erased"))
        self.report.count(document.kind, Outcome.SKIPPED)
        return True

    def contained(self, document: ExportDocument, step: Callable[[ExportDocument], Any]) -> Any:
        """Do one step of one document; False when it fails, which is reported."""
        try:
            return step(document)
        except UnreadableDocument as error:
            self.report.fail(document.path, error.line, str(error))
        except Exception as error:
            if isinstance(error, DatabaseError) and ends_the_run(error):
                raise
            reason = str(error)
            if isinstance(error, ValidationError):
                reason = "; ".join(error.messages)
            elif not isinstance(error, ImporterError):
                logger.exception("Importing %s failed", document.path)
                reason = f"{type(error).__name__}: {reason}"
            self.report.fail(
                document.path, 1, _("This document cannot be imported: %s") % " ".join(reason.split())
            )
        return False

    def done(self, document: ExportDocument, outcome: Outcome, key: Any) -> None:
        self.report.count(document.kind, outcome)
        title = str(document.values.get("title") or document.values.get("name") or "")
        self.report.documents.append(
            DocumentLine(
                path=document.path,
                source_path=document.path,
                kind=document.kind,
                outcome=outcome.value,
                object_id=key if isinstance(key, int) else None,
                title=title,
                address="",
            )
        )
