"""How Wagtail's API shows what all types share (Django REST framework fields).

Nothing here names what the public may not see. A field may have `preload`, which reads
for a whole list what the field will need of each item.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.urls import NoReverseMatch, reverse
from rest_framework.fields import Field, ReadOnlyField
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.core.images import API_RENDITIONS, image_representation
from cms.core.links import document_representation
from cms.core.locale import language_of
from cms.core.sharing import preload_targets, related_model
from cms.plugins.registry import registry


class ImageSerializer(Field):
    """An image of a page, snippet or row, or null. `attribute` gives the image; its text and its
    decorative mark, where the model has them, are `<attribute>_alt` and `<attribute>_decorative`.
    `relation` is the foreign key, where the attribute is a property that reads it."""

    def __init__(self, attribute: str = "image", relation: str = "", **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)
        self.attribute = attribute
        self.relation = relation or attribute

    def to_representation(self, obj) -> dict[str, Any] | None:
        return image_data(
            getattr(obj, self.attribute),
            getattr(obj, f"{self.attribute}_alt", ""),
            getattr(obj, f"{self.attribute}_decorative", False),
        )

    def preload(self, objects: Sequence[models.Model]) -> None:
        prefetch_related_objects(objects, self.relation)
        images = [image for obj in objects if (image := getattr(obj, self.attribute))]
        renditions = get_image_model().get_rendition_model().objects
        needed = renditions.filter(filter_spec__in=API_RENDITIONS.values())
        prefetch_related_objects(
            images, models.Prefetch("renditions", needed, to_attr="prefetched_renditions")
        )


def image_data(image, alt: str = "", decorative: bool = False) -> dict[str, Any] | None:
    """An image as the API shows it with the text it has there; null for one that is not public."""
    data = image_representation(image, alt=alt, decorative=decorative)
    return data and {**data, "credit": image.credit}


class DocumentSerializer(Field):
    """A document as {id, title, url, size, format, language}; null unless public."""

    def to_representation(self, document) -> dict[str, Any] | None:
        return document_representation(document)


class TagsSerializer(Field):
    """The names of the tags, in alphabetical order."""

    def to_representation(self, tags) -> list[str]:
        # Pages keep their tags in rows, which drafts and previews hold in memory.
        rows = tags.get_tagged_item_manager().all() if hasattr(tags, "get_tagged_item_manager") else None
        return sorted(tag.name for tag in (tags.all() if rows is None else (row.tag for row in rows)))

    def preload(self, objects: Sequence[models.Model]) -> None:
        tags = getattr(objects[0], self.source)
        if not hasattr(tags, "get_tagged_item_manager"):
            prefetch_related_objects(objects, self.source)
            return
        rows_name = tags.through._meta.get_field("content_object").remote_field.get_accessor_name()
        prefetch_related_objects(objects, f"{rows_name}__tag")


class BodySerializer(ReadOnlyField):
    """The blocks of a body, each resolved by itself."""

    def to_representation(self, value) -> list[dict[str, Any]]:
        return value.stream_block.get_api_representation(value, self.context)


def reference(obj: models.Model) -> dict[str, Any]:
    """A related object in few words: enough to show a link and to ask for more."""
    meta = {
        "type": object_type(obj),
        "detail_url": detail_url(obj),
        "html_url": obj.get_url() if hasattr(obj, "get_url") else None,
        "slug": getattr(obj, "slug", None),
        "locale": language_of(obj) or None,
    }
    if hasattr(obj, "uuid"):
        meta["uuid"] = str(obj.uuid)
    return {"id": obj.pk, "meta": meta, "title": str(obj.title) if isinstance(obj, Page) else str(obj)}


def object_type(obj: models.Model) -> str:
    """The name of an object's type, such as "blog.BlogPostPage"; a page's own, however it was read."""
    model = (obj.specific_class or type(obj)) if isinstance(obj, Page) else type(obj)
    return model._meta.label


def detail_url(obj: models.Model) -> str | None:
    """The path at which the API shows an object, or None when no endpoint does."""
    names = [name for name, viewset in registry.endpoints().items() if isinstance(obj, viewset.model)]
    endpoint = "pages" if isinstance(obj, Page) else next(iter(names), None)
    try:
        return reverse(f"wagtailapi:{endpoint}:detail", args=[obj.pk])
    except NoReverseMatch:
        return None


class RelatedSerializer(Field):
    """One related object or a list of them, from an attribute that already gives the
    visible ones in the reader's language.

    `path` is the relation the attribute reads: a foreign key ("promotion"), or one of
    ordered rows ("theme_rows.theme"). With it a list is read in few queries, and callers
    may ask for fields of the related object: `fields=themes(description)`.
    """

    def __init__(
        self, present: Callable[[Any], Any] = reference, path: str = "", nested: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(read_only=True, **kwargs)
        self.present = present
        self.path = path
        self.nested = nested

    def to_representation(self, value):
        if isinstance(value, (list, tuple)):
            return [self._show(item) for item in value]
        return self._show(value)

    def _show(self, item):
        shown = self.present(item)
        if self.nested is None:
            return shown
        more = self.nested(context=self.context).to_representation(item)
        # The address in few words is the one for the reader's language.
        return {**more, **shown, "meta": {**more.get("meta", {}), **shown["meta"]}}

    def preload(self, objects: Sequence[models.Model]) -> None:
        if self.path:
            preload_targets(objects, self.path)

    def with_nested(self, nested: Any) -> RelatedSerializer:
        """The same field, showing each object by the serializer class `nested`."""
        return type(self)(*self._args, **{**self._kwargs, "nested": nested})

    def model_beside(self, model: type[models.Model]) -> type[models.Model] | None:
        """The model whose fields may be asked for where this field belongs to `model`."""
        return related_model(model, self.path) if self.path and self.present is reference else None
