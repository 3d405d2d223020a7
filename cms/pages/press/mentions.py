"""A press review in Markdown: a heading per article, then `[Outlet, date](address) : « extract »`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cms.importer.dates import read_date
from cms.importer.names import tidy

HEADING = re.compile(r"^(?P<marks>#{2,6})\s+(?P<text>.+?)\s*#*$")
ARTICLE = re.compile(r"^\[(?P<label>[^\]]+)\]\((?P<url>\S+?)\)\s*:?\s*(?P<extract>.*)$", re.DOTALL)
QUOTED = re.compile(r"^«\s*(?P<text>.*?)\s*»\.?$", re.DOTALL)


@dataclass
class Review:
    """The articles of a review, and the lines that are none, each at its place."""

    mentions: list[dict[str, Any]]
    rest: str
    malformed: list[tuple[int, str]]


def read_review(body: str, first_line: int) -> Review:
    """Articles are headings whose next paragraph is a link; a heading above others names their section."""
    lines = body.split("\n")
    rest = list(lines)
    mentions: list[dict[str, Any]] = []
    malformed: list[tuple[int, str]] = []
    section = ""
    title: tuple[int, str] | None = None
    pending: list[int] = []
    for number, line in enumerate(lines):
        heading = HEADING.match(line)
        if heading:
            if len(heading["marks"]) == 2:
                section = tidy(heading["text"])
            title = (number, tidy(heading["text"]))
            pending.append(number)
            continue
        article = ARTICLE.match(line) if title and line.strip() else None
        if article and title:
            mention = as_mention(title[1], section, article)
            mentions.append(mention)
            if mention["date"] is None:
                malformed.append((first_line + number, article["label"]))
            # The heading of the article, and those of its section and year, are in the rows now.
            for at in [*pending, number]:
                rest[at] = ""
            pending, title = [], None
        elif line.strip():
            pending, title = [], None
    return Review(mentions, "\n".join(rest), malformed)


def as_mention(title: str, section: str, article: re.Match[str]) -> dict[str, Any]:
    outlet, _comma, written = tidy(article["label"]).rpartition(", ")
    date = read_date(written)
    extract = " ".join(article["extract"].split(" ")).strip()
    quoted = QUOTED.match(extract)
    return {
        "title": title,
        "outlet": outlet if date else tidy(article["label"]),
        "date": date.day if date else None,
        "precision": "month" if date and date.precision == "month" else "day",
        "url": article["url"],
        "extract": quoted["text"] if quoted else extract,
        "section": section,
    }
