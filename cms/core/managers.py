from __future__ import annotations

from django.db import models, transaction
from wagtail.models import PageManager
from wagtail.models import PageQuerySet as WagtailPageQuerySet

from cms.core.deletion import release_each_other
from cms.core.visibility import published, visible_pages


class DeletesTogether:
    """Objects that name each other can be deleted at once; a refusal leaves everything as it was."""

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            release_each_other(self)
            return super().delete(*args, **kwargs)

    delete.alters_data = True
    delete.queryset_only = True


class ContentPageQuerySet(DeletesTogether, WagtailPageQuerySet):
    def visible(self):
        """The pages an anonymous visitor may see now."""
        return visible_pages(self)


ContentPageManager = PageManager.from_queryset(ContentPageQuerySet)


class LiveQuerySet(DeletesTogether, models.QuerySet):
    """For snippets with drafts."""

    def visible(self):
        """Those published now, by the clock, whose source is published too."""
        return published(self)
