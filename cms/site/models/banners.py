from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PublishingPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.core.links import validate_link_url
from cms.core.managers import LiveQuerySet

from .base import SiteSnippet


class BannerQuerySet(LiveQuerySet):
    def visible(self):
        """The published ones, by the clock: not when a job next runs."""
        now = timezone.now()
        return super().visible().filter(Q(expire_at__isnull=True) | Q(expire_at__gt=now))


class ImportantBanner(SiteSnippet):
    """
    A message above every page, for what cannot wait.

    Several can be written ahead; publishing one takes the place of the one before it.
    """

    class Level(models.TextChoices):
        INFORMATION = "information", _("Information")
        WARNING = "warning", _("Warning")
        ALERT = "alert", _("Alert")

    title = models.CharField(
        _("title"), max_length=150, help_text=_("One short sentence: many people will read nothing else.")
    )
    text = RichTextField(_("text"), blank=True, features=["bold", "italic", "link"])
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default=Level.INFORMATION)
    page = models.ForeignKey(
        Page,
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Page of this site that tells more."),
    )
    url = models.CharField(
        _("or address"),
        max_length=500,
        blank=True,
        validators=[validate_link_url],
        help_text=_("If what tells more is not a page of this site."),
    )
    link_label = models.CharField(
        _("label of the link"),
        max_length=100,
        blank=True,
        help_text=_("If empty, the title of the page."),
    )

    objects = BannerQuerySet.as_manager()

    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("text"),
        SynchronizedField("level", overridable=False),
        SynchronizedField("page", overridable=False),
        SynchronizedField("url", overridable=False),
        TranslatableField("link_label"),
        SynchronizedField("expire_at", overridable=False),
    ]
    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("level"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("page"), FieldPanel("url")]), FieldPanel("link_label")],
            heading=_("To know more"),
        ),
        PublishingPanel(),
    ]

    class Meta(SiteSnippet.Meta):
        abstract = False
        verbose_name = _("important banner")
        verbose_name_plural = _("important banners")
        ordering = ["-last_published_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        super().clean()
        if self.page_id and self.url:
            raise ValidationError(
                {"url": _("Choose a page or write an address, not both.")}, code="one_target"
            )
        if self.url and not self.link_label:
            raise ValidationError({"link_label": _("An address needs a label.")}, code="label_missing")
