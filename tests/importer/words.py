"""Words of a source and of what became of it, as multisets that can be compared.

The source is cut up by patterns of its own, not by the parser under test: emphasis, escapes and tags go, entities are
decoded, and every address becomes one token, so that a link which was resolved to a page is found again by the
page's name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote

from cms.importer.markdown import body_blocks
from cms.importer.names import squeezed
from tests.importer.surroundings import NoSite

INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
RUNS = re.compile(r"<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
SHORTCODE = re.compile(r"\{\{[<%]\s*/?[\w.-]+(.*?)[>%]\}\}", re.DOTALL)
# Says in which window a link opens; then the names of arguments.
SHORTCODE_SYNTAX = re.compile(r"""\btarget\s*=\s*"?true"?|(?<=\s)[\w-]+\s*=(?=\s*["“`])""")
CODE_LANGUAGE = re.compile(
    r"^(\s*(?:```|~~~)|\{%-?\s*highlight)[ \t]*[\w+-]*.*$|\{%-?\s*endhighlight\s*-?%\}", re.MULTILINE
)
LIST_NUMBER = re.compile(r"^([ \t>]*(?:[-*+•][ \t]+)?)\d{1,9}[.)](?=\s)", re.MULTILINE)
ATTRIBUTE_LIST = re.compile(r"\{[:#.][^{}\n]*\}")
DESTINATION = re.compile(
    r"\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()<>]|\([^\s()]*\))*))(?:\s+(?:\"([^\"]*)\"|'([^']*)'))?\s*\)"
)
AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+|[\w.+-]+@[\w.-]+)>")
TAG = re.compile(r"</?([a-zA-Z][\w-]*)((?:\s+[\w:@-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?)*)\s*/?>")
ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
ADDRESS = re.compile(r"https?://[^\s<>«»“”\"]+")
LOCAL = re.compile(r"(?<!\S)/\S+")
EMAIL = re.compile(
    r"([\w.+-]*\w)(?:@|\s*(?:\[at\]|\(at\)|\s-?\s?at\s?-|\s@\s)\s*)([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})",
    re.IGNORECASE,
)
INLINE = frozenset({"b", "strong", "i", "em", "s", "del", "sup", "sub", "code", "span", "u", "font", "small"})
MARKS = re.compile(r"[*`~\\]")
WORD = re.compile(r"[^\W_]+")

OWN_HOSTS = frozenset(
    {"eig.numerique.gouv.fr", "eig.etalab.gouv.fr", "entrepreneur-interet-general.etalab.gouv.fr"}
)

RICH = frozenset({"rich_text", "quote", "note", "accordion"})

Words = Counter


def source_words(markdown: str) -> Words:
    """Every word and every address of a Markdown text."""
    found: Words = Counter()

    def address(written: str) -> None:
        found[address_key(written)] += 1

    def destination(match: re.Match[str]) -> str:
        address(match[1] or match[2] or "")
        title = match[3] or match[4] or ""
        label = match.string[: match.start()].rpartition("[")[2]
        # A title that only repeats words of the link says nothing.
        return " " if title.casefold() in label.casefold() else f" {title} "

    def tag(match: re.Match[str]) -> str:
        kept = []
        for part in ATTRIBUTE.finditer(match[2]):
            value = next(value for value in part.groups()[1:] if value is not None)
            if part[1].lower() in ("href", "src", "data"):
                address(value)
            elif part[1].lower() in ("alt", "title"):
                kept.append(f" {value} ")
        return "".join(kept) if match[1].lower() in INLINE else f" {' '.join(kept)} "

    def arguments(call: re.Match[str]) -> str:
        text = SHORTCODE_SYNTAX.sub(" ", call[1]).replace('"', " ")
        return LOCAL.sub(lambda path: address(path[0]) or " ", text)

    def bare(match: re.Match[str]) -> str:
        address(match[0])
        return " "

    def mail(match: re.Match[str]) -> str:
        address(f"{match[1]}@{match[2]}")
        return " "

    text = RUNS.sub(" ", COMMENT.sub(" ", markdown))
    text = ATTRIBUTE_LIST.sub(" ", text)
    text = LIST_NUMBER.sub(r"\1", CODE_LANGUAGE.sub(" ", text))
    text = SHORTCODE.sub(arguments, text)
    text = DESTINATION.sub(destination, text)
    text = AUTOLINK.sub(lambda match: f" {match[1]} ", text)
    text = TAG.sub(tag, text)
    text = EMAIL.sub(mail, ADDRESS.sub(bare, unescape(text)))
    found.update(words(text))
    return +found


def words(text: str) -> list[str]:
    """Words of plain text, composed, without case; emphasis and escapes part no word."""
    clean = MARKS.sub("", INVISIBLE.sub("", text))
    return WORD.findall(unicodedata.normalize("NFC", clean).casefold())


def address_key(written: str) -> str:
    """One token for an address: the last part of one of the site's own, so that it may have moved, else all of it."""
    text = unicodedata.normalize("NFC", unquote(unescape("".join(written.split())))).rstrip(".,;:!?)]’'»")
    if text.lower().startswith("mailto:") or ("@" in text and "/" not in text):
        return "→" + squeezed(re.sub(r"^mailto:", "", text, flags=re.IGNORECASE).partition("?")[0])
    rest = re.sub(r"^(?:https?:)?//(?:www\.)?", "", text.partition("#")[0], flags=re.IGNORECASE)
    host = rest.partition("/")[0].lower()
    if rest != text and "." in host and host not in OWN_HOSTS:
        return "→" + squeezed(rest)
    path = rest if rest == text else rest.partition("/")[2]
    last = path.rstrip("/").rpartition("/")[2]
    return "→" + squeezed(re.sub(r"\.[A-Za-z]{2,5}$", "", last))


def html_words(html: str) -> Iterator[str]:
    """Words and addresses of rich text."""

    def tag(match: re.Match[str]) -> str:
        return "" if match[1].lower() in INLINE else " "

    for match in TAG.finditer(html):
        for part in ATTRIBUTE.finditer(match[2]):
            if part[1] == "href":
                yield address_key(part[2] or "")
    yield from text_words(unescape(TAG.sub(tag, html)))


def text_words(text: str) -> Iterator[str]:
    """Words of plain text, and the addresses that stand in it."""
    for match in ADDRESS.finditer(text):
        yield address_key(match[0])
    for match in EMAIL.finditer(text):
        yield address_key(f"{match[1]}@{match[2]}")
    yield from words(text)


def converted_words(source: str, around: NoSite, kept_kinds: frozenset[str]) -> Iterator[str]:
    """Every word of the blocks a text becomes, and of what was noted and warned about on the way."""
    for block in body_blocks(source, 1, around):
        for text in strings(block["value"]):
            yield address_key(text) if ADDRESS.fullmatch(text) or text.startswith("/") else ""
            yield from html_words(text) if block["type"] in RICH or "</" in text else text_words(text)
    yield from map(address_key, around.pictures)
    for note in around.notes:
        yield from text_words(note)
        yield from map(address_key, note.split())
    for _line, kind, value in around.warnings:
        if kind not in kept_kinds:
            yield from source_words(value).elements()
            yield from text_words(value)
            yield address_key(value)


def strings(value: Any) -> Iterator[str]:
    """Every text inside stored blocks."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for below in value.values():
            yield from strings(below)
    elif isinstance(value, list):
        for below in value:
            yield from strings(below)


def missing(wanted: Words, kept: Iterable[str]) -> Words:
    """What is wanted more often than it was kept."""
    return wanted - Counter(kept)
