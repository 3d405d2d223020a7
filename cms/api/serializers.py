"""What is added to the serializer of every endpoint, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import override
from rest_framework.fields import CharField, Field
from rest_framework.relations import ManyRelatedField
from wagtail import fields as wagtail_fields
from wagtail.api.v2 import serializers as stock
from wagtail.models import DraftStateMixin, Page, TranslatableMixin

from cms.core.links import is_public_file, public_objects, public_pages
from cms.core.locale import language_of
from cms.core.rich_text import serialize_rich_text
from cms.core.serializers import TagsSerializer, reference
from cms.core.visibility import is_visible
from cms.media.rights import Rights
from cms.plugins.offers import RelatedSection


def shown(objects: list[Any]) -> list[Any]:
    """The version of each object that readers of the active language get; None for what is hidden.

    The objects are of one model.
    """
    first = next((obj for obj in objects if obj is not None), None)
    if isinstance(first, Page):
        return public_pages(objects)
    if isinstance(first, TranslatableMixin):
        return public_objects(objects)
    if isinstance(first, Rights):
        return [obj if is_public_file(obj) else None for obj in objects]
    if isinstance(first, DraftStateMixin):
        return [obj if obj is not None and obj.live else None for obj in objects]
    return objects


class ShownRelatedField(stock.RelatedField):
    """A relation that a model names without a serializer of its own: never to a hidden object."""

    def get_attribute(self, instance: Any) -> Any:
        return shown([super().get_attribute(instance)])[0]

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> ShownManyField:
        return ShownManyField(child_relation=cls(*args, **kwargs), read_only=True)


class ShownManyField(ManyRelatedField):
    def get_attribute(self, instance: Any) -> list[Any]:
        return [obj for obj in shown(list(super().get_attribute(instance))) if obj is not None]


class RichTextField(CharField):
    """HTML or Markdown, as the request asks; links only to what is public."""

    def to_representation(self, value: str) -> str:
        return serialize_rich_text(value, self.context)


class SectionField(Field):
    """What another plugin shows on this type (room `related.py`)."""

    def __init__(self, section: RelatedSection, **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", **kwargs)
        self.section = section

    def to_representation(self, owner: Model) -> list[dict[str, Any]]:
        return [self.section.serialize(item) for item in self.section.items(owner)]


class PublicSerializer(stock.BaseSerializer):
    """Shows an object in its own language, and nothing hidden beside it."""

    serializer_field_mapping = {
        **stock.BaseSerializer.serializer_field_mapping,
        wagtail_fields.RichTextField: RichTextField,
    }
    serializer_related_field = ShownRelatedField

    def build_property_field(
        self, field_name: str, model_class: type[Model]
    ) -> tuple[type[Field], dict[str, Any]]:
        field_class, kwargs = super().build_property_field(field_name, model_class)
        return (TagsSerializer if field_class is stock.TagsField else field_class), kwargs

    def to_representation(self, instance: Any) -> dict[str, Any]:
        language = language_of(instance)
        if not language:
            return dict(super().to_representation(instance))
        with override(language):
            return dict(super().to_representation(instance))


class PageAddressField(stock.PageHtmlUrlField):
    def to_representation(self, page: Page) -> str | None:
        # The request remembers the roots of the sites; its own class is Django's, not the framework's.
        return page.get_url(self.context["request"]._request)


class PageLanguageField(stock.PageLocaleField):
    def to_representation(self, page: Page) -> str:
        return language_of(page)


class PageBesideField(Field):
    """Another page in few words, or null where it is not public; `find` gives it."""

    def __init__(self, find: Callable[[Page], Page | None], **kwargs: Any) -> None:
        super().__init__(read_only=True, source="*", **kwargs)
        self.find = find

    def to_representation(self, page: Page) -> dict[str, Any] | None:
        beside = self.find(page)
        return reference(beside) if beside is not None and is_visible(beside) else None


class PublicPageSerializer(PublicSerializer, stock.PageSerializer):
    html_url = PageAddressField(read_only=True)
    locale = PageLanguageField(read_only=True)
    parent = PageBesideField(find=Page.get_parent)
    alias_of = PageBesideField(find=lambda page: page.alias_of)
