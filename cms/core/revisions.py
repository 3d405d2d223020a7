"""Old revisions that name something deleted since."""

from __future__ import annotations

from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations


class KeepsDanglingRevisions(models.Model):
    """Open a draft or an old revision although something it names is gone.

    modelcluster raises for a protected key whose target no longer exists, so that
    the editor, restoring and translating would crash. Here the key becomes empty (a
    row that is nothing without it is dropped) and `dropped_references` says what
    went, for the editor to be told.
    """

    dropped_references: list[str] = []

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        dropped: list[str] = []
        if check_fks:
            data = without_dangling_keys(cls, data, dropped)
        obj = super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)
        if obj is not None:
            obj.dropped_references = dropped
        return obj


def without_dangling_keys(
    model: type[models.Model], data: dict[str, Any], dropped: list[str]
) -> dict[str, Any]:
    """A copy of serialized `data` of `model` in which every foreign key has a target.

    Appends one line to `dropped` for each key emptied and each row left out.
    """
    data = dict(data)
    for field in dangling_fields(model, data):
        dropped.append(str(field.verbose_name))
        data[field.name] = None
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name not in data:
            continue
        rows = []
        for row in data[name]:
            dangling = list(dangling_fields(relation.related_model, row))
            if any(not field.null for field in dangling):
                dropped.append(str(relation.related_model._meta.verbose_name))
                continue
            if dangling:
                dropped.extend(str(field.verbose_name) for field in dangling)
                row = {**row, **{field.name: None for field in dangling}}
            rows.append(row)
        data[name] = rows
    return data


def dangling_fields(model: type[models.Model], data: dict[str, Any]):
    """Yield the protected foreign keys of `data` whose target does not exist.

    Other kinds (CASCADE, SET_NULL) are modelcluster's to handle, and it does.
    """
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.PROTECT:
            key = data.get(field.name)
            if (
                key is not None
                and not field.related_model._base_manager.filter(**{field.target_field.name: key}).exists()
            ):
                yield field
