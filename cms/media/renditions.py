"""Removal of the resized copies of images the public may no longer see."""

from __future__ import annotations

from collections.abc import Iterable

from .models import CMSImage, CMSRendition
from .visibility import public_images


def remove_renditions(images: Iterable[CMSImage]) -> int:
    """Delete the renditions of `images`, rows and files; return how many there were."""
    removed = 0
    for rendition in CMSRendition.objects.filter(image__in=images).select_related("image"):
        # One by one: Wagtail removes the file and the cache entry when a row is deleted.
        rendition.delete()
        removed += 1
    return removed


def remove_hidden_renditions() -> int:
    """
    Delete the renditions of every image that is private or whose rights have run out.

    The view that serves renditions asks by itself; this keeps the storage in step where no signal
    tells of a change: the clock, and a collection moved below a private one.
    """
    return remove_renditions(CMSImage.objects.exclude(pk__in=public_images().values("pk")))
