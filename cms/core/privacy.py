"""A page that is made private is private in every language, at once.

wagtail-localize copies the restriction when a translation is next published.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from cms.core.synchronize import followers_of


def after_save(sender, instance: PageViewRestriction, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        restrict_translations(instance.page)


def after_groups_changed(sender, instance, action: str, reverse: bool = False, **_kwargs: Any) -> None:
    if action in {"post_add", "post_remove", "post_clear"} and not reverse:
        restrict_translations(instance.page)


def after_delete(sender, instance: PageViewRestriction, **_kwargs: Any) -> None:
    # With the page itself, when that is what was deleted.
    if page := Page.objects.filter(pk=instance.page_id).first():
        restrict_translations(page)


def restrict_translations(page: Page) -> None:
    """Give the translations of `page` its own restrictions, and no others."""
    translations = followers_of(page)
    if not translations:
        return
    restrictions = list(page.view_restrictions.prefetch_related("groups"))
    with transaction.atomic():
        for translation in translations:
            translation.view_restrictions.all().delete()
            for restriction in restrictions:
                copy = PageViewRestriction.objects.create(
                    page=translation,
                    restriction_type=restriction.restriction_type,
                    password=restriction.password,
                )
                copy.groups.set(restriction.groups.all())
