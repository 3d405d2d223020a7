"""Floods of marks, tags and links: the time stays in proportion, no word is lost, and what was left aside is told."""

from __future__ import annotations

import time

import pytest

from tests.importer.surroundings import NoSite, blocks
from tests.importer.words import converted_words, words

# Each grows with its number; a parser that looks ahead from each mark takes minutes for them.
FLOODS = {
    "brackets": lambda n: "[" * n,
    "images": lambda n: "![" * n,
    "nested links": lambda n: "[a" * n + "](b)" * n,
    "asterisks": lambda n: "**a " * n,
    "mixed emphasis": lambda n: "*a_ " * n,
    "less than": lambda n: "<" * n,
    "shortcodes": lambda n: "{{< a " * n,
    "liquid": lambda n: "{% a " * n,
    "dots": lambda n: "a." * n,
    "letters before an at": lambda n: "a" * n + "@",
    "open tags": lambda n: "<b>" * n,
    "nested divs": lambda n: "<div>" * n + "fin" + "</div>" * n,
    "nested lists of html": lambda n: "<ul><li>" * n + "fin",
    "nested details": lambda n: "<details>" * n + "fin",
    "nested tables": lambda n: "<table><tr><td>" * n + "fin",
    "nested quotations of html": lambda n: "<blockquote>" * n + "fin",
    "quotations": lambda n: ">" * n + "fin",
    "lists": lambda n: "- " * n + "fin",
    "comments": lambda n: "<!--" * n,
    "character data": lambda n: "<![CDATA[" * n,
    "no-break spaces": lambda n: "# a" + "\u00a0" * n + "b",
    "links": lambda n: "[a](/b) " * n,
    "frames": lambda n: "<iframe src=x>" * n,
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_takes_time_in_proportion(name: str) -> None:
    began = time.process_time()
    blocks(FLOODS[name](20_000), NoSite())

    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("[mot " * 2_000, "markup-too-dense"),
        ("> " * 60 + "mot", "nested-too-deep"),
        ("- " * 60 + "mot", "nested-too-deep"),
        ("<b>" * 60 + "mot", "html-too-deep"),
        ("<div>" * 60 + "mot" + "</div>" * 60, "html-too-deep"),
        ("<a href='/mot'>" * 60 + "mot", "html-too-deep"),
        ("<p>mot <!-- jamais fermé", "html-declaration"),
        ("<p><![CDATA[mot]]></p>", "html-declaration"),
        ("<p>mot <?php echo 1 ?></p>", "html-declaration"),
    ],
)
def test_what_lies_beyond_a_limit_is_text_and_told(around: NoSite, source: str, kind: str) -> None:
    kept = list(converted_words(source, around, frozenset()))

    assert kind in {given for _line, given, _value in around.warnings}
    assert kept.count("mot") >= words(source).count("mot") - source.count("'/mot'")


def test_a_comment_is_left_out_without_a_word(around: NoSite) -> None:
    assert blocks("<div>Avant <!-- une\nnote --> après</div>", around) == [
        ("rich_text", "<p>Avant après</p>")
    ]
    assert around.warnings == []


def test_lists_as_deep_as_people_make_them_stay_lists(around: NoSite) -> None:
    source = "".join("  " * depth + f"- {depth}\n" for depth in range(8))

    ((_name, html),) = blocks(source, around)
    assert html.count("<ul>") == 8
    assert around.warnings == []
