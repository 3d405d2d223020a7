"""What is the same in every language is written to every language at once.

wagtail-localize copies synchronized fields only when a translator asks for it, and then
from a snapshot that may be old; until then an English page would keep an old date, embargo
or team. Here two rules hold whatever the road: saving an object in the first language of
its group writes them to each translation, its row and its drafts, in the same transaction;
and a translation is never saved with values other than its source's.

The exception is a value that a translator replaced by hand in wagtail-localize (an address
in the other language, say): it stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    DraftStateMixin,
    Page,
    Revision,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import SegmentOverride, Translation

from cms.core.locale import language_rank
from cms.core.relations import owner_field

# Each page's own life, which wagtail-localize takes for something to copy.
NOT_SHARED = {"live_revision", "latest_revision", "locked", "go_live_at", "first_published_at"}
# wagtail-localize leaves it out; a call that is over is over in every language.
ALSO_SHARED = {"expire_at"}


class SharedAcrossLanguages(models.Model):
    """Saves an object and its translations in one transaction, and its revisions with shared values."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if isinstance(self, Page):  # Wagtail saves it in a transaction already
            return super().save(*args, **kwargs)
        with transaction.atomic():
            return super().save(*args, **kwargs)

    def save_revision(self, *args, **kwargs):
        take_over_from_source(self)
        return super().save_revision(*args, **kwargs)


def shared_columns(model: type[models.Model]) -> list[str]:
    """Names of the concrete fields of `model` that every translation shares."""
    names = [
        field.field_name
        for field in get_translatable_fields(model)
        if isinstance(field, SynchronizedField) and _is_column(model, field.field_name)
    ]
    return [name for name in names if name not in NOT_SHARED] + [
        name for name in ALSO_SHARED if name not in names and issubclass(model, DraftStateMixin)
    ]


def _is_column(model: type[models.Model], name: str) -> bool:
    field = model._meta.get_field(name)
    return isinstance(field, models.Field) and field.concrete and not field.many_to_many


def followers_of(source: TranslatableMixin) -> list[TranslatableMixin]:
    """The translations that follow `source`; none when another language comes before its own."""
    siblings = [] if is_alias(source) else _group(source)
    return siblings if siblings and _rank(source) < min(map(_rank, siblings)) else []


def source_of(obj: TranslatableMixin) -> TranslatableMixin | None:
    """What `obj` is a translation of: the object in the first language of its group, or None."""
    if obj.locale_id is None or is_alias(obj) or language_rank(obj.locale.language_code) == 0:
        return None
    source = min(_group(obj), key=_rank, default=None)
    return source if source is not None and _rank(source) < _rank(obj) else None


def write_to_translations(source: TranslatableMixin) -> None:
    """Make every translation of `source` agree with it, as it stands in memory."""
    translations = followers_of(source)
    if translations:
        with transaction.atomic():
            for translation in translations:
                _write(source, translation)


def take_over_from_source(translation: TranslatableMixin) -> None:
    """Give a translation that is about to be saved the shared values of its source."""
    if getattr(translation, "_in_step", False):
        return
    if source := source_of(translation):
        _apply(source, translation)


def is_alias(obj: TranslatableMixin) -> bool:
    """Whether it is a page that repeats another one (Wagtail keeps it in step itself)."""
    return getattr(obj, "alias_of_id", None) is not None


def _group(obj: TranslatableMixin) -> list[TranslatableMixin]:
    """The same thing in other languages. A page that only repeats another is not one of them."""
    siblings = type(obj)._base_manager.filter(translation_key=obj.translation_key)
    siblings = siblings.exclude(Q(pk=obj.pk) | Q(locale=obj.locale_id)).select_related("locale")
    if isinstance(obj, Page):
        siblings = siblings.filter(alias_of__isnull=True)
    return list(siblings)


def _rank(obj: TranslatableMixin) -> tuple[int, int]:
    return language_rank(obj.locale.language_code), obj.locale_id


def _write(source, translation) -> None:
    if _apply(source, translation):
        # `source` may not be in the database as it is here: its rows are saved after it.
        translation._in_step = True
        translation.save(**({"clean": False} if isinstance(translation, Page) else {}))
    if isinstance(translation, RevisionMixin):
        for revision in _drafts(translation):
            _write_revision(source, revision)


