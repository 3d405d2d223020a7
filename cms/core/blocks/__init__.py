"""The blocks of a body that belong to no plugin; plugins add theirs by their room `blocks.py`."""

from wagtail.blocks import Block

from cms.core.blocks.base import (
    Group,
    LanguageBlock,
    LinkURLBlock,
    ListBlock,
    RichTextBlock,
    SnippetBlock,
    StructBlock,
    UntranslatedCharBlock,
)
from cms.core.blocks.contact import ContactBlock
from cms.core.blocks.links import (
    CallToActionBlock,
    CardsBlock,
    DocumentBlock,
    LinkBlock,
    LinkLineBlock,
    link_target,
)
from cms.core.blocks.media import (
    CMSImageBlock,
    EmbedBlock,
    FigureBlock,
    GalleryBlock,
    PlainImageBlock,
    VideoBlock,
)
from cms.core.blocks.missing import Missing, missing_alts, missing_transcripts
from cms.core.blocks.table import TableBlock
from cms.core.blocks.text import AccordionBlock, HeadingBlock, NoteBlock, StepsBlock, TextBlock

__all__ = [
    "AccordionBlock",
    "CMSImageBlock",
    "CallToActionBlock",
    "CardsBlock",
    "ContactBlock",
    "DocumentBlock",
    "EmbedBlock",
    "FigureBlock",
    "GalleryBlock",
    "Group",
    "HeadingBlock",
    "LanguageBlock",
    "LinkBlock",
    "LinkLineBlock",
    "LinkURLBlock",
    "ListBlock",
    "Missing",
    "NoteBlock",
    "PlainImageBlock",
    "RichTextBlock",
    "SnippetBlock",
    "StepsBlock",
    "StructBlock",
    "TableBlock",
    "TextBlock",
    "UntranslatedCharBlock",
    "VideoBlock",
    "core_blocks",
    "link_target",
    "missing_alts",
    "missing_transcripts",
]


def core_blocks() -> list[tuple[str, Block]]:
    """The blocks every body has, by the names under which they are stored."""
    return [
        ("heading", HeadingBlock()),
        ("rich_text", TextBlock()),
        ("note", NoteBlock()),
        ("accordion", AccordionBlock()),
        ("image", FigureBlock()),
        ("gallery", GalleryBlock()),
        ("video", VideoBlock()),
        ("embed", EmbedBlock()),
        ("steps", StepsBlock()),
        ("table", TableBlock()),
        ("link", LinkLineBlock()),
        ("call_to_action", CallToActionBlock()),
        ("document", DocumentBlock()),
        ("cards", CardsBlock()),
        ("contact", ContactBlock()),
    ]
