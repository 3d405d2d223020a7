"""What a body still lacks for readers who cannot see or hear: the rows of the work list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks
from wagtail.blocks.list_block import ListValue

from cms.core.blocks.media import CMSImageBlock, VideoBlock
from cms.core.images import text_alternative


@dataclass(frozen=True)
class Missing:
    """One image without a text alternative, or one video without a transcript."""

    block_type: str
    block_id: str
    title: str
    image: Any = None


def missing_alts(stream_value: Any) -> list[Missing]:
    """The images of a body that are neither decorative nor described, in reading order."""
    return [
        Missing(child.block_type, str(child.id), image.title, image)
        for child in stream_value or []
        for block, image in walk(child.block, child.value)
        if isinstance(block, CMSImageBlock) and image and text_alternative(image).missing
    ]


def missing_transcripts(stream_value: Any) -> list[Missing]:
    """The videos of a body that have no transcript, in reading order."""
    return [
        Missing(child.block_type, str(child.id), video["title"] or video["url"])
        for child in stream_value or []
        for block, video in walk(child.block, child.value)
        if isinstance(block, VideoBlock) and video["url"] and not has_text(video["transcript"])
    ]


def has_text(rich_text: Any) -> bool:
    """Whether a rich text says anything: an emptied editor leaves an empty paragraph."""
    block = blocks.RichTextBlock()
    return any(text.strip() for text in block.get_searchable_content(rich_text)) if rich_text else False


def walk(block: blocks.Block, value: Any) -> Iterator[tuple[blocks.Block, Any]]:
    """`block` with its value, then all blocks inside it, in order."""
    yield block, value
    if isinstance(value, blocks.StructValue):
        for name, child in block.child_blocks.items():
            yield from walk(child, value.get(name))
    elif isinstance(value, ListValue):
        for item in value.bound_blocks:
            yield from walk(item.block, item.value)
    elif isinstance(value, blocks.StreamValue):
        for item in value:
            yield from walk(item.block, item.value)
