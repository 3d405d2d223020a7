"""What an export holds: which models, which of their fields, and how each value is written.

Everything is read from the models themselves, so the types of any plugin come along without code of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    Collection,
    DraftStateMixin,
    LockableMixin,
    Page,
    RevisionMixin,
    TranslatableMixin,
    get_page_models,
)
from wagtail.snippets.models import get_snippet_models

# Columns that Wagtail keeps for itself, or that say who did something: the reader has its own of each.
OF_WAGTAIL: dict[type[models.Model], frozenset[str]] = {
    Page: frozenset({"path", "depth", "numchild", "content_type", "url_path", "draft_title", "owner"}),
    RevisionMixin: frozenset({"latest_revision"}),
    LockableMixin: frozenset({"locked", "locked_at", "locked_by"}),
    DraftStateMixin: frozenset({"live", "has_unpublished_changes", "live_revision"}),
    TranslatableMixin: frozenset({"translation_key", "locale"}),
}
FILE_COLUMNS = frozenset(
    {"file", "file_size", "file_hash", "width", "height", "uploaded_by_user", "collection"}
)
ROW_ORDER = "sort_order"


def page_models() -> list[type[Page]]:
    """Page types, in the order of their names."""
    return sorted((m for m in get_page_models() if m is not Page), key=lambda m: str(m._meta.label))


def snippet_models() -> list[type[models.Model]]:
    return sorted(get_snippet_models(), key=lambda model: str(model._meta.label))


def setting_models() -> list[type[models.Model]]:
    return sorted(settings_registry, key=lambda model: str(model._meta.label))


def exported_models() -> dict[str, type[models.Model]]:
    """Pages and snippets by label."""
    return {str(model._meta.label): model for model in (*page_models(), *snippet_models())}


def family(model: type[models.Model]) -> type[models.Model]:
    """The model by which objects of `model` are told apart: any page is a page."""
    return Page if issubclass(model, Page) else model


def is_translatable(model: type[models.Model]) -> bool:
    return issubclass(model, TranslatableMixin)


def has_drafts(model: type[models.Model]) -> bool:
    return issubclass(model, DraftStateMixin)


@dataclass(frozen=True)
class Form:
    """The fields of one model that an export holds, each once, in the model's own order."""

    columns: tuple[Any, ...] = ()
    relations: tuple[Any, ...] = ()
    many: tuple[Any, ...] = ()
    tags: tuple[str, ...] = ()
    body: str = ""
    left_out: tuple[str, ...] = field(default=())
    """Fields that name objects no export holds."""


_FORMS: dict[type[models.Model], Form] = {}


def form_of(model: type[models.Model]) -> Form:
    """What is written of objects of `model`."""
    if model not in _FORMS:
        _FORMS[model] = _form_of(model)
    return _FORMS[model]


def _form_of(model: type[models.Model]) -> Form:
    tags = {column.name: column for column in model._meta.get_fields() if isinstance(column, TaggableManager)}
    through = {column.through for column in tags.values()}
    columns, many, left_out = [], [], []
    for column in model._meta.get_fields():
        if isinstance(column, GenericForeignKey) or column.name in tags or not _is_own(model, column):
            continue
        if column.is_relation and not _is_exported(column):
            left_out.append(column.name)
        elif column.many_to_many:
            many.append(column)
        else:
            columns.append(column)
    streams = [column.name for column in columns if isinstance(column, StreamField)]
    body = "body" if "body" in streams else (streams or [""])[0]
    relations = tuple(
        relation
        for relation in get_all_child_relations(model)
        if relation.get_accessor_name() != COMMENTS_RELATION_NAME and relation.related_model not in through
    )
    return Form(tuple(columns), relations, tuple(many), tuple(tags), body, tuple(left_out))


def _is_own(model: type[models.Model], column: Any) -> bool:
    if not getattr(column, "concrete", False) or column.primary_key or column.auto_created:
        return False
    if isinstance(column, ParentalKey) or getattr(column.remote_field, "parent_link", False):
        return False
    if column.is_relation and column.related_model is get_user_model():
        return False
    if any(column.name in names for base, names in OF_WAGTAIL.items() if issubclass(model, base)):
        return False
    if issubclass(model, (get_image_model(), get_document_model())) and column.name in FILE_COLUMNS:
        return False
    return column.name not in (ROW_ORDER, "site")


def _is_exported(column: Any) -> bool:
    target = column.related_model
    if target in (get_image_model(), get_document_model(), Collection) or issubclass(target, Page):
        return True
    return target in snippet_models()


def blank_of(column: Any) -> Any:
    """What a column holds when its key is absent from a document."""
    if column.null or column.is_relation:
        return [] if column.many_to_many else None
    if isinstance(column, StreamField):
        return []
    if isinstance(column, models.JSONField):
        return column.get_default()
    if isinstance(column, models.CharField | models.TextField | RichTextField):
        return ""
    return NOTHING


class _Nothing:
    """The blank of a column that is always written: numbers and yes or no."""


NOTHING = _Nothing()

__all__ = [
    "NOTHING",
    "Form",
    "blank_of",
    "exported_models",
    "family",
    "form_of",
    "has_drafts",
    "is_translatable",
    "page_models",
    "setting_models",
    "snippet_models",
]
