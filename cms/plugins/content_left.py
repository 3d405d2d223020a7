"""Content in the database whose app is not loaded."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection
from django.db.models import Count
from wagtail.models import Page, Revision

from .discovery import installed_plugins


@dataclass(frozen=True)
class ContentLeft:
    """Rows of one model that no loaded app has."""

    app_label: str
    model: str
    pages: int
    rows: int
    revisions: int


def content_left() -> list[ContentLeft] | None:
    """Rows of models whose app is not loaded; None before the database has tables.

    Pages and revisions are found by their content type, whatever app they came from.
    Other rows are looked for in the tables of plugins that are installed but not loaded:
    no table tells to which app it belongs.
    """
    tables = set(connection.introspection.table_names())
    if not tables.issuperset(model._meta.db_table for model in (ContentType, Page, Revision)):
        return None
    try:
        return _content_left(tables)
    except DatabaseError:
        # Tables of an older version of Wagtail: `migrate --check` says what is missing.
        return None


def _content_left(tables: set[str]) -> list[ContentLeft]:
    pages = dict(Page.objects.order_by().values_list("content_type").annotate(Count("pk")))
    revisions = dict(Revision.objects.order_by().values_list("content_type").annotate(Count("pk")))
    plugins = installed_plugins()
    left = []
    for content_type in ContentType.objects.order_by("app_label", "model"):
        label, model = content_type.app_label, content_type.model
        if label in apps.app_configs:
            continue
        table = f"{label}_{model}"
        rows = _count(table) if label in plugins and table in tables else 0
        found = ContentLeft(
            label, model, pages.get(content_type.pk, 0), rows, revisions.get(content_type.pk, 0)
        )
        if found.pages or found.rows or found.revisions:
            left.append(found)
    return left


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  a name of ours
        return int(cursor.fetchone()[0])
