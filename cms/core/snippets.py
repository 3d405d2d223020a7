"""What every translatable snippet has."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail.search import index

from cms.core.addresses import PublicAddress
from cms.core.identity import Identity
from cms.core.managers import LiveQuerySet
from cms.core.revisions import KeepsDanglingRevisions


class PublicSnippet(
    PublicAddress,
    Identity,
    KeepsDanglingRevisions,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    ClusterableModel,
):
    """A snippet with a public page: drafts, revisions, preview, locking, languages.

    Subclasses give `index_page_model`, `detail_template` and `name_field`.
    """

    slug = models.SlugField(
        _("address"),
        max_length=255,
        help_text=_("Last part of the public address: letters, digits, hyphens."),
    )

    objects = LiveQuerySet.as_manager()

    detail_template = ""
    name_field = "title"
    exclude_fields_in_copy = ["uuid", "source_path", "import_note"]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return getattr(self, self.name_field)

    def clean(self):
        super().clean()
        from cms.core.addresses import check_slug

        if self.slug:
            check_slug(self.slug)

    def get_preview_template(self, request, mode_name):
        return self.detail_template

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "self": self}
