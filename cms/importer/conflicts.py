"""What a person changed here since the last import, and both texts of it for the report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db import models

from cms.importer.models import ImportRecord
from cms.importer.snapshot import digest, plain_value, stored_values

EMPTY: tuple[Any, ...] = (None, "", [], False)


def has_waiting_draft(obj: Any, record: ImportRecord | None) -> bool:
    """Whether somebody's draft waits over a public object: publishing it is that person's to decide."""
    is_ours = record is not None and getattr(obj, "latest_revision_id", None) == record.revision_id
    return not is_ours and bool(
        getattr(obj, "live", False) and getattr(obj, "has_unpublished_changes", False)
    )


def edited_here(
    obj: Any, record: ImportRecord | None, changed: set[str], values: Mapping[str, Any]
) -> dict[str, Any]:
    """What the object holds under those names in `changed` that a person edited since the last import.

    A person and the document that say the same are in no conflict.
    """
    latest = getattr(obj, "latest_revision", None)
    if record is None and (latest is None or latest.user_id is None):
        return {}
    held = stored_values(obj, changed)
    if record is None:
        edited = {name for name in changed if held[name] not in EMPTY}
    elif latest is not None and has_waiting_draft(obj, record):
        edited = set(changed)  # writing and publishing would publish somebody's draft with it
    else:
        edited = {name for name in changed if digest(held[name]) != record.stored.get(name)}
    return {name: held[name] for name in edited if digest(held[name]) != digest(values[name])}


def readable(model: type[models.Model], name: str, value: Any) -> str:
    """A field's value as a person reads it: a text as it is, objects by name, rows and blocks as JSON."""
    field: Any = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return named(field, value)
    if isinstance(value, str):
        return value
    if value in EMPTY:
        return ""
    if getattr(field, "one_to_many", False) and isinstance(value, list):
        value = [row_by_names(field.related_model, row) for row in value]
    return json.dumps(plain_value(value), ensure_ascii=False)


def row_by_names(model: type[models.Model], row: Mapping[str, Any]) -> dict[str, Any]:
    columns = {name: model._meta.get_field(name) for name in row}
    return {
        name: named(columns[name], value) if isinstance(columns[name], models.ForeignKey) else value
        for name, value in row.items()
        if value not in EMPTY
    }


def named(field: Any, value: Any) -> str:
    """The name of the object a foreign key leads to, given itself or its key."""
    if value is None or isinstance(value, models.Model):
        return str(value or "")
    return str(field.related_model._base_manager.filter(pk=value).first() or value)
