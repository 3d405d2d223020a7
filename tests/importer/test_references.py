from __future__ import annotations

import unicodedata

import pytest

from cms.importer.references import Catalogue, Level, Match


@pytest.fixture
def challenges() -> Catalogue[str]:
    catalogue: Catalogue[str] = Catalogue()
    catalogue.add("tristan", "TRISTAN", "tristan")
    catalogue.add("epshad", "ePSHAD", "e-pshad")
    catalogue.add("karfur", "Karfu’R", "karfu’r")
    catalogue.add("gdr", "GDR Santé", "gdr-santé")
    return catalogue


@pytest.mark.parametrize(
    ("name", "thing", "level"),
    [
        ("TRISTAN", "tristan", Level.EXACT),
        ("TRISTAN ", "tristan", Level.WHITESPACE),
        (unicodedata.normalize("NFD", "GDR Santé"), "gdr", Level.WHITESPACE),
        ("karfu'R", "karfur", Level.CASE),
        ("e-PSHAD", "epshad", Level.FILE_NAME),
    ],
)
def test_match_takes_the_strictest_level(
    challenges: Catalogue[str], name: str, thing: str, level: Level
) -> None:
    assert challenges.match(name) == Match(thing, level)


def test_match_gives_nothing_when_no_level_knows_the_name(challenges: Catalogue[str]) -> None:
    assert challenges.match("Séquoia") is None


def test_match_prefers_the_exact_title_and_tells_of_the_other(challenges: Catalogue[str]) -> None:
    challenges.add("first", "Et après ?")
    challenges.add("second", "Et après\u00a0?")

    assert challenges.match("Et après\u00a0?") == Match("second", Level.EXACT, ("first",))


def test_match_takes_the_first_of_two_equal_titles_and_tells_of_the_other(challenges: Catalogue[str]) -> None:
    challenges.add("later", "TRISTAN")

    assert challenges.match("TRISTAN") == Match("tristan", Level.EXACT, ("later",))


def test_names_inside_finds_the_parts_of_a_compound(challenges: Catalogue[str]) -> None:
    assert challenges.names_inside("TRISTAN, ePSHAD") == ["tristan", "epshad"]
    assert challenges.names_inside("Séquoia, Inconnu") == []
