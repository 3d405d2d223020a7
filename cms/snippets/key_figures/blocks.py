"""Key figures, for the bodies of every type."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock

from cms.core.blocks import Group, ListBlock, SnippetBlock, StructBlock
from cms.core.links import public_objects


class KeyFiguresBlock(StructBlock):
    title = CharBlock(required=False, label=_("Title"))
    figures = ListBlock(
        SnippetBlock("key_figures.KeyFigure", label=_("Key figure")),
        label=_("Key figures"),
        help_text=_("A figure is changed once, and changes everywhere it is shown."),
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["figures"] = [figure for figure in public_objects(value["figures"]) if figure]
        return context

    def get_api_representation(self, value: Any, context: Any = None) -> dict[str, Any]:
        figures = [figure for figure in public_objects(value["figures"]) if figure]
        return {"title": value["title"], "figures": [figure.api_data() for figure in figures]}

    class Meta:
        icon = "decimal"
        label = _("Key figures")
        description = _("Numbers of the programme, each with its label and date.")
        group = Group.DATA
        template = "key_figures/blocks/key_figures.html"
        label_format = "{title}"


blocks = [("key_figures", KeyFiguresBlock())]
