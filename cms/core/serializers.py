"""How Wagtail's API shows what all types share (Django REST framework fields)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from rest_framework.fields import Field, ReadOnlyField
from wagtail.models import Page

from cms.core.locale import language_of


class ImageSerializer(Field):
    """An image of a page or snippet as {id, title, alt, decorative, width, height,
    credit}, or null. `attribute` is the foreign key; its text and its decorative mark,
    where the model has them, are `<attribute>_alt` and `<attribute>_decorative`."""

    def __init__(self, attribute: str = "image", **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)
        self.attribute = attribute

    def to_representation(self, obj) -> dict[str, Any] | None:
        return image_data(
            getattr(obj, self.attribute),
            getattr(obj, f"{self.attribute}_alt", ""),
            getattr(obj, f"{self.attribute}_decorative", False),
        )


def image_data(image, alt: str = "", decorative: bool = False) -> dict[str, Any] | None:
    """An image as the API shows it; null for none, or for one without rights left."""
    if image is None or not image.is_showable:
        return None
    text = "" if decorative else alt or image.default_alt_text
    return {
        "id": image.pk,
        "title": image.title,
        "alt": text,
        "decorative": decorative,
        "width": image.width,
        "height": image.height,
        "credit": image.credit,
    }


class DocumentSerializer(Field):
    """A document as {id, title, url, size, format, language}; null unless public."""

    def to_representation(self, document) -> dict[str, Any] | None:
        if document.collection.get_view_restrictions():
            return None
        return {
            "id": document.pk,
            "title": document.title,
            "url": document.url,
            "size": document.get_file_size(),
            "format": document.file_extension,
            "language": document.language,
        }


class TagsSerializer(Field):
    def to_representation(self, tags) -> list[str]:
        return sorted(tag.name for tag in tags.all())


class BodySerializer(ReadOnlyField):
    """The blocks of a body, each resolved by itself."""

    def to_representation(self, value) -> list[dict[str, Any]]:
        return value.stream_block.get_api_representation(value, self.context)


def reference(obj: models.Model) -> dict[str, Any]:
    """A related object in few words: enough to show a link and to ask for more."""
    return {
        "id": obj.pk,
        "uuid": str(obj.uuid) if hasattr(obj, "uuid") else None,
        "type": obj._meta.label,
        "title": str(obj.title) if isinstance(obj, Page) else str(obj),
        "slug": getattr(obj, "slug", None),
        "language": language_of(obj),
        "url": obj.get_url() if hasattr(obj, "get_url") else None,
    }


class RelatedSerializer(Field):
    """One related object or a list of them, from an attribute that already gives the
    visible ones in the reader's language."""

    def __init__(self, present: Callable[[Any], Any] = reference, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)
        self.present = present

    def to_representation(self, value):
        if isinstance(value, (list, tuple)):
            return [self.present(item) for item in value]
        return self.present(value)
