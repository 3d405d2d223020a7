from __future__ import annotations

from django.core.signals import request_finished, request_started
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.models import (
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
)
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    unpublished,
)

from cms.core import embargo, privacy, redirects, request_cache, translations

# What a request may keep about the site is worth nothing once one of these changes.
REMEMBERED = (Page, Locale, Site, PageViewRestriction, CollectionViewRestriction)


def connect() -> None:
    request_started.connect(request_cache.begin, dispatch_uid="core.begin")
    request_finished.connect(request_cache.end, dispatch_uid="core.end")
    post_save.connect(_forget, dispatch_uid="core.forget.save")
    post_delete.connect(_forget, dispatch_uid="core.forget.delete")
    for name, signal in (
        ("slug", page_slug_changed),
        ("move", post_page_move),
        ("published", page_published),
        ("unpublished", page_unpublished),
    ):
        signal.connect(request_cache.forget, dispatch_uid=f"core.forget.{name}")

    pre_save.connect(translations.before_save, dispatch_uid="core.translations.before_save")
    post_save.connect(translations.after_save, dispatch_uid="core.translations.after_save")
    unpublished.connect(translations.after_unpublish, dispatch_uid="core.translations.unpublish")
    post_delete.connect(translations.after_delete, dispatch_uid="core.translations.delete")
    post_save.connect(embargo.on_schedule, sender=Revision, dispatch_uid="core.embargo")
    post_save.connect(privacy.after_save, sender=PageViewRestriction, dispatch_uid="core.privacy.save")
    post_delete.connect(privacy.after_delete, sender=PageViewRestriction, dispatch_uid="core.privacy.delete")
    m2m_changed.connect(
        privacy.after_groups_changed,
        sender=PageViewRestriction.groups.through,
        dispatch_uid="core.privacy.groups",
    )
    redirects.connect()


def _forget(sender, **_kwargs) -> None:
    if issubclass(sender, REMEMBERED):
        request_cache.forget()