def _drafts(translation) -> Iterable[Revision]:
    """The revisions that can still become the live version by themselves or by one click."""
    wanted = Q(pk=translation.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    return Revision.objects.for_instance(translation).filter(wanted)


def _write_revision(source, revision: Revision) -> None:
    draft = revision.as_object()
    if not _apply(source, draft):
        return
    revision.content = draft.serializable_data()
    fields = ["content"]
    if revision.approved_go_live_at and draft.go_live_at:
        revision.approved_go_live_at = draft.go_live_at
        fields.append("approved_go_live_at")
    revision.save(update_fields=fields)


def _apply(source, target) -> bool:
    """Copy shared columns and rows; return whether anything differed."""
    replaced = replaced_by_translators(target)
    changed = _apply_columns(source, target, replaced)
    for relation in get_all_child_relations(type(source)):
        if relation.get_accessor_name() == COMMENTS_RELATION_NAME:
            continue
        if issubclass(relation.related_model, TranslatableMixin):
            changed |= _apply_translatable_rows(source, target, relation, replaced)
        else:
            changed |= _apply_rows(source, target, relation)
    if changed and hasattr(target, "shared_values_changed"):
        target.shared_values_changed()
    return changed


def replaced_by_translators(target: TranslatableMixin) -> set[str]:
    """Paths of the shared values that translators into the language of `target` replaced:
    "website", "outputs.<translation key of the row>.link"."""
    return set(
        SegmentOverride.objects.filter(
            context__object_id=target.translation_key, locale=target.locale_id, has_error=False
        ).values_list("context__path", flat=True)
    )


def _apply_columns(source, target, replaced: set[str], prefix: str = "") -> bool:
    changed = False
    for name in shared_columns(type(source)):
        attname = source._meta.get_field(name).attname
        if prefix + name not in replaced and getattr(target, attname) != getattr(source, attname):
            setattr(target, attname, getattr(source, attname))
            changed = True
    return changed


def _row_values(row) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and not isinstance(field, ParentalKey)
    }


def _apply_rows(source, target, relation) -> bool:
    name = relation.get_accessor_name()
    wanted = [_row_values(row) for row in getattr(source, name).all()]
    present = [_row_values(row) for row in getattr(target, name).all()]
    if _same_rows(wanted, present):
        return False
    setattr(target, name, [relation.related_model(**values) for values in wanted])
    return True


def _same_rows(wanted: list[dict], present: list[dict]) -> bool:
    if wanted == present:
        return True
    # Tags have no order.
    return "sort_order" not in (wanted or present)[0] and (
        len(wanted) == len(present) and all(values in present for values in wanted)
    )


def _apply_translatable_rows(source, target, relation, replaced: set[str]) -> bool:
    name = relation.get_accessor_name()
    model = relation.related_model
    follows = getattr(model, "new_rows_follow", False)
    existing = {row.translation_key: row for row in getattr(target, name).all()}
    rows, changed = [], False
    for row in getattr(source, name).all():
        mine = existing.pop(row.translation_key, None)
        if mine is None:
            if not follows:
                continue
            mine = model(translation_key=row.translation_key)
            changed = True
        if mine.locale_id != target.locale_id:
            mine.locale_id = target.locale_id
            changed = True
        changed |= _apply_columns(row, mine, replaced, f"{name}.{row.translation_key}.")
        if getattr(mine, "sort_order", None) != getattr(row, "sort_order", None):
            mine.sort_order = row.sort_order
            changed = True
        rows.append(mine)
    # What is left, the source has no longer, or never had: an editor wrote it in this language.
    if existing and not follows and not is_managed(target):
        rows += existing.values()
    elif existing:
        changed = True
    if changed:
        setattr(target, name, rows)
    return changed


def is_managed(translation: TranslatableMixin) -> bool:
    """Whether translators make it in wagtail-localize; else an editor writes it by hand."""
    return Translation.objects.filter(
        source__object_id=translation.translation_key, target_locale=translation.locale_id, enabled=True
    ).exists()


def is_shared_object(model: type[models.Model]) -> bool:
    """Whether objects of `model` are kept in step: a page or snippet, not a row of one."""
    return issubclass(model, TranslatableMixin) and owner_field(model) is None


def touches_shared_values(model: type[models.Model], update_fields: Iterable[str] | None) -> bool:
    """Whether a save of these fields only (None: of all) can change what translations share."""
    if update_fields is None:
        return True
    shared = {*shared_columns(model), *(model._meta.get_field(n).attname for n in shared_columns(model))}
    relations = {relation.get_accessor_name() for relation in get_all_child_relations(model)}
    return not shared.isdisjoint(update_fields) or not relations.isdisjoint(
        {*update_fields} - {COMMENTS_RELATION_NAME}
    )
