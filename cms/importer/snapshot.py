"""Digests of what a document says and of what an object holds: the ground for changing nothing needlessly."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

# What the database adds to a row, and an editor never wrote.
ROW_KEYS = frozenset({"pk", "id", "sort_order", "translation_key", "locale", "uuid"})
BLOCK_KEYS = re.compile(r'\s+data-block-key="[^"]*"')

Digests = dict[str, str]


def digest(value: Any) -> str:
    """A short digest of any value a field can have; equal for equal contents in any order of keys."""
    text = json.dumps(plain_value(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def plain_value(value: Any) -> Any:
    """A value as JSON has it: objects by key, moments in UTC, block ids and editor's marks left out."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Mapping):
        is_block = "type" in value and "value" in value
        return {str(key): plain_value(item) for key, item in value.items() if not (is_block and key == "id")}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain_value(item) for item in value]
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, str):
        return BLOCK_KEYS.sub("", value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value) if not isinstance(value, Decimal) else str(value.normalize())


def digests_of(values: Mapping[str, Any]) -> Digests:
    return {name: digest(value) for name, value in values.items()}


def stored_values(obj: models.Model, names: set[str]) -> dict[str, Any]:
    """What an object's newest version holds under these names: fields, inline rows, tags.

    Read from the latest revision where there is one: that is what an editor sees, published or not.
    """
    revision = obj.get_latest_revision() if hasattr(obj, "get_latest_revision") else None
    if revision is not None:
        return {name: _from_revision(revision.content.get(name)) for name in names}
    return {name: _from_field(obj, name) for name in names}


def _from_revision(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return [{key: item for key, item in row.items() if key not in ROW_KEYS} for row in value]
    if isinstance(value, str) and value.startswith("[{"):
        try:
            return json.loads(value)  # a stream is kept as text: its block ids are not content
        except ValueError:
            return value
    return value


def _from_field(obj: models.Model, name: str) -> Any:
    if name in {relation.get_accessor_name() for relation in get_all_child_relations(obj)}:
        rows = getattr(obj, name).all()
        return [
            {
                field.name: field.value_from_object(row)
                for field in row._meta.concrete_fields
                if field.name not in ROW_KEYS
            }
            for row in rows
        ]
    column: Any = obj._meta.get_field(name)
    return column.value_from_object(obj)
