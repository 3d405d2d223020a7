from __future__ import annotations

from django.db import models
from wagtail.models import PageManager
from wagtail.models import PageQuerySet as WagtailPageQuerySet

from cms.core.visibility import visible_pages


class ContentPageQuerySet(WagtailPageQuerySet):
    def visible(self):
        """The pages an anonymous visitor may see now."""
        return visible_pages(self)


ContentPageManager = PageManager.from_queryset(ContentPageQuerySet)


class LiveQuerySet(models.QuerySet):
    """For snippets with drafts."""

    def visible(self):
        """The published ones."""
        return self.filter(live=True)
