"""docs/plugins/contract.md says what the code does."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import cms.plugins
from cms.plugins import CONTRACT, checks
from cms.plugins.rooms import ROOMS
from cms.plugins.testing import PluginContractTests

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = (CHECKOUT / "docs" / "plugins" / "contract.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading."""
    section = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_page_bears_the_version_of_the_contract() -> None:
    assert PAGE.startswith(f"# The plugin contract, version {CONTRACT}\n")


def test_page_lists_every_room_and_what_it_defines() -> None:
    assert rows("Rooms") == [
        [
            f"`{room.file}`",
            room.offers,
            "; ".join(f"`{definition.name}`: {definition.form}" for definition in room.definitions),
        ]
        for room in ROOMS
    ]


def test_page_lists_every_public_name() -> None:
    assert sorted(name.strip("`") for name, _ in rows("Names")) == sorted(cms.plugins.__all__)


def test_page_names_the_fields_of_every_type() -> None:
    described = {name.strip("`"): words for name, words in rows("Names")}
    for name in cms.plugins.__all__:
        kind = getattr(cms.plugins, name)
        if is_dataclass(kind):
            assert re.findall(r"`(\w+)`", described[name]) == [field.name for field in fields(kind)], name


def test_page_lists_every_check() -> None:
    source = Path(checks.__file__).read_text(encoding="utf-8")
    assert [name.strip("`") for name, _ in rows("What is checked, and when")] == sorted(
        set(re.findall(r"\"(cms\.[EW]\d{3})\"", source))
    )


def test_page_lists_every_test_of_the_kit() -> None:
    tests = [name for name in vars(PluginContractTests) if name.startswith("test_")]
    assert [name.strip("`") for name, _ in rows("Tests for authors")] == tests
