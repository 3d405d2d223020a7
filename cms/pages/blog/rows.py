"""Ordered rows of a post; the categories serve other page types too."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.core.rows import Row


class AuthorRow(Row):
    person = models.ForeignKey(
        "people.Person",
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("person")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("author")
        verbose_name_plural = _("authors")


class CategoryRow(Row):
    category = models.ForeignKey(
        "topics.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    panels = [FieldPanel("category")]

    class Meta(Row.Meta):
        abstract = True
        verbose_name = _("category")
        verbose_name_plural = _("categories")
