from __future__ import annotations

import pytest
from django.utils import translation

from cms.core.blocks.text import unique_anchor


def test_heading_shows_kicker_level_and_anchor(render):
    html = render("heading", {"level": "h3", "text": "Comment candidater ?", "kicker": "Étape 1"})

    assert html.split("\n")[:2] == [
        '<p class="kicker">Étape 1</p>',
        '<h3 id="comment-candidater">Comment candidater\u202f?</h3>',
    ]


@pytest.mark.parametrize("level", ["h1", "h5", "script", ""])
def test_heading_falls_back_to_level_2_when_its_level_is_not_allowed(render, level):
    assert render("heading", {"level": level, "text": "Défi"}).strip() == '<h2 id="defi">Défi</h2>'


def test_heading_anchor_is_numbered_when_the_page_has_it_already():
    used: set[str] = set()

    assert [unique_anchor("Dates clés", used) for _ in range(3)] == [
        "dates-cles",
        "dates-cles-2",
        "dates-cles-3",
    ]


def test_accordion_opens_item_by_item_without_script(render, full_values):
    html = render("accordion", full_values["accordion"])

    assert html.count("<details>") == 2
    assert "<summary>Qui peut candidater\u202f?</summary>" in html
    assert "<script" not in html


def test_note_says_what_it_is_when_it_has_no_title(render):
    with translation.override("en"):
        html = render("note", {"kind": "warning", "title": "", "text": "<p>Clôture vendredi.</p>"})

    assert '<p class="note__title">Warning</p>' in html


def test_step_icon_is_never_read_aloud(render, full_values):
    html = render("steps", full_values["steps"])

    assert 'alt=""' in html
    assert "Étape 1" in html
    assert "<dt>" in html


def test_list_stored_without_identifiers_gets_the_same_ones_each_time(body_block, full_values):
    def identifiers() -> list[str]:
        value = body_block.child_blocks["accordion"].to_python(full_values["accordion"])
        return [item.id for item in value["items"].bound_blocks]

    first = identifiers()

    assert first == identifiers()
    assert len(set(first)) == 2


def test_list_keeps_stored_identifiers(body_block):
    stored = {"items": [{"type": "item", "id": "abc", "value": {"title": "Qui ?", "text": ""}}]}

    value = body_block.child_blocks["accordion"].to_python(stored)

    assert [item.id for item in value["items"].bound_blocks] == ["abc"]
    assert value["items"][0]["title"] == "Qui ?"
