"""Block bases that accept what older content, imports and deletions leave behind.

Wagtail's own blocks raise on a null where they expect text or a list. A page must still open
in the admin, render and answer in the API then, so nulls are read as "nothing here".
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail.rich_text import RichText
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.core.links import safe_url, validate_link_url
from cms.core.rich_text import LANGUAGES, RICH_TEXT_FEATURES, PublicRichText, serialize_rich_text

# An item of a list that was stored without an identifier gets one from its place, so that
# a translation made from it today finds it again tomorrow.
ITEM_NAMESPACE = uuid.UUID("0d4c0d0e-36f7-5b0b-8d43-6f0f2f6d1f51")


class Group:
    """Headings of the block picker in the editor."""

    TEXT = _("Text")
    MEDIA = _("Images and video")
    DATA = _("Figures and dates")
    LINKS = _("Links")


class LinkURLBlock(blocks.FieldBlock):
    """An address: web, mail, telephone, on this site, or an anchor. Never a script.

    Translators may give another address in their language.
    """

    def __init__(self, required: bool = True, help_text: Any = None, max_length: int = 2000, **kwargs: Any):
        self.field = forms.CharField(
            required=required, help_text=help_text, max_length=max_length, validators=[validate_link_url]
        )
        super().__init__(**kwargs)

    def get_default(self) -> str:
        return super().get_default() or ""

    def get_api_representation(self, value: str, context: Any = None) -> str:
        return safe_url(value)

    def get_translatable_segments(self, value: str) -> list[Any]:
        from wagtail_localize.segments import OverridableSegmentValue

        return [OverridableSegmentValue("", value)] if value else []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The address the translator gave; one that may not stand in a link is not taken."""
        return safe_url(segments[0].data) or value

    class Meta:
        icon = "link-external"


# Blocks whose value is a text: without one it is "", never a null.
TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.EmailBlock, blocks.ChoiceBlock, LinkURLBlock)


class StructBlock(blocks.StructBlock):
    """Wagtail's StructBlock, reading a missing or null part as an empty one."""

    def get_default(self) -> blocks.StructValue:
        value = super().get_default()
        for name, block in self.child_blocks.items():
            if isinstance(block, TEXT_BLOCKS) and value[name] is None:
                value[name] = ""
        return value

    def to_python(self, value: Any) -> blocks.StructValue:
        return super().to_python(self._complete(value))

    def bulk_to_python(self, values: Iterable[Any]) -> list[blocks.StructValue]:
        return super().bulk_to_python([self._complete(value) for value in values])

    def _complete(self, value: Any) -> dict[str, Any]:
        """Put the part's default, an empty text or an empty list where there is nothing."""
        if not isinstance(value, dict):
            value = {}
        complete = {name: part for name, part in value.items() if part is not None}
        for name, block in self.child_blocks.items():
            if isinstance(block, blocks.ListBlock) and not isinstance(complete.get(name), list):
                complete[name] = []
            elif isinstance(block, TEXT_BLOCKS) and name not in complete:
                complete[name] = block.get_default() or ""
        return complete


class ListBlock(blocks.ListBlock):
    """Wagtail's ListBlock, translatable even where its items were stored without identifiers.

    wagtail-localize skips such lists in silence: their texts would stay in the source language.
    """

    def __init__(self, child_block: Any, search_index: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("default", [])
        super().__init__(child_block, search_index=search_index, **kwargs)

    __init__.has_child_block_arg = True  # type: ignore[attr-defined]  # Wagtail reads it when it rebuilds a block

    def to_python(self, value: Any) -> ListValue:
        return super().to_python(self._with_ids(value))

    def bulk_to_python(self, values: Iterable[Any]) -> list[ListValue]:
        return super().bulk_to_python([self._with_ids(value) for value in values])

    def _with_ids(self, items: Any) -> list[dict[str, Any]]:
        return [
            item
            if self._item_is_in_block_format(item)
            else {"type": "item", "value": item, "id": str(uuid.uuid5(ITEM_NAMESPACE, str(place)))}
            for place, item in enumerate(items or [])
            if item is not None
        ]

    def get_translatable_segments(self, value: ListValue) -> list[Any]:
        """The texts of all items, each under its item's identifier (wagtail-localize asks for this)."""
        from wagtail_localize.segments.extract import StreamFieldSegmentExtractor

        extractor = StreamFieldSegmentExtractor(None)
        return [
            segment.wrap(item.id)
            for item in value.bound_blocks
            for segment in extractor.handle_block(item.block, item.value)
        ]


class UntranslatedCharBlock(blocks.CharBlock):
    """A line that is the same in every language: a name, a telephone number, an anchor."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        return []


class SnippetBlock(SnippetChooserBlock):
    """A snippet, read in the reader's language when shown.

    wagtail-localize would ask for a translation of the snippet before the page's own could be
    published; people and figures have none until somebody needs one.
    """

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []


class LanguageBlock(blocks.ChoiceBlock):
    """The language of a passage when it is not the page's."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {
            "choices": list(LANGUAGES),
            "required": False,
            "search_index": False,
            "label": _("Language"),
            "help_text": _(
                "Only when it differs from the language of the page: screen readers then pronounce it rightly."
            ),
        }
        super().__init__(**{**defaults, **kwargs})

    def get_default(self) -> str:
        return super().get_default() or ""


class RichTextBlock(blocks.RichTextBlock):
    """Running text with the project's short list of features, safe to show."""

    def __init__(self, features: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(features=features or list(RICH_TEXT_FEATURES), **kwargs)

    def to_python(self, value: str | None) -> PublicRichText:
        return PublicRichText(value)

    def normalize(self, value: Any) -> PublicRichText:
        return PublicRichText(value.source if isinstance(value, RichText) else value and str(value))

    def value_from_form(self, value: str) -> PublicRichText:
        return PublicRichText(value)

    def get_api_representation(self, value: RichText, context: Any = None) -> str:
        return serialize_rich_text(value.source, context)

    def render(self, value: Any, context: Any = None) -> str:
        # A translation puts Wagtail's own RichText here.
        return super().render(self.normalize(value), context)
