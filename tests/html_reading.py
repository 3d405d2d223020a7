"""Reading an answer as a person would: its headings, its links, its words."""

from __future__ import annotations

from collections import Counter

from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


class Html:
    """A page of the site, read once."""

    def __init__(self, response) -> None:
        assert response.status_code == 200, f"{response.status_code} instead of a page"
        self.source = response.content.decode()
        self.soup = BeautifulSoup(self.source, "html.parser")
        self.main: Tag = self.soup.main

    @property
    def language(self) -> str:
        return self.soup.html["lang"]

    @property
    def h1(self) -> str:
        (heading,) = self.soup.find_all("h1")
        return words(heading)

    @property
    def text(self) -> str:
        return words(self.main)

    def section(self, heading: str) -> Tag:
        """The section under this second-level heading."""
        for section in self.main.find_all("section"):
            if section.h2 and words(section.h2) == heading:
                return section
        raise AssertionError(f"No section “{heading}” among {self.headings(2)}.")

    def headings(self, level: int) -> list[str]:
        return [words(heading) for heading in self.main.find_all(f"h{level}")]

    def links(self, part: Tag | None = None) -> list[str]:
        """The words of the links of a part, without what is said to screen readers only."""
        return [words(link) for link in (part or self.main).find_all("a")]

    def fact(self, name: str) -> str:
        """What a list of facts says under a name."""
        for term in self.main.find_all("dt"):
            if words(term) == name:
                return words(term.find_next_sibling("dd"))
        raise AssertionError(f"Nothing is said of “{name}”.")

    def faults(self) -> list[str]:
        """What breaks the rules every page keeps; empty when all is well."""
        return [
            *self._faults_of_headings(),
            *self._faults_of_structure(),
            *self._faults_of_words(),
        ]

    def _faults_of_headings(self) -> list[str]:
        headings = self.soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])
        levels = [int(heading.name[1]) for heading in headings]
        faults = [f"empty {heading.name}" for heading in headings if not words(heading)]
        if levels.count(1) != 1:
            faults.append(f"{levels.count(1)} h1")
        if levels and levels[0] != 1:
            faults.append(f"begins with h{levels[0]}")
        faults += [
            f"h{below} “{words(heading)}” after h{above}"
            for above, below, heading in zip(levels, levels[1:], headings[1:], strict=False)
            if below > above + 1
        ]
        return faults

    def _faults_of_structure(self) -> list[str]:
        ids = Counter(tag["id"] for tag in self.soup.find_all(id=True))
        faults = [f"id “{name}” {count} times" for name, count in ids.items() if count > 1]
        faults += [
            f"aria-labelledby of nothing: {tag['aria-labelledby']}"
            for tag in self.soup.find_all(attrs={"aria-labelledby": True})
            if tag["aria-labelledby"] not in ids
        ]
        for name in ("ul", "ol", "dl", "section", "p", "a", "li", "dd", "dt", "figure", "figcaption", "nav"):
            faults += [
                f"empty {name}: {str(tag)[:80]}"
                for tag in self.soup.find_all(name)
                # The menu stays, even empty: a skip link leads to it.
                if not words(tag) and not tag.find(["img", "svg"]) and tag.get("id") != "menu"
            ]
        faults += [f"img without alt: {tag}" for tag in self.soup.find_all("img") if tag.get("alt") is None]
        faults += [f"link to nowhere: {tag}" for tag in self.soup.find_all("a") if not tag.get("href")]
        return faults

    def _faults_of_words(self) -> list[str]:
        return [
            f"the page says “{word}”"
            for word in ("None", "{{", "{%", "True", "False", "[]", "<Query", "&lt;p&gt;")
            if word in (self.source if word.startswith("&") else self.soup.get_text())
        ]


BLOCKS = {"dd", "dt", "h1", "h2", "h3", "h4", "li", "p", "td", "th"}


def words(tag: Tag) -> str:
    """What a part says, with single blanks (one between two blocks), without hidden words."""
    hidden = {id(one) for one in tag.select(".visually-hidden")}
    texts = []
    for part in tag.descendants:
        if isinstance(part, Tag):
            texts.append(" " if part.name in BLOCKS else "")
        elif not any(id(parent) in hidden for parent in part.parents):
            texts.append(part)
    return " ".join("".join(texts).split())


def number_of_queries(client: Client, url: str) -> int:
    """How many queries a page takes that was asked for before (its pictures have their sizes)."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)
