"""One object as plain values: what its document says, and what the reader compares it with.

The values hold no key of the database and no object: texts, numbers, yes and no, lists and mappings, as YAML has them.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Collection

from cms.importer.export.content import NOTHING, Form, blank_of, form_of, is_translatable
from cms.importer.export.keys import GONE, Keys, kind_of_link
from cms.importer.export.rich_text import encoded, with_keys
from cms.importer.export.streams import converted, with_ids

ROW_KEY = "eig-cms-key"
"""In a row: what it is a translation of, as its `translation_key`."""

FIRST = ("title", "slug", "name", "label")
"""What a reader of a document looks for first."""


class Describer:
    """Writes objects in the words of one language's documents."""

    def __init__(self, keys: Keys, language: str) -> None:
        self.keys = keys
        self.language = language

    def values(self, obj: Any) -> dict[str, Any]:
        """Every exported field of an object that is not blank, by name; streams as lists of blocks."""
        form: Form = form_of(type(obj))
        found: dict[str, Any] = {}
        for column in sorted(form.columns, key=lambda column: column.name not in FIRST):
            value = self.value(obj, column)
            blank = blank_of(column)
            if blank is NOTHING or value != blank:
                found[column.name] = value
        for column in form.many:
            targets = getattr(obj, column.name).all()
            names = sorted(str(self.name(column.related_model, target.pk)) for target in targets)
            if names:
                found[column.name] = names
        for name in form.tags:
            # In their own order: readers see them so.
            tags = [str(tag.name) for tag in getattr(obj, name).all()]
            if tags:
                found[name] = tags
        for relation in form.relations:
            name = relation.get_accessor_name()
            rows = [self.row(row) for row in getattr(obj, name).all()]
            if rows:
                found[name] = rows
        return found

    def row(self, row: Any) -> dict[str, Any]:
        key = {ROW_KEY: str(row.translation_key)} if is_translatable(type(row)) else {}
        return {**key, **self.values(row)}

    def value(self, obj: Any, column: Any) -> Any:
        """One field's value."""
        if isinstance(column, models.ForeignKey):
            return self.name(column.related_model, getattr(obj, column.attname))
        if isinstance(column, StreamField):
            return self.stream(obj, column)
        value = column.value_from_object(obj)
        if value is None:
            return None
        if isinstance(column, RichTextField):
            return self.text(value)
        if isinstance(column, models.JSONField):
            return json.loads(json.dumps(value, cls=column.encoder))
        if isinstance(value, dt.datetime):
            return timezone.localtime(value, timezone.get_default_timezone()).isoformat()
        if type(value) in (str, bool, int, float):
            return value
        return column.value_to_string(obj)

    def stream(self, obj: Any, column: StreamField) -> list[Any]:
        """The stored blocks of a stream, each with an id; a chosen object that is gone becomes null."""
        stream = getattr(obj, column.name)
        if not stream:
            return []
        stored = [isinstance(raw, dict) and bool(raw.get("id")) for raw in stream._raw_data]
        children = column.stream_block.get_prep_value(stream)
        for child, has_id in zip(children, stored, strict=True):
            if not has_id:
                child["id"] = None  # Wagtail makes one up each time it is asked
        plain = json.loads(json.dumps(children))
        blocks = converted(column.stream_block, plain, self.name, self.text)
        mark = getattr(obj, "translation_key", "")
        return with_ids(blocks, f"{obj._meta.label}.{column.name}:{mark}:{self.language}")

    def text(self, html: Any) -> Any:
        """Rich text as Markdown, its links by name."""
        return encoded(with_keys(html, self.renamed)) if isinstance(html, str) and html else html

    def renamed(self, kind: str, key: str) -> str:
        model = kind_of_link(kind)
        return key if model is None else self.name(model, key) or GONE

    def name(self, model: type[models.Model], key: Any) -> str | None:
        if key is None:
            return None
        name = self.keys.name(model, key, self.language)
        # The collection at the top has no name of its own.
        return name or None if model is Collection else name
