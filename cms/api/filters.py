"""What narrows and orders a list.

Wagtail's grammar and answers; its own filters would fail on values that no database takes
(an endless number, a broken date, a lone quotation mark) and tell of hidden objects by the
relations that lead to them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.timezone import is_aware, make_aware
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from taggit.managers import TaggableManager
from wagtail.api.v2.utils import parse_boolean
from wagtail.models import Page, TranslatableMixin
from wagtail.search.backends import get_search_backend

from cms.core.links import is_public_file
from cms.core.list_filters import named_objects
from cms.core.locale import locale_for
from cms.media.rights import Rights
from cms.plugins.offers import InvalidFilterValue

from . import parameters
from .errors import InvalidParameter

# Columns whose values are compared and ordered as they are written.
PLAIN_COLUMNS = (
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DecimalField,
    models.IntegerField,
    models.UUIDField,
)
TREE = ("child_of", "descendant_of", "ancestor_of", "translation_of")


class LanguageFilter(BaseFilterBackend):
    """`locale=en`: objects written in one language."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        if "locale" in request.GET and issubclass(queryset.model, TranslatableMixin):
            return queryset.filter(locale=locale_for(parameters.language(request.GET)))
        return queryset


class TreeFilter(BaseFilterBackend):
    """`child_of=7`, `descendant_of=7`, `ancestor_of=7`, `translation_of=7`: by place of a public page."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        if {"child_of", "descendant_of"} <= request.GET.keys():
            raise InvalidParameter("descendant_of", "cannot be combined with child_of.")
        for name in TREE:
            if name in request.GET:
                queryset = getattr(queryset, name)(self._page(request, name, view))
        return queryset

    def _page(self, request: Request, name: str, view: Any) -> Page:
        value = request.GET[name]
        if value == "root" and name != "ancestor_of":
            page = view.get_root_page()
        else:
            number = parameters.whole_number(value)
            page = None if number is None else view.get_base_queryset().filter(pk=number).first()
        if page is None:
            raise InvalidParameter(name, f"must be the id of a published page, or root; “{value}” is not.")
        return page


class ColumnFilter(BaseFilterBackend):
    """`slug=…`, `year=2024`, `tags=a,b`: by the value of a field."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        for name in view.column_filters(queryset.model) & request.GET.keys():
            queryset = self._by(queryset, name, request.GET[name])
        return queryset

    def _by(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        field = queryset.model._meta.get_field(name)
        if isinstance(field, TaggableManager):
            for tag in value.split(","):
                queryset = queryset.filter(**{f"{name}__name": tag})
            return queryset
        if field.is_relation:
            return queryset.filter(_leads_to(field, value))
        return queryset.filter(**{name: _column_value(field, value)})


class RoomFilter(BaseFilterBackend):
    """The list filters that plugins offer in their room `api.py`, for one type or several."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        for name, by_model in view.room_filters().items():
            if name not in request.GET:
                continue
            condition = Q()
            for model, list_filter in by_model.items():
                objects = model._default_manager.all()
                try:
                    found = list_filter.apply(objects, request.GET[name])
                except InvalidFilterValue as error:
                    raise InvalidParameter(name, f"{error}.") from error
                condition |= Q(pk__in=found.order_by().values("pk"))
            queryset = queryset.filter(condition)
        return queryset


class OrderFilter(BaseFilterBackend):
    """`order=title`, `order=-date,title`, `order=random`."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        value = request.GET.get("order")
        if not value:
            return queryset
        if value == "random":
            if "offset" in request.GET:
                raise InvalidParameter("order", "random cannot be combined with offset.")
            return queryset.order_by("?")
        allowed = sorted(view.order_fields(queryset.model))
        names = value.split(",")
        for name in names:
            if name.removeprefix("-") not in allowed:
                known = ", ".join([*allowed, "random"])
                raise InvalidParameter("order", f"cannot order by “{name}”. Known here: {known}.")
        # Equal values must not change places from one page of the list to the next.
        return queryset.order_by(*names, "pk")


class SearchFilter(BaseFilterBackend):
    """`search=forêt`: by the words of Wagtail's own index. Must be the last: results cannot be narrowed."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: Any) -> QuerySet[Any]:
        operator = request.GET.get("search_operator")
        if operator not in {None, "and", "or"}:
            raise InvalidParameter("search_operator", "must be and, or or.")
        words = parameters.search_words(request.GET)
        if words is None:
            return queryset
        if not words:
            return queryset.none()
        # The backends read only simple conditions on indexed fields: the narrowing comes after.
        found = get_search_backend().search(
            words, queryset.model, fields=view.searched_fields, operator=operator
        )
        matches = found.get_queryset()
        if "order" in request.GET:
            return queryset.filter(pk__in=matches.order_by().values("pk"))
        return matches.filter(pk__in=queryset.order_by().values("pk"))


FILTERS = [LanguageFilter, TreeFilter, ColumnFilter, RoomFilter, OrderFilter, SearchFilter]


def is_plain(model: type[models.Model], name: str) -> bool:
    """Whether a field is a column that a list may be ordered by."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return (
        isinstance(field, PLAIN_COLUMNS) and not field.is_relation and not isinstance(field, models.FileField)
    )


def _column_value(field: models.Field[Any, Any], value: str) -> Any:
    """What the column would hold; raises InvalidParameter for what it cannot."""
    try:
        if isinstance(field, models.BooleanField):
            return parse_boolean(value)
        if isinstance(field, models.IntegerField):
            number = parameters.whole_number(value)
            if number is None:
                raise ValueError(f"must be a whole number from 0 to {parameters.LARGEST_NUMBER}")
            return number
        found = field.to_python(value)
        if isinstance(found, Decimal) and not found.is_finite():
            raise ValueError("must be a number")
        if isinstance(found, datetime):
            # Databases hold UTC, which the first and the last day of the calendar may not have.
            return (found if is_aware(found) else make_aware(found)).astimezone(UTC)
        return found
    except ValidationError as error:
        raise InvalidParameter(field.name, " ".join(error.messages)) from error
    except (ValueError, OverflowError) as error:
        raise InvalidParameter(field.name, f"{error}.") from error


def _leads_to(field: models.Field[Any, Any], value: str) -> Q:
    """The condition that a foreign key leads to a public object; raises InvalidParameter."""
    model: Any = field.related_model
    if issubclass(model, TranslatableMixin):
        try:
            keys = {obj.translation_key for obj in named_objects(model, value)}
        except InvalidFilterValue as error:
            raise InvalidParameter(field.name, f"{error}.") from error
        return Q(**{f"{field.name}__translation_key__in": keys})
    number = parameters.whole_number(value)
    found = model._base_manager.filter(pk=number).first() if number is not None else None
    if found is None or (isinstance(found, Rights) and not is_public_file(found)):
        raise InvalidParameter(field.name, f"nothing public has the id “{value}”.")
    return Q(**{field.name: found})
