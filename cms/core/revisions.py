"""Old revisions that name something deleted since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import ModelLogEntry, Page, PageLogEntry

Data = dict[str, Any]


class KeepsDanglingRevisions(models.Model):
    """Open a draft or an old revision although something it names is gone.

    modelcluster raises for a protected key whose target no longer exists, so that
    the editor, restoring and translating would crash. Here the key becomes empty (a
    row that is nothing without it is dropped) and `dropped_references` says what
    went, for the editor to be told.
    """

    dropped_references: tuple[str, ...] = ()

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        dropped: list[str] = []
        if check_fks:
            data = without_dangling_keys(cls, data, dropped)
        obj = super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)
        if obj is not None:
            obj.dropped_references = tuple(dropped)
        return obj


def without_dangling_keys(model: type[models.Model], data: Data, dropped: list[str]) -> Data:
    """A copy of serialized `data` of `model` in which every protected key has a target.

    Appends to `dropped` what each emptied key and each row left out named. One query for
    each model that is named, whatever the number of rows.
    """
    existing = _existing_targets(model, data)
    data = dict(data)
    for field in _dangling(model, data, existing):
        dropped.append(_name(field, data[field.name]))
        data[field.name] = None
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name in data:
            data[name] = [
                row
                for row in (_kept(relation.related_model, row, existing, dropped) for row in data[name])
                if row is not None
            ]
    return data


def _kept(model: type[models.Model], row: Data, existing: dict[type, set], dropped: list[str]) -> Data | None:
    """The row without keys that lead nowhere, or None when it is nothing without one of them."""
    dangling = list(_dangling(model, row, existing))
    dropped.extend(_name(field, row[field.name]) for field in dangling)
    if any(not field.null for field in dangling):
        return None
    return {**row, **{field.name: None for field in dangling}}


def _protected_keys(model: type[models.Model]) -> Iterator[models.ForeignKey]:
    """The keys that modelcluster cannot empty; it empties the others (CASCADE, SET_NULL) itself."""
    for field in model._meta.get_fields():
        if (
            isinstance(field, models.ForeignKey)
            and not isinstance(field, ParentalKey)
            and field.remote_field.on_delete in {models.PROTECT, models.RESTRICT}
        ):
            yield field


def _existing_targets(model: type[models.Model], data: Data) -> dict[type, set]:
    """For each model that `data` names by a protected key, which of the named objects exist."""
    named: dict[type, set] = defaultdict(set)
    for field, key in _keys(model, data):
        named[field.related_model].add(key)
    for relation in get_all_child_relations(model):
        for row in data.get(relation.get_accessor_name(), ()):
            for field, key in _keys(relation.related_model, row):
                named[field.related_model].add(key)
    return {
        target: set(target._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
        for target, keys in named.items()
    }


def _keys(model: type[models.Model], data: Data) -> Iterator[tuple[models.ForeignKey, Any]]:
    for field in _protected_keys(model):
        key = data.get(field.name)
        if key is not None:
            yield field, field.target_field.to_python(key)


def _dangling(
    model: type[models.Model], data: Data, existing: dict[type, set]
) -> Iterator[models.ForeignKey]:
    for field, key in _keys(model, data):
        if key not in existing[field.related_model]:
            yield field


def _name(field: models.ForeignKey, key: Any) -> str:
    """Such as “Cohort: Promotion 4”; the kind alone when no log remembers the name."""
    kind = capfirst(str(field.verbose_name))
    model = field.related_model
    if issubclass(model, Page):
        entries = PageLogEntry.objects.filter(page_id=key)
    else:
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        entries = ModelLogEntry.objects.filter(content_type=content_type, object_id=str(key))
    entry = entries.filter(action="wagtail.delete").order_by("-timestamp").first()
    return f"{kind}: {entry.label}" if entry else kind
