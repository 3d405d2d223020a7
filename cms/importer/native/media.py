"""Images, documents and collections of an export into this site's libraries."""

from __future__ import annotations

import hashlib
import io
import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from cms.importer import trees
from cms.importer.context import Options
from cms.importer.documents import read_text
from cms.importer.errors import Refused, UnreadableDocument
from cms.importer.export.content import form_of
from cms.importer.export.describing import Describer
from cms.importer.export.keys import COLLECTION_SEPARATOR, Keys, collection_names
from cms.importer.export.layout import COLLECTIONS, DOCUMENTS, IMAGES, about
from cms.importer.front_matter import FrontMatter, read_yaml
from cms.importer.media import LARGEST_FILE, checked_picture, refusing
from cms.importer.native.restrictions import close
from cms.importer.native.values import Reader
from cms.importer.native.writing import edited_here
from cms.importer.report import Outcome, Report

Found = tuple[type[models.Model], str, str]
"""What tells a file of the libraries: its library, the hash of its content, its name."""


class MediaReader:
    """Puts what is missing into the libraries, and tells the keys which file is which object."""

    def __init__(
        self,
        root: Path,
        keys: Keys,
        options: Options,
        report: Report,
        progress: Callable[[str, int, int], None],
    ) -> None:
        self.root = root
        self.keys = keys
        self.options = options
        self.report = report
        self.progress = progress
        self.here: dict[Found, Any] = {}

    def all(self) -> None:
        """Collections first: a file of a private one is never in the open, not for a moment."""
        self.collections()
        self.keys.collections = collection_names()
        files = [
            (path, model)
            for model, folder in ((get_image_model(), IMAGES), (get_document_model(), DOCUMENTS))
            if not (self.root / folder).is_symlink() and not (self.root / "media").is_symlink()
            for path in trees.walk(self.root / folder)
        ]
        for model in (get_image_model(), get_document_model()):
            for key, digest, name in model._base_manager.order_by("-pk").values_list(
                "pk", "file_hash", "file"
            ):
                self.here[model, digest, posixpath.basename(name)] = key
        for number, (path, model) in enumerate(files):
            self.progress(_("Reading files"), number, len(files))
            self.file(path, model)
        self.progress(_("Reading files"), len(files), len(files))

    # Files

    def file(self, path: Path, model: type[models.Model]) -> None:
        name = trees.composed(path.relative_to(self.root))
        try:
            if path.stat().st_size > LARGEST_FILE:
                raise Refused(_("left out; the file is larger than %d MB") % (LARGEST_FILE // 1024 // 1024))
            content = path.read_bytes()
            said = self.said_of(name)
            collection = said.values.get("collection")
            if collection and self.keys.find(Collection, str(collection), "") is None:
                text = _("left out; “%s” does not tell who may see its collection")
                raise Refused(text % COLLECTIONS)
            digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # Wagtail's own hash of a file
            key = self.here.get((model, digest, path.name))
            outcome = Outcome.UNCHANGED
            if key is None:
                key, outcome = self.add(path, content, digest, model, said), Outcome.CREATED
            elif self.update(name, model, key, said):
                outcome = Outcome.UPDATED
        except Refused as error:
            self.report.warn(name, 1, "file-refused", path.name, str(error))
            return
        except UnreadableDocument as error:
            self.report.fail(about(name), error.line, str(error))
            return
        except OSError as error:
            self.report.fail(name, 1, _("The file cannot be opened: %s.") % error.strerror)
            return
        self.keys.add_file(model, key, name)
        self.report.count(str(model._meta.label), outcome)

    def said_of(self, name: str) -> FrontMatter:
        """What the export says of a file; nothing when it says nothing."""
        path = self.root / about(name)
        if path.is_symlink() or not path.is_file():
            return FrontMatter()
        return read_yaml(read_text(path), 1)

    def add(
        self, path: Path, content: bytes, digest: str, model: type[models.Model], said: FrontMatter
    ) -> Any:
        obj: Any = model(title=path.stem[:255])
        self.apply(obj, said.values)
        if model is get_image_model():
            name, size = checked_picture(path, content)
            if self.options.dry_run:
                self.pretend(obj, name, content, digest)
                obj.width, obj.height = size
            else:
                obj.file = ImageFile(io.BytesIO(content), name=name)
        elif self.options.dry_run:
            self.pretend(obj, path.name, content, digest)
        else:
            obj.file = ContentFile(content, name=path.name)
            try:
                obj.clean()
            except ValidationError as error:
                raise Refused(" ".join(error.messages)) from error
            obj._set_document_file_metadata()
        with refusing():
            obj.save()
        self.tag(obj, said.values)
        if created := said.values.get("created_at"):
            model._base_manager.filter(pk=obj.pk).update(created_at=parse_datetime(str(created)))
        return obj.pk

    def pretend(self, obj: Any, name: str, content: bytes, digest: str) -> None:
        """Fill in what storing the file would."""
        obj.file.name = f"dry-run/{name}"
        obj.file._committed = True
        obj.file_size = len(content)
        obj.file_hash = digest

    def update(self, name: str, model: type[models.Model], key: Any, said: FrontMatter) -> bool:
        """Make what the library says of a file what the export says; whether anything was written."""
        obj: Any = model._base_manager.get(pk=key)
        current = Describer(self.keys, "").values(obj)
        current["collection"] = self.keys.collections.get(obj.collection_id, "")
        wanted = {"collection": "", **said.values}
        same = {"created_at"}
        changed = [n for n in sorted({*current, *wanted} - same) if current.get(n) != wanted.get(n)]
        if not changed or not said.values:
            return False
        if edited_here(obj) and not self.options.force:
            for field in changed:
                text = _("left as a person wrote it here; the document says something else")
                self.report.warn(about(name), said.lines.get((field,), 1), "edited-here", field, text)
            return False
        self.apply(obj, said.values)
        obj.save()
        self.tag(obj, said.values)
        return True

    def apply(self, obj: Any, values: dict[str, Any]) -> None:
        reader = Reader(self.keys, "", lambda where, name: None)
        for column in form_of(type(obj)).columns:
            if column.name in values:
                setattr(obj, column.attname, reader.column(column, values[column.name]))
        key = self.keys.find(Collection, str(values.get("collection", "")), "")
        if key is not None:
            obj.collection_id = key

    def tag(self, obj: Any, values: dict[str, Any]) -> None:
        for name in form_of(type(obj)).tags:
            getattr(obj, name).set([str(tag) for tag in values.get(name) or []])

    # Collections

    def collections(self) -> None:
        """Make the collections that are missing, each closed as it was before a file comes into it."""
        path = self.root / COLLECTIONS
        if path.is_symlink() or not path.is_file():
            return
        try:
            rows = read_yaml(read_text(path), 1).values.get("collections")
        except UnreadableDocument as error:
            self.report.fail(COLLECTIONS, error.line, str(error))
            return
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict) and isinstance(row.get("name"), str):
                self.restrict(self.collection(row["name"]), row)

    def collection(self, name: str) -> Any:
        found = Collection.get_first_root_node()
        for part in name.split(COLLECTION_SEPARATOR) if name else []:
            below = found.get_children().filter(name=part).first()
            found = below or Collection.objects.get(pk=found.pk).add_child(name=part[:255])
        return found

    def restrict(self, collection: Any, row: dict[str, Any]) -> None:
        wanted = row.get("restriction")
        if not wanted or collection.view_restrictions.exists():
            return
        if close(CollectionViewRestriction, wanted, collection=collection):
            text = _("closed to everybody but superusers: choose again who may see it")
            self.report.warn(COLLECTIONS, 1, "restriction-closed", row["name"], text)
