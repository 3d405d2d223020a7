from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail_localize.fields import TranslatableField

from .base import LinkRow, OncePerLanguage


class Footer(OncePerLanguage):
    """What stands below every page."""

    text = RichTextField(
        _("about the programme"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=_("Two or three sentences: who publishes this site."),
    )
    licence = RichTextField(
        _("licence of the content"),
        blank=True,
        features=["link"],
        help_text=_(
            "Example: Unless stated otherwise, the content of this site is under licence etalab-2.0."
        ),
    )

    translatable_fields = [
        TranslatableField("text"),
        TranslatableField("licence"),
        TranslatableField("links"),
    ]
    panels = [
        FieldPanel("text"),
        InlinePanel("links", heading=_("Links"), label=_("link")),
        FieldPanel("licence"),
    ]

    class Meta(OncePerLanguage.Meta):
        abstract = False
        verbose_name = _("footer")
        verbose_name_plural = _("footers")
        constraints = [models.UniqueConstraint(fields=["locale"], name="site_one_footer_for_language")]

    def __str__(self) -> str:
        return str(_("Footer"))


class FooterLink(LinkRow):
    footer = ParentalKey(Footer, on_delete=models.CASCADE, related_name="links")

    class Meta(LinkRow.Meta):
        abstract = False
        verbose_name = _("link")
        verbose_name_plural = _("links")
