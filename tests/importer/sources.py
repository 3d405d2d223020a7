"""What a document holds, read without the importer: every scalar of its front matter and the words of its body."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.importer.words import Words, address_key, source_words, words

# Keys that say nothing to a reader, each with the reason; the part is a name anywhere in the path.
STEERING = {
    "layout": "a template of the old site",
    "visible": "a filter of the old site's editor; `false` keeps the page a draft",
    "published": "says whether, not what",
    "draft": "says whether, not what",
    "menu": "the old site's navigation",
    "url": "the page's address: tested where addresses are",
    "permalink": "the page's address: tested where addresses are",
    "link_to": "the page's address: tested where addresses are",
    "lang-ref": "pairs a document with its translation",
    "skills": "codes of a list: tested where challenges are",
    "class": "codes of a list: tested where people are",
    "colorback": "a colour",
    "isSET": "says that `urlSET` is filled in",
    "external": "says in which window a link opened",
    "role": "a code of a list: compared in the tests of people",
}
# Warnings about texts that stay in the object: what they quote must be found there and not in them.
KEPT_KINDS = frozenset(
    {
        "bold-heading",
        "typed-bullets",
        "emphasis-repaired",
        "emphasis-broken",
        "email-obfuscated",
        "unmapped-field",
    }
)
# The press review is sorted by the dates of its articles.
YEAR_HEADING = re.compile(r"^#+ En \d{4}$", re.MULTILINE)
DAY = re.compile(r"\d{4}-\d\d?-\d\d?(?=[T ]|$)")
FILE = re.compile(r"[^\s]+\.(?:png|jpe?g|jfif|gif|svg|webp|pdf)|(?:https?:)?//\S+|/\S*")


def document_words(text: str) -> Words:
    """Words of a whole document."""
    head, body = parts(text)
    return source_words(YEAR_HEADING.sub("", body)) + head_words(head)


def data_words(text: str) -> Words:
    """Words of a file of data."""
    return head_words(yaml.compose(text, Loader=yaml.SafeLoader))


def head_words(head: Any) -> Words:
    found = Words()
    for path, written in scalars(head):
        if not STEERING.keys() & set(path):
            found += scalar_words(written)
    return found


def scalar_words(written: str) -> Words:
    """Words of one value: a day without its time, an address as one, else a text."""
    day = DAY.match(written.strip())
    if day:
        return Words(words(day.group(0)))
    if FILE.fullmatch(written.strip()):
        return Words([address_key(written)])
    return source_words(written)


def parts(text: str) -> tuple[Any, str]:
    """Front matter, as YAML's nodes or as values, and body."""
    if found := re.match(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", text, re.DOTALL):
        return yaml.compose(found[1] or "", Loader=yaml.SafeLoader), text[found.end() :]
    if found := re.match(r"\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", text, re.DOTALL):
        return tomllib.loads(found[1] or ""), text[found.end() :]
    if re.match(r"\{\s*[\"}]", text):
        values, end = json.JSONDecoder().raw_decode(text)
        return values, text[end:]
    return None, text


def scalars(head: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every scalar with the keys above it, those of repeated keys too."""
    if isinstance(head, yaml.MappingNode):
        for key, value in head.value:
            yield from scalars(value, (*path, str(key.value)))
    elif isinstance(head, yaml.SequenceNode):
        for value in head.value:
            yield from scalars(value, path)
    elif isinstance(head, yaml.ScalarNode):
        # A yes or no says whether, not what.
        if head.tag not in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"):
            yield path, str(head.value)
    elif isinstance(head, dict):
        for key, value in head.items():
            yield from scalars(value, (*path, key))
    elif isinstance(head, list):
        for value in head:
            yield from scalars(value, path)
    elif head is not None:
        yield path, head.isoformat() if isinstance(head, dt.date) else str(head)


def same_files(root: Path) -> dict[str, set[str]]:
    """Names of the files of one content, by digest: the library keeps each content once."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in root.rglob("*"):
        if path.is_file() and path.suffix.lower() not in (".md", ".txt", ".yml"):
            found[hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()].add(path.name)
    return found
