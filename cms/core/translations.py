"""What becomes of translations when their source, or they themselves, are saved, unpublished or deleted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import DraftStateMixin, Page, TranslatableMixin

from cms.core import synchronize


def before_save(sender, instance, raw=False, update_fields=None, **_kwargs: Any) -> None:
    if raw or not synchronize.is_shared_object(sender):
        return
    if synchronize.touches_shared_values(sender, update_fields):
        synchronize.take_over_from_source(instance)


def after_save(sender, instance, created=False, raw=False, update_fields=None, **_kwargs: Any) -> None:
    if raw or not synchronize.is_shared_object(sender):
        return
    if synchronize.touches_shared_values(sender, update_fields):
        synchronize.write_to_translations(instance)


def after_unpublish(sender, instance, **_kwargs: Any) -> None:
    """Taking the source offline takes its translations offline with it."""
    if isinstance(instance, TranslatableMixin):
        unpublish_translations(instance)


def after_delete(sender, instance, **_kwargs: Any) -> None:
    # A page's deletion is announced for each table it lies in.
    if issubclass(sender, Page) and sender is not Page:
        return
    if issubclass(sender, DraftStateMixin) and synchronize.is_shared_object(sender):
        unpublish_translations(instance)


def unpublish_translations(source: TranslatableMixin) -> None:
    """Take every translation of `source` offline, those that wait for their hour included."""
    with transaction.atomic():
        for translation in synchronize.followers_of(source):
            if translation.live:
                translation.unpublish()
            else:
                translation.revisions.filter(approved_go_live_at__isnull=False).update(
                    approved_go_live_at=None
                )
