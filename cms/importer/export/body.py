"""The body of a page as Markdown and back: one marker line per block, then what the block says.

    <!-- block: heading id=5f0c… -->
    ## Ce qui a changé

A block that Markdown shows well is Markdown; what Markdown has no sign for stands as JSON in the marker. Every other
block is YAML between fences. Each block is read back before it is written: one that would not come back the same
becomes YAML too.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, unquote

from django.utils.translation import gettext as _
from wagtail import blocks as wagtail_blocks

from cms.importer.errors import UnreadableDocument
from cms.importer.export.markdown_blocks import FORMS
from cms.importer.export.yaml_text import dump
from cms.importer.front_matter import FrontMatter, read_yaml

Block = dict[str, Any]
MARKER = re.compile(r"^<!-- block: (?P<type>\S+)(?: id=(?P<id>\S+))?(?: (?P<rest>\{.*\}))? -->$")
FENCE = re.compile(r"^(?P<fence>`{3,})yaml$")
RAW = "raw"
"""Type of a marker whose YAML is the whole block as stored, for blocks that are built like no other."""


def body_text(stream: wagtail_blocks.BaseStreamBlock, children: list[Any]) -> str:
    """The Markdown of a stream, whose objects are named and whose texts are encoded already."""
    return "\n".join(block_text(stream, child) for child in children)


def block_text(stream: wagtail_blocks.BaseStreamBlock, child: Any) -> str:
    if _is_usual(child):
        form, inner = FORMS.get(child["type"]), stream.child_blocks.get(child["type"])
        parts = form.written(inner, child["value"]) if form and inner else None
        if parts is not None:
            text = _marker(child["type"], child["id"], parts[1]) + "\n" + parts[0] + "\n"
            if _comes_back(stream, text, child):
                return text
        if isinstance(child["value"], dict) and child["value"]:
            return _marker(child["type"], child["id"], {}) + "\n" + _fenced(child["value"])
    return _marker(RAW, "", {}) + "\n" + _fenced({"block": child})


def _is_usual(child: Any) -> bool:
    """Whether a block has a type, an id and a value and nothing else, as nearly all have."""
    if not isinstance(child, dict) or set(child) != {"type", "value", "id"}:
        return False
    return (
        all(isinstance(child[name], str) and child[name] for name in ("type", "id")) and child["type"] != RAW
    )


def _comes_back(stream: wagtail_blocks.BaseStreamBlock, text: str, child: Block) -> bool:
    try:
        found = read_body(stream, text, 1)
    except UnreadableDocument:
        return False
    form, inner = FORMS[child["type"]], stream.child_blocks[child["type"]]
    return len(found) == 1 and found[0] == {**child, "value": form.completed(inner, child["value"])}


def _marker(kind: str, key: Any, rest: dict[str, Any]) -> str:
    parts = [f"block: {quote(kind, safe='')}"]
    if key:
        parts.append(f"id={quote(str(key), safe='')}")
    if rest:
        # A comment ends at `-->`.
        parts.append(json.dumps(rest, ensure_ascii=False).replace(">", "\\u003e"))
    return f"<!-- {' '.join(parts)} -->"


def _fenced(value: Any) -> str:
    text = dump(value)
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}yaml\n{text}{fence}\n"


# Reading


def read_body(stream: wagtail_blocks.BaseStreamBlock, text: str, first_line: int) -> list[Any]:
    """The blocks of a body, objects still named and texts still encoded. Raises `UnreadableDocument`."""
    found: list[Any] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        marker = MARKER.match(lines[at])
        if marker is None:
            raise UnreadableDocument(
                _("A line that begins with `<!-- block:` must stand before this text."), first_line + at
            )
        content, end = _content(lines, at + 1, first_line)
        found.append(_block(stream, marker, content, first_line + at))
        at = end
    return found


def _content(lines: list[str], start: int, first_line: int) -> tuple[list[str] | FrontMatter, int]:
    """What stands below a marker: lines of Markdown, or YAML read; and where the next marker may be."""
    while start < len(lines) and not lines[start].strip():
        start += 1
    fence = FENCE.match(lines[start]) if start < len(lines) else None
    if fence is None:
        end = next((n for n in range(start, len(lines)) if MARKER.match(lines[n])), len(lines))
        return lines[start:end], end
    end = next((n for n in range(start + 1, len(lines)) if lines[n] == fence["fence"]), len(lines))
    if end == len(lines):
        raise UnreadableDocument(_("This block of YAML is never closed."), first_line + start)
    inside = "\n".join(lines[start + 1 : end])
    return read_yaml(inside + "\n", first_line + start + 1), end + 1


def _block(
    stream: wagtail_blocks.BaseStreamBlock, marker: re.Match[str], content: list[str] | FrontMatter, line: int
) -> Any:
    kind = unquote(marker["type"])
    key = unquote(marker["id"]) if marker["id"] else None
    if isinstance(content, FrontMatter):
        return content.values.get("block") if kind == RAW else _made(kind, key, content.values)
    form = FORMS.get(kind)
    inner = stream.child_blocks.get(kind)
    try:
        rest = json.loads(marker["rest"]) if marker["rest"] else {}
        if form is None or inner is None or not isinstance(rest, dict):
            raise ValueError(kind)
        value = form.read(inner, "\n".join(content).strip("\n"), rest)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(_("This block of the type “%s” cannot be read.") % kind, line) from error
    return _made(kind, key, value)


def _made(kind: str, key: str | None, value: Any) -> Block:
    return {"type": kind, "value": value, "id": key} if key else {"type": kind, "value": value}
