"""What the translatable snippets of the site have in common."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Page,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.core.links import validate_link_url
from cms.core.managers import LiveQuerySet
from cms.core.revisions import KeepsDanglingRevisions
from cms.core.rows import TranslatableRow
from cms.core.snippets import TranslatedSnippet


class SiteSnippet(
    TranslatedSnippet,
    KeepsDanglingRevisions,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    ClusterableModel,
):
    """A part of the frame around pages: drafts, revisions, preview in that frame, locking, languages."""

    objects = LiveQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def get_preview_template(self, request, mode_name):
        return "site/preview.html"

    def get_preview_context(self, request, mode_name):
        # The tags that show the site's menus, banner and footer take this one in the place of the live
        # one. Not `object`: the frame takes that for something with an address of its own.
        return {"request": request, "previewed": self}


class OncePerLanguage(SiteSnippet):
    """A snippet of which each language has one: to change it is to edit it."""

    # Fields that tell several of one language apart: a menu for each place.
    once_per_language_and: ClassVar[tuple[str, ...]] = ()

    class Meta(SiteSnippet.Meta):
        abstract = True

    def clean(self):
        """Say it in words: `locale` is in no form, so Django leaves the constraint to the database."""
        super().clean()
        if self.locale_id is None:
            return
        same = {name: getattr(self, name) for name in self.once_per_language_and}
        if type(self).objects.filter(locale_id=self.locale_id, **same).exclude(pk=self.pk).exists():
            raise ValidationError(
                _("This language has one already: edit that one."), code="exists_in_this_language"
            )


class LinkRow(TranslatableRow):
    """An entry that leads to a page of the site, in the reader's language, or to an address."""

    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        # The page goes, the entry goes: an entry is nothing without what it leads to.
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Left out by itself while the page is a draft or private."),
    )
    url = models.CharField(
        _("or address"),
        max_length=500,
        blank=True,
        validators=[validate_link_url],
        help_text=_("For what is not a page of this site: https://… or an address that begins with /."),
    )
    label = models.CharField(
        _("label"),
        max_length=100,
        blank=True,
        help_text=_("If empty, the title of the page, in the reader's language."),
    )

    # An entry is a link first: it appears in every language at once, with its page's own title.
    new_rows_follow = True
    translatable_fields = [
        TranslatableField("label"),
        SynchronizedField("page", overridable=False),
        SynchronizedField("url", overridable=False),
    ]
    panels = [FieldPanel("page"), FieldPanel("url"), FieldPanel("label")]

    class Meta(TranslatableRow.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.label or (self.page.title if self.page else self.url)

    def clean(self):
        super().clean()
        if bool(self.page_id) == bool(self.url):
            raise ValidationError(
                {"page": _("Choose a page or write an address: one of the two.")}, code="one_target"
            )
        if self.url and not self.label:
            raise ValidationError({"label": _("An address needs a label.")}, code="label_missing")
