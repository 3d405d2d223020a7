"""Headings and running text."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.core.blocks.base import Group, ListBlock, RichTextBlock, StructBlock
from cms.core.blocks.media import PlainImageBlock

# The page's title is its h1; deeper than h4 no reader follows.
HEADING_LEVELS = (
    ("h2", _("Heading 2: a part of the page")),
    ("h3", _("Heading 3: a section of a part")),
    ("h4", _("Heading 4: a detail of a section")),
)


class HeadingBlock(StructBlock):
    level = blocks.ChoiceBlock(
        choices=list(HEADING_LEVELS),
        default="h2",
        search_index=False,
        label=_("Level"),
        help_text=_("Do not skip a level: a heading 3 stands under a heading 2."),
    )
    text = blocks.CharBlock(label=_("Text"))
    kicker = blocks.CharBlock(
        required=False, label=_("Kicker"), help_text=_("A few words set above the heading.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        levels = [level for level, _label in HEADING_LEVELS]
        context["level"] = value["level"] if value["level"] in levels else "h2"
        context["anchor"] = unique_anchor(value["text"], context.get("used_anchors"))
        return context

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A heading, levels 2 to 4. Its text is also its anchor for links.")
        group = Group.TEXT
        template = "core/blocks/heading.html"
        label_format = "{text}"


def unique_anchor(text: str, used: set[str] | None) -> str:
    """An anchor made of the heading's words; `used` (anchors of the same page) keeps it single."""
    base = slugify(text)
    if not base:
        return ""
    anchor, number = base, 2
    while used is not None and anchor in used:
        anchor, number = f"{base}-{number}", number + 1
    if used is not None:
        used.add(anchor)
    return anchor


class TextBlock(RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        group = Group.TEXT
        template = "core/blocks/rich_text.html"


class NoteBlock(StructBlock):
    kind = blocks.ChoiceBlock(
        choices=[("info", _("Information")), ("warning", _("Warning")), ("source", _("Source"))],
        default="info",
        search_index=False,
        label=_("Kind"),
    )
    title = blocks.CharBlock(required=False, label=_("Title"))
    text = RichTextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Note")
        description = _("A remark set apart from the text: information, a warning, or a source.")
        group = Group.TEXT
        template = "core/blocks/note.html"
        label_format = "{title}"


class AccordionItemBlock(StructBlock):
    title = blocks.CharBlock(label=_("Title"), help_text=_("For a question and its answer: the question."))
    text = RichTextBlock(label=_("Text"))

    class Meta:
        icon = "list-ul"
        label = _("Item")
        label_format = "{title}"


class AccordionBlock(StructBlock):
    title = blocks.CharBlock(required=False, label=_("Title"))
    items = ListBlock(AccordionItemBlock(), label=_("Items"))

    class Meta:
        icon = "collapse-down"
        label = _("Accordion")
        description = _("Texts that open one by one, for instance questions and answers.")
        group = Group.TEXT
        template = "core/blocks/accordion.html"
        label_format = "{title}"


class StepBlock(StructBlock):
    icon = PlainImageBlock(
        required=False, label=_("Icon"), help_text=_("Decorative: it is not read to blind readers.")
    )
    label = blocks.CharBlock(required=False, label=_("Label"), help_text=_("For instance: Step 1."))
    title = blocks.CharBlock(required=False, label=_("Title"))
    duration = blocks.CharBlock(required=False, label=_("Duration"), help_text=_("For instance: 2 weeks."))
    dates = blocks.CharBlock(
        required=False, label=_("Dates"), help_text=_("For instance: from 3 to 14 September.")
    )
    text = RichTextBlock(required=False, label=_("Text"))

    class Meta:
        icon = "order"
        label = _("Step")
        label_format = "{label} {title}"


class StepsBlock(StructBlock):
    title = blocks.CharBlock(required=False, label=_("Title"))
    steps = ListBlock(StepBlock(), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("The stages of a course or a selection, in order.")
        group = Group.DATA
        template = "core/blocks/steps.html"
        label_format = "{title}"
