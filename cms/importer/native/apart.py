"""Values that a translation has of its own although translations share them.

A translator may replace such a value (an image, an address) for one language. Saving the translation would take over
the source's again, unless the translators' tools know that it was replaced.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, TranslatableMixin
from wagtail_localize.models import SegmentOverride, TranslatableObject, TranslationContext

from cms.core.synchronize import shared_columns, source_of


def keep_apart(obj: Any) -> None:
    """Note each shared value of a translation that is not its source's, so that saving leaves it."""
    if not isinstance(obj, TranslatableMixin) or obj.pk is None:
        return
    source = source_of(obj)
    if source is None:
        return
    for path, value in _own_values(source, obj, ""):
        _note(obj, path, value)
    for relation in get_all_child_relations(type(obj)):
        name = relation.get_accessor_name()
        if name == COMMENTS_RELATION_NAME or not issubclass(relation.related_model, TranslatableMixin):
            continue
        sources = {str(row.translation_key): row for row in getattr(source, name).all()}
        for row in getattr(obj, name).all():
            of = sources.get(str(row.translation_key))
            for path, value in _own_values(of, row, f"{name}.{row.translation_key}.") if of else ():
                _note(obj, path, value)


def _own_values(source: Any, obj: Any, prefix: str) -> list[tuple[str, Any]]:
    found = []
    for name in shared_columns(type(obj)):
        column: Any = obj._meta.get_field(name)
        value = getattr(obj, column.attname)
        if value != getattr(source, column.attname):
            found.append((prefix + name, value))
    return found


def _note(obj: models.Model, path: str, value: Any) -> None:
    known, _created = TranslatableObject.objects.get_or_create(
        translation_key=obj.translation_key,  # type: ignore[attr-defined]
        defaults={"content_type": ContentType.objects.get_for_model(type(obj))},
    )
    contexts = TranslationContext.objects.filter(object=known, path=path)
    context = contexts.first() or TranslationContext.objects.create(object=known, path=path)
    SegmentOverride.objects.update_or_create(
        locale=obj.locale,  # type: ignore[attr-defined]
        context=context,
        defaults={"data_json": json.dumps(value, cls=DjangoJSONEncoder), "has_error": False},
    )
