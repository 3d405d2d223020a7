from __future__ import annotations

from typing import Any, TypeVar

from django.utils import timezone
from wagtail.models import Page, TranslatableMixin

from cms.core.locale import locale_for

T = TypeVar("T", bound=TranslatableMixin)


def translated(obj: T, language: str = "en", live: bool = True, **changes: Any) -> T:
    """The translation of a page or snippet, made now with `changes`; published unless told otherwise."""
    locale = locale_for(language)
    if isinstance(obj, Page):
        return _translated_page(obj, locale, live, changes)
    copy = obj.copy_for_translation(locale)
    for name, value in changes.items():
        setattr(copy, name, value)
    if hasattr(copy, "live"):
        copy.live = live
    copy.save()
    return copy


def _translated_page(page, locale, live: bool, changes: dict[str, Any]):
    copy = page.copy_for_translation(locale)
    for name, value in changes.items():
        setattr(copy, name, value)
    copy.live = live
    copy.first_published_at = copy.last_published_at = timezone.now() if live else None
    copy.latest_revision = None
    copy.save()
    return copy
