"""Factories of objects with ordered rows: pass targets, get rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from factory.base import OptionDefault
from factory.django import DjangoModelFactory, DjangoOptions


class RowsOptions(DjangoOptions):
    """Adds to `Meta`: `rows`, and `place`, the name in the site tree of a page's usual parent."""

    def _build_default_options(self):
        return [
            *super()._build_default_options(),
            OptionDefault("rows", {}, inherit=True),
            OptionDefault("place", "home", inherit=True),
        ]


class RowsFactory(DjangoModelFactory):
    """`Meta.rows` maps a keyword to (name of the child relation, field of the row that is its target).

    Each value of such a keyword is a target, a (target, other fields) pair, or all fields of a
    row in a dictionary: `team=[camille, (karim, {"role": "mentor"})]`, `towns=[{"name": "Lyon"}]`.
    """

    _options_class = RowsOptions

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        given = {name: kwargs.pop(name) for name in cls._meta.rows if name in kwargs}
        obj = model_class(*args, **kwargs)
        cls._add_rows(obj, given)
        cls._save(obj)
        return obj

    @classmethod
    def _add_rows(cls, obj, given: dict[str, Iterable[Any]]) -> None:
        for name, values in given.items():
            relation, field = cls._meta.rows[name]
            manager = getattr(obj, relation)
            for order, value in enumerate(values):
                manager.add(manager.model(sort_order=order, **_row_fields(field, value)))

    @classmethod
    def _save(cls, obj) -> None:
        obj.save()


def _row_fields(field: str, value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if isinstance(value, tuple):
        target, others = value
        return {field: target, **others}
    return {field: value}
