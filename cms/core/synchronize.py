"""What is the same in every language is written to every language at once.

wagtail-localize copies synchronized fields only when a translator asks for it; until
then an English page would keep an old date, embargo or team. Here publishing the
source writes them to each translation, its live row and its latest draft, in the
same transaction. The source language decides: publishing a translation takes the
values over from the source.
"""

from __future__ import annotations

from django.db import models, transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

from cms.core.locale import source_locale

# Left to each page's own life.
NOT_SYNCHRONIZED = {"locked", "live", "latest_revision", "live_revision"}
# wagtail-localize leaves it out; a call that is over is over in every language.
ALSO_SYNCHRONIZED_ON_PAGES = ["expire_at"]


def synchronized_columns(model: type[models.Model]) -> list[str]:
    """Names of the concrete fields of `model` that every translation shares."""
    names = [
        field.field_name
        for field in get_translatable_fields(model)
        if isinstance(field, SynchronizedField)
        and isinstance(field.get_field(model), models.Field)
        and field.get_field(model).concrete
        and not field.get_field(model).many_to_many
        and field.field_name not in NOT_SYNCHRONIZED
    ]
    if issubclass(model, Page):
        names += ALSO_SYNCHRONIZED_ON_PAGES
    return names


def synchronize_translations(instance: TranslatableMixin) -> None:
    """Make every translation of a just published object agree with its source."""
    siblings = instance._meta.default_manager.filter(translation_key=instance.translation_key).exclude(
        pk=instance.pk
    )
    if isinstance(instance, Page):
        siblings = siblings.filter(alias_of__isnull=True)
    siblings = list(siblings)
    if not siblings:
        return
    source = source_locale()
    everyone = [instance, *siblings]
    master = next((one for one in everyone if one.locale_id == source.pk), instance)
    with transaction.atomic():
        for obj in everyone:
            if obj is not master:
                _write(master, obj)


def _write(source, target) -> None:
    if _apply(source, target):
        # No signal of publishing, no new revision: the target's own life goes on.
        target.save(**({"clean": False} if isinstance(target, Page) else {}))
    if isinstance(target, RevisionMixin) and (revision := target.latest_revision):
        draft = revision.as_object()
        if _apply(source, draft):
            revision.content = draft.serializable_data()
            revision.save(update_fields=["content"])


def _apply(source, target) -> bool:
    """Copy shared columns and rows; return whether anything differed."""
    changed = _apply_columns(source, target)
    for relation in get_all_child_relations(type(source)):
        if relation.get_accessor_name() in {"wagtail_admin_comments", "tagged_items"}:
            continue
        if issubclass(relation.related_model, TranslatableMixin):
            changed |= _apply_translatable_rows(source, target, relation)
        else:
            changed |= _apply_rows(source, target, relation)
    return changed


def _apply_columns(source, target) -> bool:
    changed = False
    for name in synchronized_columns(type(source)):
        attname = source._meta.get_field(name).attname
        if getattr(target, attname) != getattr(source, attname):
            setattr(target, attname, getattr(source, attname))
            changed = True
    return changed


def _row_values(row) -> dict:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and not isinstance(field, ParentalKey)
    }


def _apply_rows(source, target, relation) -> bool:
    name = relation.get_accessor_name()
    wanted = [_row_values(row) for row in getattr(source, name).all()]
    if wanted == [_row_values(row) for row in getattr(target, name).all()]:
        return False
    setattr(target, name, [relation.related_model(**values) for values in wanted])
    return True


def _apply_translatable_rows(source, target, relation) -> bool:
    name = relation.get_accessor_name()
    model = relation.related_model
    shared = [*synchronized_columns(model), "sort_order"]
    existing = {row.translation_key: row for row in getattr(target, name).all()}
    rows, changed = [], False
    for row in getattr(source, name).all():
        mine = existing.pop(row.translation_key, None)
        if mine is None:
            if not model.new_rows_follow:
                continue
            mine = model(locale=target.locale, translation_key=row.translation_key)
            changed = True
        for field in shared:
            attname = model._meta.get_field(field).attname
            if getattr(mine, attname) != getattr(row, attname):
                setattr(mine, attname, getattr(row, attname))
                changed = True
        rows.append(mine)
    if existing:  # rows that the source no longer has
        changed = True
    if changed:
        setattr(target, name, rows)
    return changed
