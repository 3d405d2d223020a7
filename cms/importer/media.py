"""Pictures and documents into Wagtail's libraries: each content once, names kept, nothing harmful.

Files are read and written outside transactions; a dry run reads them and writes none.
"""

from __future__ import annotations

import hashlib
import io
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.importer.documents import Document
from cms.importer.errors import Refused
from cms.importer.markdown import FoundImage
from cms.importer.markdown.embeds import absolute
from cms.importer.models import ImportedFile
from cms.importer.report import Outcome, Report
from cms.importer.storing import settle_announcements, store
from cms.media.svg import clean_svg

COLLECTION = "Import"
LARGEST_FILE = 50 * 1024 * 1024
MOST_PIXELS = 120_000_000
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "GIF": ".gif", "WEBP": ".webp", "AVIF": ".avif"}


class Warn(Protocol):
    def __call__(self, line: int, kind: str, value: str, action: str) -> None: ...


@dataclass
class MediaLibrary:
    """The two libraries as one run sees them."""

    report: Report
    dry_run: bool = False
    known: dict[tuple[str, str], int] = field(default_factory=dict)
    refused: dict[Path, str] = field(default_factory=dict)
    by_path: dict[Path, int] = field(default_factory=dict)
    _collection: Any = None

    def open(self) -> None:
        """Read what the libraries hold already."""
        if not self.dry_run:
            settle_announcements()
        models = {"image": get_image_model(), "document": get_document_model()}
        for library, model in models.items():
            for key, digest in model._default_manager.exclude(file_hash="").values_list("pk", "file_hash"):
                self.known.setdefault((library, digest), key)
        alive = {
            library: set(model._default_manager.values_list("pk", flat=True))
            for library, model in models.items()
        }
        for record in ImportedFile.objects.all():
            if record.object_id is not None and record.object_id in alive[record.library]:
                self.known[record.library, record.digest] = record.object_id

    def find_image(self, document: Document, reference: str, line: int, warn: Warn) -> FoundImage | None:
        """The picture a document names; warned and None when there is none that can be used."""
        reference = reference.strip()
        if not reference:
            warn(line, "image-empty", reference, _("left without an image"))
            return None
        try:
            parts = urlsplit(reference)
        except ValueError:
            warn(line, "image-refused", reference[:80], _("left out; a picture must be a file of the site"))
            return None
        if parts.scheme in ("http", "https") or parts.netloc:
            warn(line, "image-external", reference, _("not fetched; its address is kept as a link"))
            return FoundImage(url=absolute(reference))
        if parts.scheme:
            warn(line, "image-refused", reference[:80], _("left out; a picture must be a file of the site"))
            return None
        name = unquote(parts.path)
        path, exact = document.files.find(name)
        if path is None:
            warn(line, "image-missing", name, _("left out; the site has no such file"))
            return None
        if not exact:
            warn(line, "image-case-differs", name, _("used %s") % path.name)
        try:
            return FoundImage(image=self.image(path))
        except Refused as error:
            warn(line, "image-refused", name, str(error))
            return None

    def image(self, path: Path) -> int:
        """Key of the picture in the library, put there when its content is new. Raises `Refused`."""
        if path in self.by_path:
            return self.by_path[path]
        if path in self.refused:
            raise Refused(self.refused[path])
        try:
            key = self.stored("image", path, self.new_image)
        except Refused as error:
            self.refused[path] = str(error)
            raise
        self.by_path[path] = key
        return key

    def document(self, path: Path, title: str) -> int | None:
        """Key of the document in the library, put there when its content is new; None when it is refused."""
        if path in self.by_path:
            return self.by_path[path]
        try:
            key = self.stored("document", path, self.new_document)
        except Refused:
            return None
        self.by_path[path] = key
        return key

    def stored(self, library: str, path: Path, make: Any) -> int:
        with refusing():
            if path.stat().st_size > LARGEST_FILE:
                raise Refused(_("left out; the file is larger than %d MB") % (LARGEST_FILE // 1024 // 1024))
            content = path.read_bytes()
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()  # Wagtail's own hash of a file
        key = self.known.get((library, digest))
        if key is not None:
            self.report.count(library, Outcome.UNCHANGED)
            return key
        obj = make(path, content, digest)
        # Outside any transaction: saving writes the file, and cleans it first.
        if self.dry_run:
            obj.save()
        else:
            store(library, digest, obj)
        self.known[library, digest] = obj.pk
        self.report.count(library, Outcome.CREATED)
        return int(obj.pk)

    def new_image(self, path: Path, content: bytes, digest: str) -> Any:
        name, size = checked_picture(path, content)
        title = unicodedata.normalize("NFC", path.stem)[:255]
        image = get_image_model()(title=title, collection=self.collection())
        if self.dry_run:
            self.pretend(image, name, content, digest)
            # Whoever asks for a size of nothing would have the file read.
            image.width, image.height = (max(1, length) for length in size)
        else:
            with refusing():
                image.file = ImageFile(io.BytesIO(content), name=name)
        return image

    def new_document(self, path: Path, content: bytes, digest: str) -> Any:
        title = unicodedata.normalize("NFC", path.stem)[:255]
        document = get_document_model()(title=title, collection=self.collection())
        name = unicodedata.normalize("NFC", path.name)
        document.file = ContentFile(content, name=name)
        try:
            document.clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        if self.dry_run:
            self.pretend(document, name, content, digest)
        else:
            document._set_document_file_metadata()
        return document

    def pretend(self, obj: Any, name: str, content: bytes, digest: str) -> None:
        """Fill in what storing the file would: a name that counts as saved, size and hash."""
        obj.file.name = f"dry-run/{name}"
        obj.file._committed = True
        obj.file_size = len(content)
        obj.file_hash = digest

    def collection(self) -> Any:
        """The collection of imported files, made on first use."""
        if self._collection is None:
            root = Collection.get_first_root_node()
            self._collection = root.get_children().filter(name=COLLECTION).first()
        if self._collection is None:
            with transaction.atomic():
                self._collection = root.add_child(name=COLLECTION)
        return self._collection


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the library says of a file it will not take into `Refused`."""
    try:
        yield
    except (ValidationError, ValueError, OSError) as error:
        raise Refused(_("left out; %s") % error) from error
    except RecursionError as error:
        raise Refused(_("left out; its parts are nested too deep")) from error


def checked_picture(path: Path, content: bytes) -> tuple[str, tuple[int, int]]:
    """Name to store a picture under, and its size. The suffix follows the content: `.jfif` is a JPEG.

    Raises `Refused` for what is no picture, or one that unfolds to too many pixels.
    """
    stem = unicodedata.normalize("NFC", path.stem)
    if path.suffix.lower() == ".svg" or content.lstrip()[:5] in (b"<?xml", b"<svg "):
        with refusing():
            clean_svg(content)
        return f"{stem}.svg", (0, 0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(io.BytesIO(content)) as picture:
                size, kind = picture.size, picture.format or ""
                if size[0] * size[1] <= MOST_PIXELS:
                    read_whole(picture)
    except Exception as error:  # of bytes that are no picture, Pillow's readers raise whatever they meet
        raise Refused(_("left out; it is not a picture that can be read")) from error
    if size[0] * size[1] > MOST_PIXELS:
        raise Refused(_("left out; it unfolds to %d million pixels") % (size[0] * size[1] // 1_000_000))
    if kind not in SUFFIXES:
        raise Refused(_("left out; pictures of the format %s are not taken") % kind)
    suffix = (
        path.suffix
        if path.suffix.lower() in (SUFFIXES[kind], ".jpeg" if kind == "JPEG" else "")
        else SUFFIXES[kind]
    )
    return f"{stem}{suffix.lower()}", size


def read_whole(picture: Pillow.Image) -> None:
    """Raise what Pillow raises when a picture ends before its end, the quickest way its format allows."""
    if picture.format == "PNG":
        picture.verify()
        return
    picture.draft("RGB", (16, 16))  # a JPEG is decoded at an eighth of its size
    picture.load()
