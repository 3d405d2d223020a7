"""Files into storage, so that no cut leaves one that nobody knows of.

A file is announced before it is written (`ImportedFile` without an object) and the announcement is fulfilled when its
row in the library stands. What a cut left between is found by the next import: the file without a row goes, the row
without its announcement is taken.
"""

from __future__ import annotations

import posixpath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.storage import Storage
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.importer.errors import Refused, StorageFailed
from cms.importer.models import ImportedFile


def libraries() -> dict[str, Any]:
    return {
        ImportedFile.Library.IMAGE: get_image_model(),
        ImportedFile.Library.DOCUMENT: get_document_model(),
    }


def store(library: str, digest: str, obj: Any) -> None:
    """Write an object's new file and its row. Raises `Refused`, or `StorageFailed` when no file could be written."""
    storage: Storage = obj.file.storage
    name = storage.get_available_name(obj.file.field.generate_filename(obj, obj.file.name), max_length=255)
    obj.file.name = posixpath.basename(name)
    announced = {"object_id": None, "stored_as": name}
    record, _created = ImportedFile.objects.update_or_create(
        library=library, digest=digest, defaults=announced
    )
    try:
        obj.save()
    except OSError as error:
        if error.errno is None:
            # Pillow's own: the picture is broken, not the disk.
            withdraw(record, storage)
            raise Refused(_("left out; %s") % error) from error
        raise StorageFailed(
            _("“%(file)s” cannot be stored: %(reason)s") % {"file": name, "reason": error.strerror or error}
        ) from error
    except (ValidationError, ValueError) as error:
        withdraw(record, storage)
        raise Refused(_("left out; %s") % error) from error
    record.object_id, record.stored_as = obj.pk, obj.file.name
    record.save(update_fields=["object_id", "stored_as"])


def withdraw(record: ImportedFile, storage: Storage) -> None:
    storage.delete(record.stored_as)
    record.delete()


def settle_announcements() -> None:
    """Clear up after an import that was cut off while it stored a file."""
    models = libraries()
    for record in ImportedFile.objects.filter(object_id=None):
        model = models[record.library]
        key = model._default_manager.filter(file=record.stored_as).values_list("pk", flat=True).first()
        if key is None:
            withdraw(record, model._meta.get_field("file").storage)
        else:
            record.object_id = key
            record.save(update_fields=["object_id"])
