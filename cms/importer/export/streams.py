"""Streams without keys of the database: each chooser names its object as documents do, each text is Markdown."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Model
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock

from cms.core.identity import IMPORT_NAMESPACE

Choose = Callable[[type[Model], Any], Any]
"""(model, what stands for an object) -> what is to stand for it."""
Text = Callable[[Any], Any]


def converted(block: blocks.Block, value: Any, choose: Choose, text: Text) -> Any:
    """A stored value of `block` with each choice and each rich text converted; all else as it is."""
    if value is None:
        return None
    if isinstance(block, blocks.StreamBlock | blocks.BaseStreamBlock):
        return [_child(block, child, choose, text) for child in value] if isinstance(value, list) else value
    if isinstance(block, ImageBlock) and isinstance(value, int):
        value = {"image": value, "decorative": False, "alt_text": ""}
    if isinstance(block, blocks.BaseStructBlock):
        if not isinstance(value, dict):
            return value
        parts = block.child_blocks
        return {
            name: converted(parts[name], part, choose, text) if name in parts else part
            for name, part in value.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [_item(block, item, choose, text) for item in value] if isinstance(value, list) else value
    if isinstance(block, BaseTypedTableBlock) and isinstance(value, dict):
        return _table(block, value, choose, text)
    if isinstance(block, blocks.ChooserBlock):
        return choose(block.model_class, value)
    if isinstance(block, blocks.RichTextBlock):
        return text(value)
    return value


def with_ids(children: list[Any], name: str) -> list[Any]:
    """The blocks, each with an id: one that has none gets it from `name`, its place and what it says."""
    return [
        child
        if not isinstance(child, dict) or child.get("id")
        else {**child, "id": _made_id(child, f"{name}:{place}")}
        for place, child in enumerate(children)
    ]


def _made_id(child: dict[str, Any], name: str) -> str:
    content = json.dumps({**child, "id": None}, sort_keys=True)
    return str(uuid.uuid5(IMPORT_NAMESPACE, f"export:{name}:{content}"))


def _child(block: Any, child: Any, choose: Choose, text: Text) -> Any:
    if not isinstance(child, dict) or child.get("type") not in block.child_blocks:
        return child  # of a plugin that is not installed: nobody knows what its numbers mean
    inner = block.child_blocks[child["type"]]
    return {**child, "value": converted(inner, child.get("value"), choose, text)}


def _item(block: blocks.ListBlock, item: Any, choose: Choose, text: Text) -> Any:
    if isinstance(item, dict) and set(item) >= {"type", "value"} and item["type"] == "item":
        return {**item, "value": converted(block.child_block, item["value"], choose, text)}
    return converted(block.child_block, item, choose, text)


def _table(block: BaseTypedTableBlock, value: dict[str, Any], choose: Choose, text: Text) -> dict[str, Any]:
    kinds = [column.get("type") for column in value.get("columns", [])]

    def cells(row: dict[str, Any]) -> list[Any]:
        pairs = zip(kinds, row.get("values", []), strict=False)
        return [
            converted(block.child_blocks[kind], cell, choose, text) if kind in block.child_blocks else cell
            for kind, cell in pairs
        ]

    return {**value, "rows": [{**row, "values": cells(row)} for row in value.get("rows", [])]}
