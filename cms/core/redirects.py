"""Old addresses lead to new ones for good, and never in a circle."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save, pre_save
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page
from wagtail.signals import page_slug_changed, post_page_move

from cms.core.locale import is_live, source_locale, visible_objects


def connect() -> None:
    pre_save.connect(_note_old_slug, dispatch_uid="core.redirects.note")
    post_save.connect(_redirect_old_slug, dispatch_uid="core.redirects.snippet")
    # Wagtail itself redirects the old addresses of pages.
    page_slug_changed.connect(_break_circles, dispatch_uid="core.redirects.slug")
    post_page_move.connect(_break_circles, dispatch_uid="core.redirects.move")


def redirect(old_path: str, new: str | Page) -> bool:
    """Send `old_path` to a page or path for good; return whether anything was written.

    Never makes a circle: a redirect that led away from the new address goes, those that
    led to the old one now lead to the new.
    """
    old = Redirect.normalise_path(old_path)
    new_path = new.url if isinstance(new, Page) else new
    if not new_path or Redirect.normalise_path(new_path) == old:
        return False
    Redirect.objects.filter(old_path=Redirect.normalise_path(new_path)).delete()
    Redirect.objects.filter(redirect_link__in={old, f"{old}/", old_path}).update(redirect_link=new_path)
    # By key: the same page read as another type is not equal to itself.
    values = (
        {"redirect_page_id": new.pk, "redirect_link": ""}
        if isinstance(new, Page)
        else {"redirect_page_id": None, "redirect_link": new}
    )
    existing = Redirect.objects.filter(old_path=old, site=None).first()
    if existing and all(getattr(existing, name) == value for name, value in values.items()):
        return False
    Redirect.objects.update_or_create(old_path=old, site=None, defaults={**values, "is_permanent": True})
    return True


def _has_public_address(model: type[Model]) -> bool:
    # Addresses and redirects need each other: what an address is, is asked of the object.
    return hasattr(model, "index_url")


def _note_old_slug(sender, instance, raw=False, update_fields=None, **_kwargs: Any) -> None:
    if raw or not _has_public_address(sender) or instance._state.adding:
        return
    if update_fields is not None and "slug" not in update_fields:
        return
    instance._old_slug = sender._base_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()


def _redirect_old_slug(sender, instance, raw=False, **_kwargs: Any) -> None:
    """Wagtail redirects a page whose slug changed; this does it for snippets."""
    old = instance.__dict__.pop("_old_slug", None)
    if raw or not old or old == instance.slug or not is_live(instance):
        return
    for locale in _locales_showing(instance):
        if index := instance.index_url(locale.language_code):
            redirect(f"{index}{old}/", f"{index}{instance.slug}/")


def _locales_showing(instance) -> list[Locale]:
    """The languages under whose addresses this very object is shown: its own, and, for one in
    the source language, each that has no translation of it."""
    if instance.locale_id != source_locale().pk:
        return [instance.locale]
    translated = visible_objects(type(instance)).filter(translation_key=instance.translation_key)
    others = translated.exclude(pk=instance.pk).values("locale")
    return list(Locale.objects.exclude(pk__in=others))


def _break_circles(sender, instance: Page, **_kwargs: Any) -> None:
    """Remove the redirects from addresses that pages now have themselves.

    Renamed and named back, a page that is then unpublished would redirect to itself for ever.
    """
    moved = Page.objects.descendant_of(instance, inclusive=True)
    for found in Redirect.objects.filter(redirect_page__in=moved).select_related("redirect_page"):
        target = found.redirect_page.url
        if (
            target
            and Redirect.normalise_path(target) == found.old_path
            and not found.redirect_page_route_path
        ):
            found.delete()
