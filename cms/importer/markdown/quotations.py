"""Who said a quotation, where its text tells: « … » Camille Roux, designer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

SIGNED_AT_END = re.compile(
    r"^(?P<text>[«“\"].*[»”\"])[\s,]*(?:[—–-]\s*)?(?P<who>[^\W\d_][^«»“”\"<>]{2,240})$", re.DOTALL
)
SIGNED_BELOW = re.compile(r"^(?:[—–]|--?)\s*(?P<who>[^<>«»“”\"]{3,240})$")
LONGEST_NAME = 80


@dataclass(frozen=True)
class Signed:
    """Text of a quotation (HTML of its paragraphs) and whose it is."""

    paragraphs: tuple[str, ...]
    speaker: str = ""
    role: str = ""


def signed(paragraphs: list[str]) -> Signed:
    """Split the attribution from the text where it is plain: behind the closing mark, or on a last line of its own."""
    if not paragraphs:
        return Signed(())
    *others, last = paragraphs
    below = SIGNED_BELOW.match(last)
    if below and others:
        return _named(tuple(others), below["who"])
    at_end = SIGNED_AT_END.match(last)
    if at_end and at_end["who"][0].isupper():
        return _named((*others, at_end["text"].strip()), at_end["who"])
    return Signed(tuple(paragraphs))


def _named(paragraphs: tuple[str, ...], who: str) -> Signed:
    name, _comma, role = who.strip().rstrip(".").partition(",")
    if len(name) > LONGEST_NAME:
        return Signed((*paragraphs, who))
    return Signed(paragraphs, unescape(name).strip(), unescape(role).strip())
