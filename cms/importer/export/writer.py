"""The export itself. The command only calls `export_content`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from cms.importer.export.content import exported_models, form_of
from cms.importer.export.documents import Documents
from cms.importer.export.files import MediaFiles, collections_text, content_of
from cms.importer.export.folder import ExportFolder, export_folder
from cms.importer.export.keys import Keys
from cms.importer.export.layout import COLLECTIONS, FORMAT, MARKER, REDIRECTS, about
from cms.importer.export.redirects import redirects_text
from cms.importer.export.yaml_text import dump
from cms.importer.phases import Progress, no_progress

MARKER_TEXT = (
    "# The whole content of a site of EIG CMS. `manage.py import_content` reads this folder.\n"
    "# What each file holds: docs/reference/export-format.md\n"
)


@dataclass
class Summary:
    """What an export wrote, by type; what it left out; files that storage does not have."""

    written: Counter[str] = field(default_factory=Counter)
    drafts: int = 0
    unpublished_changes: int = 0
    left_out: list[str] = field(default_factory=list)
    missing_files: list[str] = field(default_factory=list)
    bytes: int = 0


def export_content(path: Path, *, overwrite: bool = False, progress: Progress = no_progress) -> Summary:
    """Write every page and snippet, the media, the frame and the redirects of this site into a folder.

    The same content gives the same bytes. Raises `WrongUsage` when the folder may not be used.
    """
    with export_folder(path, overwrite=overwrite) as folder:
        return _Export(folder, progress).all()


class _Export:
    def __init__(self, folder: ExportFolder, progress: Progress) -> None:
        self.folder = folder
        self.progress = progress
        self.keys = Keys()
        self.summary = Summary()

    def all(self) -> Summary:
        media = MediaFiles(self.keys)
        self.documents()
        self.media(media)
        self.write(COLLECTIONS, collections_text())
        self.write(REDIRECTS, redirects_text(self.keys))
        self.write(MARKER, MARKER_TEXT + dump({"format": FORMAT}))
        for label, model in sorted(exported_models().items()):
            self.summary.left_out += [f"{label}.{name}" for name in left_out(model)]
        return self.summary

    def documents(self) -> None:
        documents = Documents(self.keys)
        total = documents.count()
        for done, document in enumerate(documents.all()):
            self.progress(_("Writing documents"), done, total)
            self.write(document.path, document.text)
            self.summary.written[document.kind] += 1
            self.summary.drafts += document.draft == "draft"
            self.summary.unpublished_changes += document.draft == "unpublished changes"
        self.progress(_("Writing documents"), total, total)

    def media(self, media: MediaFiles) -> None:
        for done, file in enumerate(media.files):
            self.progress(_("Copying files"), done, len(media.files))
            obj = file.model._base_manager.filter(pk=file.key).first()
            if obj is None:  # deleted since the export began
                continue
            try:
                self.summary.bytes += self.folder.write(file.path, content_of(obj))
            except OSError:
                self.folder.discard(file.path)
                self.summary.missing_files.append(file.path)
            self.write(about(file.path), media.said_of(file, obj))
            self.summary.written[str(file.model._meta.label)] += 1
        self.progress(_("Copying files"), len(media.files), len(media.files))

    def write(self, name: str, text: str) -> None:
        self.summary.bytes += self.folder.write(name, text.encode())


def left_out(model: type) -> list[str]:
    """Fields of a type, and of its rows, that name objects no export holds."""
    form = form_of(model)
    found = list(form.left_out)
    for relation in form.relations:
        name = relation.get_accessor_name()
        found += [f"{name}.{below}" for below in left_out(relation.related_model)]
    return found
