"""Targets of relations read once for a whole answer.

A list of challenges leads to the same few administrations again and again. Inside
`shared_targets` each of them is read once; `preload_targets` reads all of a list's at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model, prefetch_related_objects
from wagtail.models import Locale

from cms.core.locale import language_of, locale_for

Read = Callable[[type[Model], Iterable[int], Locale], Mapping[int, Any]]
_known: ContextVar[dict[tuple, dict] | None] = ContextVar("known_targets", default=None)


@contextmanager
def shared_targets() -> Iterator[None]:
    """For answers that only read: what is edited inside would be seen as it was."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def shared(read: Read, model: type[Model], keys: Iterable[int], locale: Locale) -> Mapping[int, Any]:
    """`read(model, keys, locale)`, without asking again for what was read before."""
    known = _known.get()
    if known is None:
        return read(model, keys, locale)
    found = known.setdefault((model, locale.pk), {})
    unknown = set(keys) - found.keys()
    if unknown:
        found.update(dict.fromkeys(unknown))
        found.update(read(model, unknown, locale))
    return {key: found[key] for key in keys if found[key] is not None}


def preload_targets(objects: Sequence[Model], path: str) -> None:
    """Read at once, for all `objects` of one model, what the relation `path` leads to.

    `path` is a foreign key ("promotion") or a foreign key of ordered rows ("theme_rows.theme").
    """
    from cms.core.relations import shown_versions

    rows_name, _, field = path.rpartition(".")
    if rows_name:
        prefetch_related_objects(objects, rows_name)
    keys = defaultdict(set)
    for obj in objects:
        rows = getattr(obj, rows_name).all() if rows_name else [obj]
        keys[language_of(obj)].update(getattr(row, f"{field}_id") for row in rows)
    for language, wanted in keys.items():
        if wanted := wanted - {None}:
            shared(shown_versions, related_model(type(objects[0]), path), wanted, locale_for(language))


def related_model(model: type[Model], path: str) -> type[Model]:
    """The model that the relation `path` of `model` leads to."""
    for name in path.split("."):
        model = model._meta.get_field(name).related_model
    return model
