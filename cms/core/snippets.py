"""What every translatable snippet has."""

from __future__ import annotations

from django.core.exceptions import ValidationError
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

from cms.core.addresses import PublicAddress, check_slug
from cms.core.identity import Identity
from cms.core.managers import LiveQuerySet
from cms.core.preview import PreviewInOwnLanguage
from cms.core.revisions import KeepsDanglingRevisions
from cms.core.synchronize import SharedAcrossLanguages


class TranslatedSnippet(SharedAcrossLanguages):
    """For snippets with drafts: a copy for translation starts as a draft with a life of its own.

    Wagtail copies the state of publication too, which would say that the translation is live.
    Stands before Wagtail's mixins.
    """

    class Meta:
        abstract = True

    def copy_for_translation(self, locale, exclude_fields=None):
        copy = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        copy.live, copy.has_unpublished_changes = False, True
        copy.live_revision = copy.first_published_at = copy.last_published_at = None
        copy.go_live_at = None
        if isinstance(copy, LockableMixin):
            copy.locked, copy.locked_at, copy.locked_by = False, None, None
        return copy


class PublicSnippet(
    TranslatedSnippet,
    PreviewInOwnLanguage,
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
    exclude_fields_in_copy = [*Identity.IDENTITY_FIELDS, "other_source_paths"]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def __str__(self) -> str:
        return getattr(self, self.name_field)

    def clean(self):
        super().clean()
        try:
            check_slug(self.slug)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error

    def get_preview_template(self, request, mode_name):
        return self.detail_template

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "self": self}
