"""The body of pages and long texts: a stream of blocks that loses nothing."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.fields import StreamField

from cms.plugins.registry import registry

UNKNOWN = "unknown"


class UnknownBlock(blocks.FieldBlock):
    """Stands in the editor for a block whose plugin is not installed.

    Its value is the stored block, word for word: {"type": …, "value": …}. It is shown
    read-only, written back unchanged, and neither rendered nor sent to anybody.
    """

    def __init__(self, required=True, help_text=None, **kwargs):
        self.field = forms.CharField(
            required=False, widget=forms.Textarea(attrs={"readonly": True, "rows": 4})
        )
        super().__init__(**kwargs)

    class Meta:
        icon = "help"
        label = _("Unknown block (kept as it is)")
        template = "core/blocks/unknown.html"
        default = None

    def value_for_form(self, value) -> str:
        return json.dumps(value, ensure_ascii=False, indent=1) if value else ""

    def value_from_form(self, value: str):
        try:
            return json.loads(value) if value else None
        except ValueError:
            return None

    def clean(self, value):
        if not isinstance(value, dict) or not isinstance(value.get("type"), str):
            raise ValidationError(_("This block only keeps content of a plugin that is not installed."))
        return value

    def get_searchable_content(self, value) -> list[str]:
        return []

    def get_translatable_segments(self, value) -> list:
        return []

    def restore_translated_segments(self, value, segments):
        return value


class BodyStreamBlock(blocks.StreamBlock):
    """Every block of ours and of the plugins, and a place for those nobody knows."""

    def __init__(self, **kwargs: Any) -> None:
        # The blocks use Wagtail's admin, which needs every model to be there.
        from cms.core.blocks import core_blocks

        super().__init__([*core_blocks(), *registry.blocks(), (UNKNOWN, UnknownBlock())], **kwargs)

    def to_python(self, value):
        if isinstance(value, str) and value:
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = [self._wrap(child) for child in value]
        return super().to_python(value)

    def bulk_to_python(self, values):
        return super().bulk_to_python([[self._wrap(child) for child in stream] for stream in values])

    def get_prep_value(self, value) -> list[dict[str, Any]]:
        return [self._unwrap(child) for child in super().get_prep_value(value)]

    def clean(self, value: Any) -> Any:
        """An unknown block whose plugin has come meanwhile is checked as what it is."""
        children = []
        for child in value:
            kind = isinstance(child.value, dict) and child.value.get("type")
            if child.block_type == UNKNOWN and kind in self.child_blocks and kind != UNKNOWN:
                known = self.child_blocks[kind].to_python(child.value.get("value"))
                children.append((kind, known, child.id))
            else:
                children.append((child.block_type, child.value, child.id))
        return super().clean(blocks.StreamValue(self, children))

    def _wrap(self, child: dict[str, Any]) -> dict[str, Any]:
        if child["type"] in self.child_blocks:
            return child
        stored = {name: part for name, part in child.items() if name != "id"}
        return {"type": UNKNOWN, "value": stored, "id": child.get("id")}

    def _unwrap(self, child: dict[str, Any]) -> dict[str, Any]:
        if child["type"] != UNKNOWN or not child["value"]:
            return child
        return {**child["value"], "id": child["id"]}

    def get_api_representation(self, value, context=None) -> list[dict[str, Any]]:
        represented = super().get_api_representation(value, context)
        return [child for child in represented if child["type"] != UNKNOWN]


class BodyStreamBlockAdapter(StreamBlockAdapter):
    """The editor shows unknown blocks and offers none to add."""

    def js_args(self, block: BodyStreamBlock) -> list[Any]:
        *others, meta = super().js_args(block)
        counts = {**(meta.get("blockCounts") or {}), UNKNOWN: {"max_num": 0}}
        return [*others, {**meta, "blockCounts": counts}]


register(BodyStreamBlockAdapter(), BodyStreamBlock)


class BodyField(StreamField):
    """A StreamField whose blocks are those on offer when the process started.

    Plugins offer blocks, so the list is complete only once all apps are loaded; it is
    never written into migrations, where each new block would make one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        super().__init__([], **kwargs)

    @cached_property
    def stream_block(self) -> BodyStreamBlock:
        if not registry.ready:
            raise RuntimeError("The blocks of a body are known once all apps are loaded.")
        block = BodyStreamBlock()
        block.set_meta_options(self.block_opts)
        return block

    def deconstruct(self):
        name, path, _args, kwargs = super(StreamField, self).deconstruct()
        return name, path, [[]], {**kwargs, "block_lookup": {}}
