"""How an image is described: its text alternative and its sizes, in templates and in the API."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from PIL import Image as PillowImage
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from cms.core.links import is_public_file

logger = logging.getLogger(__name__)

# Sizes that partner sites may count on.
API_RENDITIONS = {"small": "max-480x480", "medium": "max-960x960", "large": "max-1600x1600"}


class TextAlternative(NamedTuple):
    text: str
    decorative: bool
    missing: bool


def text_alternative(image: Any, alt: str | None = None, decorative: bool | None = None) -> TextAlternative:
    """The alternative of `image` where it stands: the one given or its block's, else the image's own
    description. Never its title, which is often a file name.
    """
    if decorative is None:
        decorative = bool(getattr(image, "decorative", False))
    if decorative:
        return TextAlternative("", decorative=True, missing=False)
    if alt is None:
        alt = getattr(image, "contextual_alt_text", None)
    text = (alt or "").strip() or image.description.strip()
    return TextAlternative(text, decorative=False, missing=not text)


def renditions_of(image: Any, specs: Sequence[str]) -> list[Any]:
    """The renditions of `image` in the order of `specs`; none at all when its file is lost or broken.

    One unreadable file must not take down the page or the answer that shows it.
    """
    try:
        found = image.get_renditions(*specs)
    except (
        SourceImageIOError,
        OSError,
        ValueError,
        SyntaxError,  # Pillow's answer to some damaged PNG files
        InvalidFilterSpecError,
        PillowImage.DecompressionBombError,
    ) as error:
        logger.warning("No rendition of image %s can be made: %s", image.pk, error)
        return []
    return [found[spec] for spec in specs]


def image_representation(
    image: Any, *, alt: str | None = None, decorative: bool | None = None
) -> dict[str, Any] | None:
    """An image as the API shows it inside another object, or None when it is not public.

    `url` is the largest rendition: originals are not public files. A file missing from the
    storage leaves the addresses empty.
    """
    if not is_public_file(image):
        return None
    alternative = text_alternative(image, alt, decorative)
    renditions = {
        name: {"url": rendition.url, "width": rendition.width, "height": rendition.height}
        for name, rendition in zip(
            API_RENDITIONS, renditions_of(image, list(API_RENDITIONS.values())), strict=False
        )
    }
    return {
        "id": image.pk,
        "title": image.title,
        "alt": alternative.text,
        "decorative": alternative.decorative,
        "alt_missing": alternative.missing,
        "width": image.width,
        "height": image.height,
        "url": renditions["large"]["url"] if renditions else None,
        "renditions": renditions,
    }


class ResponsiveImage(NamedTuple):
    """An image ready for an `img` element."""

    main: Any
    sources: list[Any]
    alt: str


# Widths offered to browsers.
WIDTHS = (480, 800, 1200, 1600)


def responsive_image(
    image: Any,
    alt: str | None = None,
    decorative: bool | None = None,
    *,
    width: int = 1200,
    crop: str = "",
) -> ResponsiveImage | None:
    """`image` in several widths up to `width`, or cropped to fill `crop`; None when it may not be shown.

    Wagtail never enlarges, so a small image gives one source however many are asked for.
    """
    if not is_public_file(image):
        return None
    if crop:
        specs = [f"fill-{crop}"]
    else:
        specs = [f"width-{step}" for step in WIDTHS if step < width] + [f"width-{width}"]
    if image.is_svg():
        # A drawing is sharp at every size, and means nothing when its edges are cut off.
        specs = [f"max-{crop}"] if crop else specs[-1:]
    else:
        specs = [f"{spec}|format-webp" for spec in specs]
    renditions = renditions_of(image, specs)
    if not renditions:
        return None
    by_width = {rendition.width: rendition for rendition in renditions}
    sources = list(by_width.values()) if len(by_width) > 1 else []
    return ResponsiveImage(renditions[-1], sources, text_alternative(image, alt, decorative).text)
