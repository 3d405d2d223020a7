from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index

from cms.core.identity import Identity
from cms.core.links import safe_url
from cms.core.managers import LiveQuerySet
from cms.core.preview import PreviewInOwnLanguage
from cms.core.snippets import TranslatedSnippet


class KeyFigure(
    TranslatedSnippet,
    Identity,
    PreviewInOwnLanguage,
    DraftStateMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """One number of the programme, written once and shown wherever it is chosen."""

    label = models.CharField(
        _("label"),
        max_length=255,
        help_text=_("What is counted: “challenges supported”."),
    )
    value = models.DecimalField(_("value"), max_digits=15, decimal_places=2)
    before = models.CharField(
        _("before the number"),
        max_length=50,
        blank=True,
        help_text=_("For example “more than”."),
    )
    after = models.CharField(
        _("unit, after the number"),
        max_length=50,
        blank=True,
        help_text=_("For example “%” or “million euros”."),
    )
    as_of = models.DateField(_("as of"), null=True, blank=True, help_text=_("The day the figure was true."))
    as_of_year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("When only the year is known.")
    )
    source = models.CharField(_("source"), max_length=255, blank=True)
    link = models.URLField(_("link"), blank=True)

    objects = LiveQuerySet.as_manager()

    panels = [
        FieldPanel("label"),
        FieldRowPanel([FieldPanel("before"), FieldPanel("value"), FieldPanel("after")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("as_of_year")]),
        FieldPanel("source"),
        FieldPanel("link"),
    ]
    search_fields = [
        index.SearchField("label"),
        index.AutocompleteField("label"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
        ordering = ["label"]

    def __str__(self) -> str:
        return " ".join(part for part in (self.before, self.plain_value, self.after, self.label) if part)

    @property
    def plain_value(self) -> str:
        """The number without useless decimals: “131”, “79.66”."""
        return f"{self.value:f}".rstrip("0").rstrip(".") if self.value is not None else ""

    def api_data(self) -> dict[str, Any]:
        """The figure as the API shows it inside what shows it."""
        return {
            "id": self.pk,
            "uuid": str(self.uuid),
            "label": self.label,
            "value": self.plain_value,
            "before": self.before,
            "after": self.after,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "as_of_year": self.as_of_year,
            "source": self.source,
            "link": safe_url(self.link),
        }

    def get_preview_template(self, request, mode_name):
        return "key_figures/preview.html"

    def get_preview_context(self, request, mode_name):
        return {**super().get_preview_context(request, mode_name), "figures": [self]}
