"""What is done to a file before it is stored, and what is refused."""

from __future__ import annotations

import os.path
import zipfile
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from .position import without_position
from .svg import clean_svg

if TYPE_CHECKING:
    from .models import CMSImage

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    "pdf": b"%PDF-",
    "rtf": b"{\\rtf",
    "doc": _OLE,
    "xls": _OLE,
    "ppt": _OLE,
}
# Members that make a zip archive the document it says it is.
_OFFICE_FOLDERS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN_FORMATS = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "odg": "application/vnd.oasis.opendocument.graphics",
    "epub": "application/epub+zip",
}
_ARCHIVES = {"zip", *_OFFICE_FOLDERS, *_OPEN_FORMATS}
_BEGINNING = 1024


def prepare_image_file(image: CMSImage) -> None:
    """
    Clean a file that is about to be stored: an SVG of what runs or loads, a photograph of its place.

    Sets size and hash to those of the cleaned file. Raises UnreadableSVGError.
    """
    name = os.path.basename(image.file.name)
    image.file.open()
    image.file.seek(0)
    content = image.file.read()
    image.file.seek(0)
    cleaned = clean_svg(content) if image.is_svg() else without_position(content)
    if cleaned is not None and cleaned != content:
        image.file = ContentFile(cleaned, name=name)
    image._set_image_file_metadata()


def check_document_file(file: File) -> None:
    """Raise ValidationError when the content of `file` is not what its extension says."""
    extension = os.path.splitext(file.name or "")[1][1:].lower()
    file.seek(0)
    try:
        is_genuine = _is_genuine(file, extension)
    finally:
        file.seek(0)
    if not is_genuine:
        raise ValidationError(
            _("This file is not a genuine .%(extension)s file: its content is something else."),
            code="extension_does_not_match",
            params={"extension": extension},
        )


def _is_genuine(file: File, extension: str) -> bool:
    beginning = file.read(_BEGINNING)
    if extension in _ARCHIVES:
        return beginning.startswith(_ZIP) and _is_archive_of(file, extension)
    if extension == "pdf":
        # Some printers write a few bytes before the signature; readers look for it within this range.
        return _SIGNATURES["pdf"] in beginning
    if extension in _SIGNATURES:
        return beginning.startswith(_SIGNATURES[extension])
    return not _looks_binary(beginning)


def _looks_binary(beginning: bytes) -> bool:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16, as spreadsheets write CSV
        return False
    return b"\0" in beginning or beginning.startswith((*_SIGNATURES.values(), _ZIP, b"MZ", b"\x7fELF"))


def _is_archive_of(file: File, extension: str) -> bool:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if extension in _OFFICE_FOLDERS:
                # Macros run on the reader's computer; their own extensions are not allowed either.
                has_macros = any(name.endswith("vbaProject.bin") for name in names)
                return not has_macros and any(name.startswith(_OFFICE_FOLDERS[extension]) for name in names)
            if extension in _OPEN_FORMATS:
                if "mimetype" not in names or archive.getinfo("mimetype").file_size > _BEGINNING:
                    return False
                return archive.read("mimetype").decode("ascii", "replace").strip() == _OPEN_FORMATS[extension]
            return True
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return False
