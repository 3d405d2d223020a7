"""What the public may see, now.

One predicate for HTML, API and feeds. The clock counts: a page past its expiry is
hidden at that instant, not when a job next runs.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, get_page_models

from cms.plugins.registry import exclude_dormant


def visible_pages(queryset: QuerySet | None = None, at: datetime | None = None):
    """Narrow a page queryset to what an anonymous visitor may see at `at` (default: now).

    Leaves out drafts, expired and not yet due pages, private pages and everything
    below them, pages of a plugin that is switched off, and what a page type itself
    hides (`hidden_pages`, an embargo for one).
    """
    if queryset is None:
        queryset = Page.objects.all()
    at = at or timezone.now()
    queryset = queryset.live().public().filter(within_dates(at))
    for model in get_page_models():
        if hidden := getattr(model, "hidden_pages", None):
            queryset = queryset.exclude(pk__in=hidden(at))
    return exclude_dormant(queryset)


def within_dates(at: datetime) -> Q:
    """Go-live and expiry, compared with `at`."""
    return (Q(go_live_at__isnull=True) | Q(go_live_at__lte=at)) & (
        Q(expire_at__isnull=True) | Q(expire_at__gt=at)
    )


def is_visible(page: Page, at: datetime | None = None) -> bool:
    """Whether an anonymous visitor may see this page."""
    return visible_pages(Page.objects.filter(pk=page.pk), at).exists()
