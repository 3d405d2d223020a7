"""Key figures chosen by a page type of another plugin."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.core.rows import Row


class KeyFigureRow(Row):
    """Abstract: add `page = ParentalKey(…, related_name="key_figure_rows")`."""

    figure = models.ForeignKey(
        "key_figures.KeyFigure",
        verbose_name=_("key figure"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("figure")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
