"""Removal of the place where a picture was taken, which telephones write into it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import IFD

# What cameras and telephones write. "keep" leaves the picture's own compression as it is.
_OPTIONS: dict[str, dict[str, Any]] = {"JPEG": {"quality": "keep"}, "HEIF": {"quality": 95}}


def without_position(content: bytes) -> bytes | None:
    """Return the picture without its GPS position, or None when it holds none."""
    try:
        image = Image.open(BytesIO(content))
        exif = image.getexif()
    except (UnidentifiedImageError, OSError, SyntaxError):
        return None
    if image.format not in _OPTIONS or IFD.GPSInfo not in exif:
        return None
    del exif[IFD.GPSInfo]
    output = BytesIO()
    image.save(
        output,
        format=image.format,
        exif=exif.tobytes(),
        icc_profile=image.info.get("icc_profile"),
        **_OPTIONS[image.format],
    )
    return output.getvalue()
