"""What every endpoint of the API does, ours or a plugin's.

A plugin declares an ordinary viewset of Wagtail's API v2. The router makes of it an endpoint
that answers JSON alone, shows only what is public, takes the filters and sections of the
plugin registry, and answers each wrong value by a 400 that names it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.conf import settings
from django.db.models import ForeignKey, Model, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import override
from rest_framework.metadata import BaseMetadata
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from taggit.managers import TaggableManager
from wagtail.api import APIField
from wagtail.api.v2.serializers import ChildRelationField
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import TranslatableMixin
from wagtail.search.index import class_is_indexed

from cms.core.locale import language_of
from cms.core.serializers import RelatedSerializer
from cms.core.sharing import shared_targets
from cms.plugins.offers import ListFilter
from cms.plugins.registry import registry

from . import parameters
from .addresses import with_hosts
from .errors import InvalidParameter, error_response
from .filters import OrderFilter, SearchFilter, is_plain
from .pagination import Pagination
from .serializers import SectionField
from .visibility import only_public

Model_ = type[Model]

# Parameters that say nothing where one object is asked for.
SEARCHING = frozenset({"search", "search_operator"})
LIST_ONLY = frozenset({"limit", "offset", "order"}) | SEARCHING


class JSONAlways(BaseContentNegotiation):
    """The API has one form: what a browser says it would rather have changes nothing."""

    def select_parser(self, request: Request, parsers: Sequence[Any]) -> Any:
        return None

    def select_renderer(
        self, request: Request, renderers: Sequence[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class Methods(BaseMetadata):
    """The answer to OPTIONS."""

    def determine_metadata(self, request: Request, view: Any) -> dict[str, Any]:
        return {"methods": view.allowed_methods}


class PublicEndpoint(BaseAPIViewSet):
    """Stands before a viewset of Wagtail's API v2 in the order of its bases."""

    authentication_classes = ()
    permission_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JSONAlways
    metadata_class = Methods
    pagination_class = Pagination
    http_method_names = ("get", "head", "options")

    searched_fields: list[str] | None = None
    """The indexed fields that `search` looks through; all, unless given."""

    # What may be asked

    @cached_property
    def listed_model(self) -> Model_:
        """The model whose fields and filters a list has."""
        model: Model_ = self.model
        return model

    @cached_property
    def filtered_models(self) -> tuple[Model_, ...]:
        """The models whose list filters may be used."""
        return (self.listed_model,)

    def room_filters(self) -> dict[str, dict[Model_, ListFilter]]:
        """The list filters of plugins, by parameter and by the model they narrow."""
        found: dict[str, dict[Model_, ListFilter]] = {}
        for model in self.filtered_models:
            for list_filter in registry.filters_for(model):
                found.setdefault(list_filter.name, {})[model] = list_filter
        return found

    def column_filters(self, model: Model_) -> set[str]:
        """The fields of a model by whose value a list may be narrowed."""
        return {
            name
            for name in self._columns(model)
            if is_plain(model, name) or isinstance(model._meta.get_field(name), ForeignKey | TaggableManager)
        } - self.room_filters().keys()

    def order_fields(self, model: Model_) -> set[str]:
        """The fields of a model by whose value a list may be ordered."""
        return {name for name in self._columns(model) if is_plain(model, name)}

    def _columns(self, model: Model_) -> set[str]:
        # The language is a column too, but has a filter of its own.
        return set(self.get_available_fields(model, db_fields_only=True)) - {"locale"}

    def allowed_parameters(self) -> set[str]:
        allowed = {
            *self.known_query_parameters - LIST_ONLY,
            *self.column_filters(self.listed_model),
            *self.room_filters(),
        }
        if issubclass(self.listed_model, TranslatableMixin):
            allowed.add("locale")
        return allowed

    def _list_parameters(self) -> set[str]:
        searching = frozenset() if class_is_indexed(self.listed_model) else SEARCHING
        return self.allowed_parameters() | (LIST_ONLY - searching)

    # What is shown

    def get_queryset(self) -> QuerySet[Any]:
        return only_public(super().get_queryset())

    @classmethod
    def get_body_fields(cls, model: Model_) -> list[APIField]:
        """The viewset's and the model's own, and what other plugins add to the model."""
        own = super().get_body_fields(model)
        names = {field.name for field in own}
        return own + [
            APIField(section.name, serializer=SectionField(section))
            for section in registry.related_for(model)
            if section.name not in names
        ]

    @classmethod
    def _get_serializer_class(
        cls, router: Any, model: Model_, fields_config: Any, show_details: bool = False, nested: bool = False
    ) -> type[Any]:
        serializers = cls.get_field_serializer_overrides(model)
        config, replaced = [], {}
        for name, negated, inner in fields_config:
            serializer = serializers.get(name)
            if inner and serializer is not None:
                beside = serializer.model_beside(model) if isinstance(serializer, RelatedSerializer) else None
                if beside is None:
                    raise InvalidParameter("fields", f"“{name}” does not support nested fields.")
                endpoint = router.endpoint_for(beside)
                child = endpoint._get_serializer_class(router, beside, inner, nested=True)
                replaced[name] = serializer.with_nested(child)
                inner = None
            config.append((name, negated, inner))
        try:
            found = super()._get_serializer_class(
                router, model, config, show_details=show_details, nested=nested
            )
        except InvalidParameter:
            raise
        except BadRequestError as error:
            raise InvalidParameter("fields", f"{error}.") from error
        return type(found.__name__, (found,), replaced) if replaced else found

    def get_serializer_class(self) -> type[Any]:
        is_list = self.action == "listing_view"
        return self._get_serializer_class(
            self.request.wagtailapi_router,
            self.listed_model if is_list else type(self.get_object()),
            parameters.selected_fields(self.request.GET),
            show_details=not is_list,
        )

    # Answers

    def listing_view(self, request: Request) -> Response:
        self._check(self._list_parameters())
        with override(parameters.language(request.GET)), shared_targets():
            queryset = self.filter_queryset(self.get_queryset())
            objects = list(self.paginate_queryset(queryset))
            serializer = self.get_serializer(objects, many=True)
            self._preload(objects, serializer.child)
            return self.get_paginated_response(with_hosts(serializer.data))

    def detail_view(self, request: Request, pk: int) -> Response:
        self._check(self.allowed_parameters())
        obj = self.get_object()
        with override(language_of(obj) or settings.LANGUAGE_CODE), shared_targets():
            return Response(with_hosts(self.get_serializer(obj).data))

    def get_object(self) -> Any:
        if not hasattr(self, "_cached_object"):
            number = parameters.whole_number(str(self.kwargs["pk"]))
            with override(parameters.language(self.request.GET)):
                self._cached_object = get_object_or_404(self.filter_queryset(self.get_queryset()), pk=number)
        return self._cached_object

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for backend in self.filter_backends:
            if self.action == "listing_view" or backend not in {OrderFilter, SearchFilter}:
                queryset = backend().filter_queryset(self.request, queryset, self)
        return queryset

    def find_view(self, request: Request) -> Response:
        self._check(self.find_query_parameters | self.allowed_parameters())
        return super().find_view(request)

    def find_object(self, queryset: QuerySet[Any], request: Request) -> Any:
        if "id" in request.GET:
            number = parameters.whole_number(request.GET["id"])
            if number is None:
                raise InvalidParameter("id", "must be a whole number.")
            return queryset.filter(pk=number).first()
        return super().find_object(queryset, request)

    def _check(self, allowed: Collection[str]) -> None:
        parameters.check_form(self.request.GET, allowed)

    def _preload(self, objects: list[Any], serializer: Any) -> None:
        """Read for all objects at once what their fields would read one by one."""
        if not objects:
            return
        for field in serializer.fields.values():
            if hasattr(field, "preload"):
                field.preload(objects)
            elif isinstance(field, ChildRelationField):
                prefetch_related_objects(objects, field.source)

    def handle_exception(self, exc: Exception) -> Response:
        response = error_response(exc)
        if response is None:
            return super().handle_exception(exc)
        response.exception = True
        return response

    def get_renderer_context(self) -> dict[str, Any]:
        context: dict[str, Any] = super().get_renderer_context()
        context.pop("indent", None)
        return context
