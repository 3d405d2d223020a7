from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail_localize.fields import SynchronizedField, TranslatableField

from .base import LinkRow, OncePerLanguage


class Menu(OncePerLanguage):
    """A list of links in the header of every page."""

    class Kind(models.TextChoices):
        MAIN = "main", _("Main menu")
        TOOLS = "tools", _("Tools, above the main menu")

    kind = models.CharField(
        _("place"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.MAIN,
        help_text=_("Where the menu stands. Each language has one menu for each place."),
    )

    once_per_language_and = ("kind",)
    translatable_fields = [SynchronizedField("kind", overridable=False), TranslatableField("items")]
    panels = [
        FieldPanel("kind"),
        InlinePanel("items", heading=_("Entries"), label=_("entry"), min_num=1),
    ]

    class Meta(OncePerLanguage.Meta):
        abstract = False
        verbose_name = _("menu")
        verbose_name_plural = _("menus")
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "locale"], name="site_one_menu_for_place_and_language")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class MenuItem(LinkRow):
    menu = ParentalKey(Menu, on_delete=models.CASCADE, related_name="items")

    class Meta(LinkRow.Meta):
        abstract = False
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
