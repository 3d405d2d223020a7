from __future__ import annotations

import pytest

from cms.importer.plain_text import harmless, shortened
from cms.importer.report import Warned


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rouge\x1b[31m", r"rouge\x1b[31m"),
        ("titre\x1b]0;piège\x07", r"titre\x1b]0;piège\x07"),
        ("\x9b2J", r"\x9b2J"),
        ("une\nligne\r", r"une\x0aligne\x0d"),
        ("nul\0", r"nul\x00"),
        ("gpj.\u202etxt", r"gpj.\u202etxt"),
        ("ligne\u2028autre", r"ligne\u2028autre"),
        ("accent\udce9", r"accent\udce9"),
        ("« L’été\u00a0: 10\u202f% », œuvre — ça", "« L’été\u00a0: 10\u202f% », œuvre — ça"),
    ],
)
def test_a_text_keeps_its_typography_and_shows_what_would_act_on_a_terminal(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_a_value_is_one_line_of_bearable_length() -> None:
    assert shortened("un\n deux\ttrois\x1b") == r"un deux trois\x1b"
    assert shortened("é" * 300) == "é" * 119 + "…"


def test_no_part_of_a_warning_acts_on_a_terminal() -> None:
    warned = Warned("a\x1b.md", 3, "kind\x1b", "valeur\x1b", "action\x1b")

    assert str(warned) == r"a\x1b.md:3 kind\x1b «valeur\x1b» → action\x1b"
