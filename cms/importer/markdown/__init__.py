"""Markdown (with the raw HTML and shortcodes people put in it) into body blocks and rich text."""

from __future__ import annotations

from cms.importer.markdown.body import body_blocks, body_rich_text
from cms.importer.markdown.shortcodes import Shortcode
from cms.importer.markdown.surroundings import Block, FoundImage, Surroundings, Target

__all__ = [
    "Block",
    "FoundImage",
    "Shortcode",
    "Surroundings",
    "Target",
    "body_blocks",
    "body_rich_text",
]
