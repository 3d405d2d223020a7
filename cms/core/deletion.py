"""Refuse to delete what others still show, with a sentence instead of an error 500."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models, transaction
from django.utils.text import capfirst
from wagtail.models import Page

from cms.core.relations import owner_field


def protecting_objects(objects: Iterable[models.Model]) -> list[models.Model]:
    """What forbids deleting `objects` (all pages, or all of one model): the pages and snippets
    that name one of them, or a page below one, and would stay.

    One query for each protected key of the project, whatever the number of objects.
    """
    doomed = _Doomed(objects)
    staying = {}
    for _field, obj in _protected(doomed):
        owner = _owner(obj)
        if not _is_among(owner, doomed):
            staying[_identity(owner)] = owner
    return sorted(staying.values(), key=lambda owner: (str(owner._meta.verbose_name), str(owner)))


@transaction.atomic
def release_each_other(objects: Iterable[models.Model]) -> None:
    """Cut the ties between `objects`, so that they can be deleted together: two posts that
    recommend each other would forbid the deletion of their blog."""
    doomed = _Doomed(objects)
    for field, obj in list(_protected(doomed)):
        if not _is_among(_owner(obj), doomed):
            continue
        rows = type(obj)._base_manager.filter(pk=obj.pk)
        if owner_field(type(obj)) is not None:
            rows.delete()
        elif field.null:
            rows.update(**{field.attname: None})


def describe(owner: models.Model) -> str:
    """Such as “Challenge “Open Chronos” (French)”."""
    name = f"{capfirst(owner._meta.verbose_name)} “{owner}”"
    locale = getattr(owner, "locale", None)
    return f"{name} ({locale.get_display_name()})" if locale else name


class _Doomed:
    """What a deletion takes away, to be asked about quickly."""

    def __init__(self, objects: Iterable[models.Model]) -> None:
        objects = list(objects)
        self.model: type[models.Model] | None = type(objects[0]) if objects else None
        if self.model is not None and issubclass(self.model, Page):
            self.model = Page
            pages = [Page.objects.descendant_of(obj, inclusive=True) for obj in objects]
            self.keys = {key for below in pages for key in below.values_list("pk", flat=True)}
        else:
            self.keys = {obj.pk for obj in objects}

    def has(self, model: type[models.Model], key) -> bool:
        return self.model is not None and issubclass(model, self.model) and key in self.keys


def _protected(doomed: _Doomed) -> Iterator[tuple[models.ForeignKey, models.Model]]:
    """(key, object that has it) for each protected key that leads to something doomed."""
    if doomed.model is None:
        return
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if (
                isinstance(field, models.ForeignKey)
                and field.remote_field.on_delete in {models.PROTECT, models.RESTRICT}
                and issubclass(field.related_model, doomed.model)
            ):
                owner = owner_field(model)
                found = model._base_manager.filter(**{f"{field.name}__in": doomed.keys})
                for obj in found.select_related(owner.name) if owner else found:
                    yield field, obj


def _owner(obj: models.Model) -> models.Model:
    """The page or snippet a row belongs to; anything else stands for itself."""
    field = owner_field(type(obj))
    return getattr(obj, field.name) if field else obj


def _is_among(obj: models.Model, doomed: _Doomed) -> bool:
    return doomed.has(type(obj), obj.pk)


def _identity(obj: models.Model) -> tuple:
    return (Page if isinstance(obj, Page) else type(obj)), obj.pk
