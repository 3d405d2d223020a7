"""
The addresses under which files are served.

No address points into the storage, which is private: each leads to a view of ours. The address
of an image holds a token made with the site's secret key, so that nobody can guess it.
"""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

if TYPE_CHECKING:
    from .models import CMSImage, CMSRendition


def keyed_token(purpose: str, *parts: object) -> str:
    """32 hexadecimal digits (128 bits) that stand for `parts` and cannot be made without the secret key."""
    value = "\n".join(str(part) for part in parts)
    return salted_hmac(purpose, value, algorithm="sha256").hexdigest()[:32]


def original_token(image: CMSImage) -> str:
    # The hash is part of it: the old address dies when the file is replaced.
    return keyed_token("cms.media.original", image.pk, image.get_file_hash())


def is_original_token(image: CMSImage, token: str) -> bool:
    return constant_time_compare(original_token(image), token)


def original_url(image: CMSImage) -> str:
    return reverse("media_original", args=[image.pk, original_token(image), image.filename])


def rendition_url(rendition: CMSRendition) -> str:
    folder, filename = os.path.split(rendition.file.name)
    return reverse("media_rendition", args=[os.path.basename(folder), filename])
