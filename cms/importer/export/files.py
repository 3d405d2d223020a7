"""Images and documents of an export: the files themselves, and what the library says of each."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction

from cms.importer.export.describing import Describer
from cms.importer.export.documents import restriction_values
from cms.importer.export.keys import Keys, collection_names
from cms.importer.export.layout import DOCUMENTS, IMAGES, safe_file_name, told_apart
from cms.importer.export.yaml_text import dump


@dataclass(frozen=True)
class MediaFile:
    """An image or document and its place in the export."""

    path: str
    model: type[models.Model]
    key: int


class MediaFiles:
    """Names every file of the libraries, and tells the keys where each lies."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        keys.collections = collection_names()
        self.files: list[MediaFile] = []
        for model, folder in ((get_image_model(), IMAGES), (get_document_model(), DOCUMENTS)):
            rows = list(model._base_manager.order_by("pk").values_list("pk", "file"))
            names = told_apart(
                (safe_file_name(posixpath.basename(file)), hashlib.sha256(file.encode()).hexdigest()[:8])
                for _key, file in rows
            )
            for (key, _file), name in zip(rows, names, strict=True):
                keys.add_file(model, key, f"{folder}/{name}")
                self.files.append(MediaFile(f"{folder}/{name}", model, key))

    def said_of(self, file: MediaFile, obj: Any) -> str:
        """What the library says of a file, as YAML."""
        values = Describer(self.keys, "").values(obj)
        collection = self.keys.collections.get(obj.collection_id, "")
        return dump({**({"collection": collection} if collection else {}), **values})


def collections_text() -> str:
    """Collections as YAML, each with who may see it: files of a private one stay private."""
    names = collection_names()
    restrictions: dict[int, Any] = {}
    for restriction in CollectionViewRestriction.objects.order_by("pk"):
        restrictions.setdefault(restriction.collection_id, restriction_values(restriction))
    found = []
    for key in sorted(names, key=names.__getitem__):
        if names[key] or key in restrictions:
            closed = {"restriction": restrictions[key]} if key in restrictions else {}
            found.append({"name": names[key], **closed})
    return dump({"collections": found})


def content_of(obj: Any) -> Iterator[bytes]:
    """The bytes of a stored file. Raises `OSError` when storage does not have it."""
    with obj.file.storage.open(obj.file.name, "rb") as stored:
        while chunk := stored.read(1024 * 1024):
            yield chunk
