"""French spacing, applied when text is shown: the stored text stays as it was typed.

Only spaces that somebody typed are turned into no-break ones (and « » get theirs): a missing
space is left missing, so that addresses, code and names such as "data.gouv.fr" stay whole.
"""

from __future__ import annotations

import re

NARROW = "\u202f"
WIDE = "\u00a0"
SPACES = "[ \u00a0\u202f]"

RULES = (
    (re.compile(rf"{SPACES}+([;!?])"), rf"{NARROW}\1"),
    (re.compile(rf"(?<=\S){SPACES}+:(?!//)"), f"{WIDE}:"),
    (re.compile(rf"«{SPACES}*"), f"«{NARROW}"),
    (re.compile(rf"{SPACES}*»"), f"{NARROW}»"),
    (re.compile(r"(?<=\d) (?=(?:%|€|\d{3}(?!\d)))"), NARROW),
)
TAG = re.compile(r"(<[^>]*>)")
OPENING = re.compile(r"<(\w+)([^>]*)>")
FOREIGN = re.compile(r'\blang="(?!fr)')
VERBATIM = {"code", "pre", "kbd", "samp"}


def typeset(text: str) -> str:
    """`text` with French no-break spaces."""
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def typeset_html(html: str) -> str:
    """`typeset` for the texts of an HTML fragment, outside code and foreign passages."""
    skipped: list[str] = []
    pieces = []
    for piece in TAG.split(html.replace("&nbsp;", WIDE)):
        if piece.startswith("<"):
            _follow(piece, skipped)
        elif piece and not skipped:
            piece = typeset(piece)
        pieces.append(piece)
    return "".join(pieces)


def _follow(tag: str, skipped: list[str]) -> None:
    """Keep the stack of open elements whose text is left alone."""
    if tag.startswith("</"):
        if skipped and skipped[-1] == tag[2:-1].strip():
            skipped.pop()
        return
    opening = OPENING.match(tag)
    if not opening:
        return
    name, attributes = opening.groups()
    # Inside a skipped element, an element of the same name must be counted too.
    if name in VERBATIM or FOREIGN.search(attributes) or (skipped and skipped[-1] == name):
        skipped.append(name)
