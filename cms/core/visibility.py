"""What the public may see, now.

One predicate for HTML, API and feeds. The clock counts: a page past its expiry is
hidden at that instant, not when a job next runs. So does the source language: a
translation is public only while what it translates is.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page, TranslatableMixin, get_page_models

from cms.plugins.registry import exclude_dormant


def visible_pages(queryset: QuerySet | None = None, at: datetime | None = None):
    """Narrow a page queryset to what an anonymous visitor may see at `at` (default: now).

    Leaves out drafts, expired and not yet due pages, private pages and everything
    below them, translations of a page that is not published itself, pages of a plugin
    that is switched off, and what a page type itself hides (`hidden_pages`, an embargo
    for one).
    """
    if queryset is None:
        queryset = Page.objects.all()
    return exclude_dormant(due_pages(queryset, at).public())


def due_pages(queryset: QuerySet, at: datetime | None = None) -> QuerySet:
    """`visible_pages` without regard to privacy: who may open a private page signs in first."""
    at = at or timezone.now()
    queryset = published(queryset, at)
    for model in get_page_models():
        if hidden := getattr(model, "hidden_pages", None):
            queryset = queryset.exclude(pk__in=hidden(at).values("pk"))
    return queryset


def published(queryset: QuerySet, at: datetime | None = None) -> QuerySet:
    """Narrow pages, or snippets with drafts, to those published at `at`: live, within
    their dates, and so is the object in the source language, if there is one."""
    at = at or timezone.now()
    queryset = queryset.filter(is_published(at))
    model: type[Model] = queryset.model
    if not issubclass(model, TranslatableMixin):
        return queryset
    source = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    unpublished = model.get_translation_model()._base_manager.filter(
        ~is_published(at),
        translation_key=OuterRef("translation_key"),
        locale__language_code=source,
    )
    return queryset.exclude(Exists(unpublished))


def is_published(at: datetime) -> Q:
    """Live at `at`, by its own columns."""
    return Q(live=True) & within_dates(at)


def within_dates(at: datetime) -> Q:
    """Go-live and expiry, compared with `at`."""
    return (Q(go_live_at__isnull=True) | Q(go_live_at__lte=at)) & (
        Q(expire_at__isnull=True) | Q(expire_at__gt=at)
    )


def is_visible(page: Page, at: datetime | None = None) -> bool:
    """Whether an anonymous visitor may see this page."""
    return visible_pages(Page.objects.filter(pk=page.pk), at).exists()


def is_due(page: Page, at: datetime | None = None) -> bool:
    """Whether this page may be served at all: to anybody, or to those who may open a private page."""
    return due_pages(Page.objects.filter(pk=page.pk), at).exists()
