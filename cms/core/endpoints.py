"""The endpoint of a snippet in the API, for plugins to declare in their room `api.py`.

The API itself adds to every endpoint, this one or Wagtail's own, that only public objects
are shown, filters, related sections and errors.
"""

from __future__ import annotations

from rest_framework.fields import CharField, Field
from wagtail.api.v2.serializers import BaseSerializer
from wagtail.api.v2.views import BaseAPIViewSet

from cms.core.locale import language_of


class AddressField(Field):
    """The public page of an object in its own language, or null where it has none."""

    def get_attribute(self, instance):
        return instance

    def to_representation(self, obj) -> str | None:
        return obj.get_url()


class LanguageField(Field):
    def get_attribute(self, instance):
        return instance

    def to_representation(self, obj) -> str:
        return language_of(obj)


class SnippetSerializer(BaseSerializer):
    title = CharField(source="__str__", read_only=True)
    html_url = AddressField(read_only=True)
    locale = LanguageField(read_only=True)


class SnippetAPIViewSet(BaseAPIViewSet):
    """Endpoint of a `PublicSnippet`; subclasses give `model` and `name`, the model its `api_fields`."""

    base_serializer_class = SnippetSerializer
    body_fields = [*BaseAPIViewSet.body_fields, "title"]
    meta_fields = [*BaseAPIViewSet.meta_fields, "html_url", "slug", "locale", "uuid"]
    listing_default_fields = [
        *BaseAPIViewSet.listing_default_fields,
        "html_url",
        "slug",
        "locale",
        "uuid",
        "title",
    ]
    nested_default_fields = [
        *BaseAPIViewSet.nested_default_fields,
        "html_url",
        "slug",
        "locale",
        "uuid",
        "title",
    ]
