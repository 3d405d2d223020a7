"""The last pass over blocks: guessed headings are settled, neighbours joined, or all of it flattened to rich text."""

from __future__ import annotations

from html import escape
from typing import Any

from django.utils.translation import gettext as _

from cms.importer.markdown.richtext import cleaned
from cms.importer.markdown.surroundings import Block, Surroundings, Target

LEVELS = ("h2", "h3", "h4")


def finished(blocks: list[Block], around: Surroundings) -> list[Block]:
    """Settle the guessed headings (a heading has something below it) and join neighbouring rich texts."""
    found: list[Block] = []
    level = -1
    for position, block in enumerate(blocks):
        guess = block.pop("guess", None)
        if guess is None:
            if block["type"] == "heading":
                level = LEVELS.index(block["value"]["level"])
            found.append(block)
            continue
        below = blocks[position + 1] if position + 1 < len(blocks) else None
        if below is None or below["type"] == "heading":
            found.append({"type": "rich_text", "value": guess["html"]})
            continue
        block["value"]["level"] = LEVELS[min(level + 1, 2)]
        around.warn(guess["line"], "bold-heading", block["value"]["text"], _("read as a heading"))
        found.append(block)
    return _joined(found)


def _joined(blocks: list[Block]) -> list[Block]:
    found: list[Block] = []
    for block in blocks:
        if block["type"] == "rich_text" and found and found[-1]["type"] == "rich_text":
            found[-1] = {"type": "rich_text", "value": found[-1]["value"] + block["value"]}
        else:
            found.append(block)
    return found


def flattened(blocks: list[Block], around: Surroundings) -> str:
    """Blocks as rich text, for fields that take no blocks. An image has no place there: it is noted and warned about."""
    parts = [_flat(block["type"], block["value"], around) for block in blocks]
    return cleaned("".join(parts))


def _flat(name: str, value: Any, around: Surroundings) -> str:
    match name:
        case "rich_text":
            return str(value)
        case "heading":
            kicker = f"{value['kicker']} – " if value["kicker"] else ""
            return f"<p><b>{escape(kicker + value['text'], quote=False)}</b></p>"
        case "quote":
            who = ", ".join(part for part in (value["speaker"], value["role"]) if part)
            source = value["source_url"]
            return (
                str(value["text"])
                + (f"<p>{escape(who, quote=False)}</p>" if who else "")
                + (_link(source, Target(url=source)) if source else "")
            )
        case "note":
            return str(value["text"])
        case "video":
            return _link(value["title"] or value["url"], Target(url=value["url"]))
        case "link":
            return _link(value["label"], Target(**value["link"]))
        case "image":
            around.note(
                _("Image %s of the text") % value["image"]["image"] + f" : {value['image']['alt_text']}"
            )
            around.warn(
                1,
                "image-no-place",
                value["image"]["alt_text"],
                _("this text takes no images; kept in the note"),
            )
            caption = value["caption"]
            return f"<p><i>{escape(caption, quote=False)}</i></p>" if caption else ""
        case "table":
            rows = (" | ".join(cell or "" for cell in row) for row in value["data"])
            caption = value["table_caption"]
            lines = [caption, *rows] if caption else rows
            return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
        case "accordion":
            items = ((item["title"], item["text"]) for item in value["items"])
            return "".join(f"<p><b>{escape(title, quote=False)}</b></p>{text}" for title, text in items)
    around.warn(1, "block-no-place", name, _("this text takes no such block; kept in the note"))
    around.note(f"{name} : {value}")
    return ""


def _link(label: str, target: Target) -> str:
    return f"<p>{target.opening_tag()}{escape(label, quote=False)}</a></p>"
