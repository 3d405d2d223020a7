"""A page nobody may see before a given moment, in no language and by no road."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Revision


class Embargoed(models.Model):
    """For page types with a column `embargo_until`; stands before `ContentPage` in their bases.

    The embargo sets go-live. Saved as live too early, the page becomes a draft that is
    scheduled; a page that is live when an embargo is put on it goes offline. Whatever
    its columns say, `hidden_pages` keeps it and its translations out of sight.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any):
        fields = kwargs.get("update_fields")
        if fields is not None and not {"live", "embargo_until", "go_live_at"} & set(fields):
            # A revision was noted: the live row stays as it is, whatever that revision says.
            return super().save(*args, **kwargs)
        self.keep_embargo()
        if not (self.live and self.is_under_embargo):
            return super().save(*args, **kwargs)
        with transaction.atomic():
            self.live = False
            self.has_unpublished_changes = True
            if fields is not None:
                kwargs["update_fields"] = {*fields, "live", "go_live_at", "has_unpublished_changes"}
            result = super().save(*args, **kwargs)
            scheduled = self.revisions.filter(approved_go_live_at__isnull=False)
            if self.alias_of_id is None and not scheduled.exists():
                self.save_revision(approved_go_live_at=self.go_live_at, clean=False)
        return result

    @classmethod
    def hidden_pages(cls, at: datetime) -> models.QuerySet:
        """Pages under embargo at `at`, and every translation of one."""
        embargoed = cls._base_manager.filter(embargo_until__gt=at)
        return cls._base_manager.filter(translation_key__in=embargoed.values("translation_key"))

    @property
    def is_under_embargo(self) -> bool:
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    def clean(self):
        super().clean()
        self.keep_embargo()

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        # A revision is what scheduling and publishing read: the embargo must be in it.
        self.keep_embargo()
        return super().save_revision(*args, **kwargs)

    def shared_values_changed(self) -> None:
        """The source's embargo was written here: go live no earlier than it says."""
        self.keep_embargo()

    def keep_embargo(self) -> None:
        """Go live no earlier than the embargo ends; a go-live that an embargo set follows it."""
        before = self._known_embargo()
        if before is not None and before != self.embargo_until and self.go_live_at == before:
            self.go_live_at = self.embargo_until
        if self.is_under_embargo and (self.go_live_at is None or self.go_live_at < self.embargo_until):
            self.go_live_at = self.embargo_until

    def _known_embargo(self) -> datetime | None:
        """The embargo before this change: of the latest revision, else of the row."""
        if self.pk is None:
            return None
        if revision := self.latest_revision:
            value = revision.content.get("embargo_until")
            return self._meta.get_field("embargo_until").to_python(value)
        rows = type(self)._base_manager.filter(pk=self.pk)
        return rows.values_list("embargo_until", flat=True).first()


def on_schedule(sender, instance: Revision, update_fields=None, **_kwargs: Any) -> None:
    """Take a live page offline when a revision that puts an embargo on it is scheduled.

    Wagtail would leave the version before, which knows no embargo, public until then.
    """
    if not instance.approved_go_live_at or not instance.content.get("embargo_until"):
        return
    model = instance.content_type.model_class()
    if model is None or not issubclass(model, Embargoed):
        return
    page = model._base_manager.filter(pk=instance.object_id, live=True).first()
    if page is None:
        return
    embargo = instance.as_object().embargo_until
    if embargo is None or embargo <= timezone.now():
        return
    with transaction.atomic():
        page.unpublish()
        # Unpublishing takes every schedule away, this one included.
        Revision.objects.filter(pk=instance.pk).update(approved_go_live_at=instance.approved_go_live_at)
        page.embargo_until = embargo
        page.save(clean=False)
