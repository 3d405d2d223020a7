"""List filters of the API, for plugins to offer in their room `api.py`.

    filters = [relation_filter("theme", "challenges.ChallengePage", "theme_rows__theme")]

Several values, separated by commas, mean any of them. What is not public does not exist
here: its id or slug is answered as one that was never given.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.core.locale import active_locale, source_locale, visible_objects
from cms.core.sharing import related_model
from cms.plugins.offers import InvalidFilterValue, ListFilter

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_VALUES = 50
LARGEST_ID = 2**31 - 1

Expand = Callable[[Iterable[Any]], set[uuid.UUID]]


def relation_filter(
    name: str, target: str, lookup: str, description: StrOrPromise, expand: Expand | None = None
) -> ListFilter:
    """A filter of `target` ("app.Model") by what `lookup` leads to ("theme_rows__theme").

    An object stands for its translations too: a row may point at any of them. `expand` turns
    the objects that were named into the translation keys looked for, where those are more.
    """

    def apply(queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        model = queryset.model
        named = named_objects(related_model(model, lookup.replace("__", ".")), value)
        keys = expand(named) if expand else {obj.translation_key for obj in named}
        found = model._base_manager.filter(**{f"{lookup}__translation_key__in": keys})
        return queryset.filter(pk__in=found.values("pk"))

    return ListFilter(name=name, target=target, description=description, apply=apply)


def choice_filter(
    name: str, target: str, field: str, choices: Callable[[], Iterable[str]], description: StrOrPromise
) -> ListFilter:
    """A filter by a column that holds one of few codes."""

    def apply(queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{field}__in": one_of(value, choices())})

    return ListFilter(name=name, target=target, description=description, apply=apply)


def year_filter(target: str, field: str = "year") -> ListFilter:
    """A filter by a column that holds a year."""

    def apply(queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        words = split_values(value)
        if any(not _is_number(word) or len(word) != 4 for word in words):
            raise InvalidFilterValue("give years of four digits, such as 2024")
        return queryset.filter(**{f"{field}__in": [int(word) for word in words]})

    return ListFilter(
        name="year", target=target, description=_("One year, or several separated by commas."), apply=apply
    )


def named_objects(model: type[Model], value: str) -> list[Any]:
    """The public objects of `model` that the words of `value` name: by id (digits alone), UUID, or
    slug in the language asked for, else in the source language.

    Raises InvalidFilterValue for a word that names none.
    """
    words = split_values(value)
    columns = {field.name for field in model._meta.get_fields()}
    locales = [active_locale(), source_locale()]
    ids = [int(word) for word in words if _is_id(word)]
    uuids = [identifier for word in words if (identifier := _uuid(word))]
    condition = Q(pk__in=ids)
    if "uuid" in columns:
        condition |= Q(uuid__in=uuids)
    if "slug" in columns:
        condition |= Q(slug__in=words, locale__in=locales)
    candidates = list(visible_objects(model).filter(condition))
    return [obj for word in words for obj in _named(word, candidates, locales)]


def true_or_false(value: str) -> bool:
    """What Wagtail's API reads as a truth value; raises InvalidFilterValue."""
    if value not in {"true", "1", "false", "0"}:
        raise InvalidFilterValue("give true or false")
    return value in {"true", "1"}


def one_of(value: str, choices: Iterable[str]) -> list[str]:
    """The words of `value`, each one of `choices`; raises InvalidFilterValue."""
    allowed = [str(choice) for choice in choices]
    words = split_values(value)
    for word in words:
        if word not in allowed:
            raise InvalidFilterValue(f"“{word}” is not one of {', '.join(allowed)}")
    return words


def split_values(value: str) -> list[str]:
    """The words separated by commas; raises InvalidFilterValue for an empty one or too many."""
    words = [word.strip() for word in value.split(",")]
    if not all(words):
        raise InvalidFilterValue("give one value, or several separated by commas")
    if len(words) > MOST_VALUES:
        raise InvalidFilterValue(f"give at most {MOST_VALUES} values")
    return words


def _named(word: str, candidates: Sequence[Any], locales: Sequence[Any]) -> list[Any]:
    if _is_number(word):
        found = [obj for obj in candidates if _is_id(word) and obj.pk == int(word)]
    elif identifier := _uuid(word):
        found = [obj for obj in candidates if getattr(obj, "uuid", None) == identifier]
    else:
        # A slug may be that of one object in a language and of another in the other.
        by_language = [
            [obj for obj in candidates if getattr(obj, "slug", None) == word and obj.locale_id == locale.pk]
            for locale in locales
        ]
        found = next(filter(None, by_language), [])
    if not found:
        raise InvalidFilterValue(f"nothing published has the id, UUID or slug “{word}”")
    return found


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _is_id(word: str) -> bool:
    """Whether a database can hold the number."""
    return _is_number(word) and len(word) <= 10 and int(word) <= LARGEST_ID


def _uuid(word: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(word) if not _is_number(word) else None
    except ValueError:
        return None
