"""Values of a document as the fields of a model take them: the way back of `cms.importer.export.describing`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Collection

from cms.importer.errors import UnreadableDocument
from cms.importer.export.content import NOTHING, blank_of, form_of, is_translatable
from cms.importer.export.describing import ROW_KEY
from cms.importer.export.keys import GONE, Keys, kind_of_link
from cms.importer.export.rich_text import decoded, with_keys
from cms.importer.export.streams import converted, with_ids

Missing = Callable[[str, str], None]
"""Told the field and the name of an object that is not there."""


class Reader:
    """Reads the values of one document of a language."""

    def __init__(self, keys: Keys, language: str, missing: Missing) -> None:
        self.keys = keys
        self.language = language
        self.missing = missing

    def column(self, column: Any, value: Any) -> Any:
        """A value for the field's own attribute; for a key, the key. Raises `UnreadableDocument`."""
        try:
            return self._column(column, value)
        except (ValueError, TypeError, ValidationError, OverflowError, AttributeError) as error:
            raise UnreadableDocument(_("The value of “%s” cannot be read.") % column.name) from error

    def _column(self, column: Any, value: Any) -> Any:
        if value is None and not column.null and not isinstance(column, StreamField):
            blank = blank_of(column)
            return column.get_default() if blank in (NOTHING, None) else blank
        if isinstance(column, models.ForeignKey):
            return self.key(column.related_model, value, column.name)
        if isinstance(column, StreamField):
            blocks = converted(column.stream_block, value or [], self.chosen, self.text)
            return with_ids(blocks, f"{column.model._meta.label}.{column.name}:{self.language}")
        if value is None or isinstance(column, models.JSONField):
            return value
        if isinstance(column, RichTextField):
            return self.text(value)
        if isinstance(column, models.DateTimeField):
            return parse_datetime(value) or column.to_python(value)
        if isinstance(value, dict | list):
            raise TypeError(value)
        if isinstance(column, models.CharField) and len(str(value)) > (column.max_length or len(str(value))):
            raise ValueError(value)  # one database refuses it, another would keep it
        return column.to_python(value)

    def key(self, model: type[models.Model], name: Any, where: str) -> Any | None:
        """The key of the object that a name names; None, and `missing` is told, when there is none."""
        if name is None:
            return None
        key = self.keys.find(model, str(name), self.language)
        if key is None and model is not Collection:
            self.missing(where, str(name))
        return key

    def chosen(self, model: type[models.Model], name: Any) -> Any:
        return self.key(model, name, str(model._meta.verbose_name))

    def text(self, value: Any) -> Any:
        return with_keys(decoded(value), self.renamed) if value else value

    def renamed(self, kind: str, name: str) -> str:
        model = kind_of_link(kind)
        if model is None:
            return name
        key = None if name == GONE else self.key(model, name, kind)
        return "0" if key is None else str(key)

    # Rows

    def rows(self, relation: Any, rows: Any, locale: Any) -> list[models.Model]:
        """The rows of an object, in order; one that is nothing without an object that is missing is left out."""
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UnreadableDocument(_("The value of “%s” cannot be read.") % relation.get_accessor_name())
        found = [self.row(relation.related_model, row, number, locale) for number, row in enumerate(rows)]
        return [row for row in found if row is not None]

    def row(self, model: type[models.Model], values: dict[str, Any], number: int, locale: Any) -> Any | None:
        form = form_of(model)
        row: Any = model()
        for column in form.columns:
            if column.name not in values:
                continue
            value = self.column(column, values[column.name])
            if value is None and isinstance(column, models.ForeignKey) and not column.null:
                return None
            setattr(row, column.attname, value)
        for relation in form.relations:
            name = relation.get_accessor_name()
            if name in values:
                setattr(row, name, self.rows(relation, values[name], locale))
        if is_translatable(model):
            row.locale = locale
            if values.get(ROW_KEY):
                row.translation_key = self.column(model._meta.get_field("translation_key"), values[ROW_KEY])
        if any(column.name == "sort_order" for column in model._meta.get_fields()):
            row.sort_order = number
        return row
