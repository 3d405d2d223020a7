from __future__ import annotations

import pytest

from cms.core.typography import typeset, typeset_html

NARROW = "\u202f"
WIDE = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Êtes-vous prêt ?", f"Êtes-vous prêt{NARROW}?"),
        ("Bravo !", f"Bravo{NARROW}!"),
        ("un défi ; une équipe", f"un défi{NARROW}; une équipe"),
        ("Horaires : 9 h", f"Horaires{WIDE}: 9 h"),
        ("le « défi » public", f"le «{NARROW}défi{NARROW}» public"),
        ("le «défi»", f"le «{NARROW}défi{NARROW}»"),
        ("déjà\u00a0?", f"déjà{NARROW}?"),
        ("131 500 €", f"131{NARROW}500{NARROW}€"),
        ("79 %", f"79{NARROW}%"),
    ],
)
def test_typeset_puts_french_no_break_spaces(typed, shown):
    assert typeset(typed) == shown


@pytest.mark.parametrize(
    "text",
    ["https://exemple.fr/?a=1;b=2", "12:30", "std::vector", "a!=b", "", "en 2018 et 2019", "{a:1}"],
)
def test_typeset_leaves_what_nobody_spaced(text):
    assert typeset(text) == text


def test_typeset_is_the_same_when_done_twice():
    text = "« Pourquoi pas ? » : la suite !"

    assert typeset(typeset(text)) == typeset(text)


def test_typeset_html_leaves_tags_code_and_foreign_passages():
    html = (
        '<p><a href="/x?a ; b">Prêt ?</a> <code>a ? b : c</code> '
        '<span lang="en">Ready ? <span>Go !</span></span> <span lang="fr">Oui !</span> Non !</p>'
    )

    assert typeset_html(html) == (
        f'<p><a href="/x?a ; b">Prêt{NARROW}?</a> <code>a ? b : c</code> '
        f'<span lang="en">Ready ? <span>Go !</span></span> <span lang="fr">Oui{NARROW}!</span> Non{NARROW}!</p>'
    )
