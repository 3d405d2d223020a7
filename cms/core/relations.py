"""Reading relations in the reader's language.

Rows point at whichever translation was chosen when they were written. Who reads
gets the target's live translation, else the target in the source language; never
a draft, a private page or a hidden person.
"""

from __future__ import annotations

from collections.abc import Iterable

from cms.core.locale import localize_all, visible_objects


def row_targets(rows: Iterable, field: str, language: str | None = None) -> list:
    """The visible targets of ordered rows, in the reader's language, each once.

    Two or three queries, whatever the number of rows.
    """
    return [target for _row, target in rows_with_targets(rows, field, language, True)]


def rows_with_targets(
    rows: Iterable, field: str, language: str | None = None, distinct: bool = False
) -> list[tuple]:
    """`row_targets` with the row beside each target, in the rows' order."""
    rows = list(rows)
    model = rows[0]._meta.get_field(field).related_model if rows else None
    keys = {getattr(row, f"{field}_id") for row in rows} - {None}
    if not keys:
        return []
    targets = list(visible_objects(model).filter(pk__in=keys))
    in_language = localize_all(targets, language)
    by_id = {original.pk: translation for original, translation in zip(targets, in_language, strict=True)}
    pairs, seen = [], set()
    for row in rows:
        target = by_id.get(getattr(row, f"{field}_id"))
        if target is None or (distinct and target.translation_key in seen):
            continue
        seen.add(target.translation_key)
        pairs.append((row, target))
    return pairs


def target(obj, field: str, language: str | None = None):
    """The visible target of one foreign key in the reader's language, or None."""
    pairs = rows_with_targets([obj], field, language)
    return pairs[0][1] if pairs else None
