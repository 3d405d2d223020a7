from __future__ import annotations

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, TranslatableMixin
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from cms.core import addresses, request_cache
from cms.core.synchronize import synchronize_translations


def connect() -> None:
    request_started.connect(request_cache.begin, dispatch_uid="core.begin")
    request_finished.connect(request_cache.end, dispatch_uid="core.end")
    for signal in (post_save, post_delete):
        signal.connect(_forget_on_page_change, dispatch_uid=f"core.forget.{id(signal)}")
    for signal in (page_slug_changed, post_page_move, page_published, page_unpublished):
        signal.connect(request_cache.forget, dispatch_uid=f"core.tree.{id(signal)}")
    page_published.connect(_synchronize, dispatch_uid="core.synchronize.page")
    published.connect(_synchronize, dispatch_uid="core.synchronize.snippet")
    page_unpublished.connect(_unpublish_translations, dispatch_uid="core.unpub.page")
    unpublished.connect(_unpublish_translations, dispatch_uid="core.unpub.snippet")
    addresses.connect()


def _forget_on_page_change(sender, **_kwargs) -> None:
    if issubclass(sender, Page):
        request_cache.forget()


def _synchronize(sender, instance, **_kwargs) -> None:
    if isinstance(instance, TranslatableMixin):
        synchronize_translations(instance)


def _unpublish_translations(sender, instance, **_kwargs) -> None:
    """Taking the source offline takes its translations offline with it."""
    from cms.core.locale import source_locale

    if not isinstance(instance, TranslatableMixin):
        return
    if instance.locale_id != source_locale().pk:
        return
    for translation in instance.get_translations().filter(live=True):
        translation.unpublish(log_action=True)
