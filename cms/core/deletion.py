"""Refuse to delete what others still show, with a sentence instead of an error 500."""

from __future__ import annotations

from django.contrib.admin.utils import NestedObjects
from django.db import models


def protecting_objects(objects) -> list[models.Model]:
    """What forbids deleting `objects` (a list or queryset of one model): rows and pages
    that point at them or at anything that would go with them."""
    objects = list(objects)
    if not objects:
        return []
    collector = NestedObjects(using=objects[0]._state.db)
    collector.collect(objects)
    return sorted({getattr(obj, "page", None) or obj for obj in collector.protected}, key=str)
