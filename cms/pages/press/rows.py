"""The ordered rows of a press release and of the press room."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail_localize.fields import SynchronizedField

from cms.core.rows import Row, TranslatableRow
from cms.core.serializers import DocumentSerializer, ImageSerializer
from cms.pages.promotions.milestones import Precision


class ContactRow(Row):
    contact = models.ForeignKey(
        "press.PressContact",
        verbose_name=_("contact"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("contact")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")


class ChallengeRow(Row):
    challenge = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("challenge")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")


class AttachmentRow(TranslatableRow):
    document = models.ForeignKey(
        "media.CMSDocument",
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    label = models.CharField(
        _("label"),
        max_length=255,
        blank=True,
        help_text=_("Left empty, the document's title."),
    )
    new_rows_follow = True
    panels = [FieldPanel("document"), FieldPanel("label")]
    api_fields = [
        APIField("label"),
        APIField("document", serializer=DocumentSerializer()),
    ]

    class Meta(TranslatableRow.Meta):
        abstract = True
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")


class GalleryRow(TranslatableRow):
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    image_alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    image_decorative = models.BooleanField(_("decorative image"), default=False)
    credit = models.CharField(_("credit"), max_length=255, blank=True)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    panels = [
        FieldPanel("image"),
        FieldRowPanel([FieldPanel("image_alt"), FieldPanel("image_decorative")]),
        FieldRowPanel([FieldPanel("caption"), FieldPanel("credit")]),
    ]
    api_fields = [
        APIField("image", serializer=ImageSerializer()),
        APIField("caption"),
        APIField("credit"),
    ]
    override_translatable_fields = [SynchronizedField("credit", overridable=True)]

    class Meta(TranslatableRow.Meta):
        abstract = True
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class LinkRow(TranslatableRow):
    label = models.CharField(_("label"), max_length=255)
    page_link = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    url = models.URLField(_("or address"), blank=True)
    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("page_link"), FieldPanel("url")]),
    ]
    api_fields = [APIField("label"), APIField("href")]

    class Meta(TranslatableRow.Meta):
        abstract = True
        verbose_name = _("link")
        verbose_name_plural = _("links")

    @property
    def href(self) -> str | None:
        """Where it leads: the page in the reader's language if it may be shown."""
        from cms.core.relations import target

        if self.page_link_id:
            page = target(self, "page_link")
            return page.get_url() if page else None
        return self.url or None


class CorrectionRow(TranslatableRow):
    date = models.DateField(_("date"))
    text = models.TextField(_("correction"))
    panels = [FieldPanel("date"), FieldPanel("text")]
    api_fields = [APIField("date"), APIField("text")]

    class Meta(TranslatableRow.Meta):
        abstract = True
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")


class MentionRow(Row):
    """An article about the programme. Title and extract stay in their own language."""

    title = models.CharField(_("title"), max_length=500)
    outlet = models.CharField(_("outlet"), max_length=255, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=20, choices=Precision.choices, default=Precision.DAY
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    extract = models.TextField(_("extract"), blank=True)
    section = models.CharField(_("section"), max_length=255, blank=True)
    panels = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("outlet"), FieldPanel("section")]),
        FieldRowPanel([FieldPanel("date"), FieldPanel("precision")]),
        FieldPanel("url"),
        FieldPanel("extract"),
    ]
    api_fields = [
        APIField("title"),
        APIField("outlet"),
        APIField("date"),
        APIField("precision"),
        APIField("url"),
        APIField("extract"),
        APIField("section"),
    ]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("article in the press")
        verbose_name_plural = _("articles in the press")
