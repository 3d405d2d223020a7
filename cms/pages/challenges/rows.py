"""The ordered rows of a challenge. The first ones serve other page types too."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail_localize.fields import SynchronizedField

from cms.core.pages import TEXT_FEATURES
from cms.core.rows import Row, TranslatableRow
from cms.core.serializers import ImageSerializer
from cms.snippets.people.roles import RoleField


class AdministrationRow(Row):
    administration = models.ForeignKey(
        "administrations.Administration",
        verbose_name=_("public body"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("administration")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("public body")
        verbose_name_plural = _("public bodies")


class ThemeRow(Row):
    theme = models.ForeignKey(
        "topics.Theme",
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("theme")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class ExpertiseRow(Row):
    expertise = models.ForeignKey(
        "topics.Expertise",
        verbose_name=_("expertise"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("expertise")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("expertise")
        verbose_name_plural = _("expertises")


class TeamRow(TranslatableRow):
    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    role = RoleField(_("role"), default="participant")
    job = models.CharField(
        _("job"),
        max_length=255,
        blank=True,
        help_text=_("In this challenge; left empty, the person's own."),
    )
    start = models.DateField(_("start"), null=True, blank=True)
    end = models.DateField(_("end"), null=True, blank=True)

    new_rows_follow = True
    override_translatable_fields = [
        SynchronizedField("person", overridable=False),
        SynchronizedField("role", overridable=False),
    ]
    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("role")]),
        FieldPanel("job"),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
    ]

    class Meta(TranslatableRow.Meta):
        abstract = True
        verbose_name = _("team member")
        verbose_name_plural = _("team")


class TownRow(Row):
    name = models.CharField(_("town"), max_length=120)
    department = models.CharField(
        _("department"), max_length=3, blank=True, help_text=_("Its number: 75, 2A, 974.")
    )
    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("department")])]
    api_fields = [APIField("name"), APIField("department")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("town")
        verbose_name_plural = _("towns")


class OutputRow(TranslatableRow):
    title = models.CharField(_("title"), max_length=255)
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    text = RichTextField(_("text"), blank=True, features=TEXT_FEATURES)
    link = models.URLField(_("link"), blank=True)
    panels = [
        FieldPanel("title"),
        FieldPanel("image"),
        FieldPanel("text"),
        FieldPanel("link"),
    ]
    api_fields = [
        APIField("title"),
        APIField("image", serializer=ImageSerializer()),
        APIField("text"),
        APIField("link"),
    ]

    class Meta(TranslatableRow.Meta):
        abstract = True
        verbose_name = _("output")
        verbose_name_plural = _("outputs")


class VideoRow(TranslatableRow):
    url = models.URLField(_("address"))
    title = models.CharField(_("title"), max_length=255)
    transcript = RichTextField(_("transcript"), blank=True, features=TEXT_FEATURES)
    panels = [FieldPanel("url"), FieldPanel("title"), FieldPanel("transcript")]
    api_fields = [APIField("url"), APIField("title"), APIField("transcript")]

    class Meta(TranslatableRow.Meta):
        abstract = True
        verbose_name = _("video")
        verbose_name_plural = _("videos")
