"""Reading relations in the reader's language.

Rows point at whichever translation was chosen when they were written. Who reads
gets the target's visible translation, else the target in the source language; never
a draft, a private page or a hidden person.

The reader's language is the active one: of the address in HTML; what builds an answer for
others (API, index, feeds) activates that of the object first (`in_language_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model, Q
from modelcluster.fields import ParentalKey
from wagtail.models import Locale, Page

from cms.core.locale import active_locale, locale_for, source_locale, visible_objects
from cms.core.sharing import shared


def row_targets(rows: Iterable, field: str, language: str | None = None) -> list:
    """The visible targets of ordered rows, in the reader's language, each once.

    A constant number of queries, whatever the number of rows.
    """
    return [target for _row, target in rows_with_targets(rows, field, language, True)]


def rows_with_targets(
    rows: Iterable, field: str, language: str | None = None, distinct: bool = False
) -> list[tuple]:
    """`row_targets` with the row beside each target, in the rows' order."""
    rows = [row for row in rows if getattr(row, f"{field}_id") is not None]
    if not rows:
        return []
    model = rows[0]._meta.get_field(field).related_model
    locale = locale_for(language) if language else active_locale()
    shown = shared(shown_versions, model, {getattr(row, f"{field}_id") for row in rows}, locale)
    pairs, seen = [], set()
    for row in rows:
        target = shown.get(getattr(row, f"{field}_id"))
        if target is None or (distinct and target.translation_key in seen):
            continue
        seen.add(target.translation_key)
        pairs.append((row, target))
    return pairs


def target(obj, field: str, language: str | None = None):
    """The visible target of one foreign key in the reader's language, or None."""
    pairs = rows_with_targets([obj], field, language)
    return pairs[0][1] if pairs else None


def shown_versions(model: type[Model], keys: Iterable[int], locale: Locale) -> Mapping[int, Any]:
    """For each primary key, the version of that object a reader of `locale` gets.

    In that language, else in the source language, else the object itself; each only when
    visible. Keys without any visible version are left out.
    """
    groups = dict(model._base_manager.filter(pk__in=keys).values_list("pk", "translation_key"))
    if not groups:
        return {}
    source = source_locale()
    candidates = (
        visible_objects(model)
        .filter(
            Q(pk__in=groups) | Q(locale__in={locale.pk, source.pk}),
            translation_key__in=set(groups.values()),
        )
        .select_related("locale")
    )
    if model is Page:
        candidates = candidates.specific()
    by_language: dict[tuple, Any] = {}
    by_key: dict[int, Any] = {}
    for candidate in candidates:
        by_key[candidate.pk] = candidate
        by_language[candidate.translation_key, candidate.locale_id] = candidate
    shown = {}
    for key, group in groups.items():
        version = (
            by_language.get((group, locale.pk)) or by_language.get((group, source.pk)) or by_key.get(key)
        )
        if version is not None:
            shown[key] = version
    return shown


def owner_field(model: type[Model]) -> ParentalKey | None:
    """The key by which a row belongs to its page or snippet; None for what is no row."""
    return next((field for field in model._meta.concrete_fields if isinstance(field, ParentalKey)), None)
