from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.core.fields import BodyStreamBlock
from cms.importer.errors import UnreadableDocument
from cms.importer.export.body import body_text, read_body
from cms.importer.export.markdown_blocks import FORMS
from cms.importer.front_matter import CONTROLS

KEY = "5f0c6f0e-2f4e-4d29-9d4c-0a4f5b0e1c11"
ODD = st.one_of(
    st.sampled_from(
        ["", " ", "---", "...", "# Titre", "```", "```yaml", "<!-- block: heading -->", "-->", "<!--", "|", "a | b", "\\|", "\\",
         "[", "](", '"', "a\nb", "\n", "\r\n", "\t", "\xa0", "\u202f", "\u2028", "\x85", "yes", "null", "~", "2022-03-11", "1e3",
         "0x1F", "&a", "*a", "!tag", "%", "@", "é «\xa0mot\xa0»", "<<", "=", ": ", " #", "- a", "page:x", "media/x.png", "😀"]
    ),
    # What the reading of every front matter takes out, since no text has it.
    st.text(st.characters(codec="utf-8"), max_size=10).map(lambda text: CONTROLS.sub("", text)),
)  # fmt: skip
PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**40), 2**40), ODD),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(ODD, inner, max_size=3)),
    max_leaves=6,
)
STRUCTS = {
    "heading": {"level": st.sampled_from(["h2", "h3", "h4", "h5", ""]), "text": ODD, "kicker": ODD},
    "quote": {"text": ODD, "speaker": ODD, "role": ODD, "person": st.one_of(st.none(), ODD), "language": ODD},
    "image": {
        "image": st.fixed_dictionaries({"image": ODD, "decorative": st.booleans(), "alt_text": ODD}),
        "caption": ODD,
        "credit": ODD,
    },
    "document": {"document": st.one_of(st.none(), ODD), "label": ODD},
    "link": {
        "label": ODD,
        "link": st.fixed_dictionaries({"page": st.one_of(st.none(), ODD), "document": st.none(), "url": ODD, "anchor": ODD}),
    },
    "note": {"kind": ODD, "title": ODD, "text": ODD},
}  # fmt: skip
TABLE = st.fixed_dictionaries(
    {
        "data": st.lists(st.lists(st.one_of(st.none(), ODD), min_size=2, max_size=2), max_size=3),
        "table_caption": ODD,
        "first_row_is_table_header": st.booleans(),
    }
)


def block(kind: st.SearchStrategy[str], value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": kind, "value": value, "id": st.just(KEY)})


BLOCKS = st.one_of(
    *(block(st.just(name), st.fixed_dictionaries(parts)) for name, parts in STRUCTS.items()),
    *(block(st.just(name), st.fixed_dictionaries({}, optional=parts)) for name, parts in STRUCTS.items()),
    block(st.just("rich_text"), st.one_of(ODD, st.fixed_dictionaries({"html": ODD}))),
    block(st.just("table"), TABLE),
    block(ODD, PLAIN),
    block(st.sampled_from(sorted(FORMS)), PLAIN),
    PLAIN.filter(lambda value: not isinstance(value, dict) or "type" not in value),
)


@cache
def stream() -> BodyStreamBlock:
    return BodyStreamBlock()


def completed(child: Any) -> Any:
    """A block whose parts that were not stored are there, empty: that is what it means."""
    kind = child.get("type") if isinstance(child, dict) else None
    if kind in FORMS and kind in stream().child_blocks:
        return {**child, "value": FORMS[kind].completed(stream().child_blocks[kind], child["value"])}
    return child


@settings(max_examples=500, deadline=None)
@given(st.lists(BLOCKS, max_size=3))
def test_a_body_comes_back_as_it_was(children: list[Any]) -> None:
    text = body_text(stream(), children)
    back = read_body(stream(), text, 1)

    assert [completed(child) for child in back] == [completed(child) for child in children]
    assert body_text(stream(), back) == text


def said(kind: str, value: Any) -> str:
    return body_text(stream(), [{"type": kind, "value": value, "id": KEY}])


@pytest.mark.parametrize(
    ("kind", "value", "marker", "markdown"),
    [
        ("heading", {"level": "h3", "text": "À 3 * 4 [note]", "kicker": ""}, "", "### À 3 * 4 [note]"),
        ("heading", {"level": "h2", "text": "Après", "kicker": "Dix mois"}, ' {"kicker": "Dix mois"}', "## Après"),
        ("rich_text", "Un carnet **étanche**.", "", "Un carnet **étanche**."),
        ("image", {"image": {"image": "media/images/a.png", "decorative": False, "alt_text": "Une [vue]"},
                   "caption": "Dite « la \"petite\" »", "credit": "EIG"}, ' {"credit": "EIG"}',
         '![Une \\[vue\\]](media/images/a.png "Dite « la \\"petite\\" »")'),
        ("document", {"document": "media/documents/kit.pdf", "label": "Le dossier"}, "",
         "[Le dossier](media/documents/kit.pdf)"),
        ("link", {"label": "Le défi", "link": {"page": "9f0c", "document": None, "url": "", "anchor": ""}}, "",
         "[Le défi](page:9f0c)"),
        ("quote", {"text": "Enfin.\n\nOui.", "speaker": "Odile --> Perrin"}, ' {"speaker": "Odile --\\u003e Perrin"}',
         "> Enfin.\n>\n> Oui."),
        ("table", {"data": [["Ville", "Équipe"], ["Brest", None], ["a|b", "2"]], "table_caption": "Où"},
         ' {"table_caption": "Où", "empty_cells": null}',
         "| Ville | Équipe |\n| --- | --- |\n| Brest |  |\n| a\\|b | 2 |"),
    ],
)  # fmt: skip
def test_a_block_is_readable_markdown(kind: str, value: Any, marker: str, markdown: str) -> None:
    assert said(kind, value) == f"<!-- block: {kind} id={KEY}{marker} -->\n{markdown}\n"


def test_a_block_without_a_sign_is_yaml() -> None:
    value = {
        "title": "Étapes",
        "steps": [{"type": "item", "id": "1", "value": {"label": "Étape 1", "text": "Un **mot**."}}],
    }

    assert said("steps", value) == (
        f"<!-- block: steps id={KEY} -->\n```yaml\ntitle: Étapes\nsteps:\n- type: item\n  id: '1'\n  value:\n"
        "    label: Étape 1\n    text: Un **mot**.\n```\n"
    )


def test_a_block_of_a_plugin_that_is_not_installed_is_kept_word_for_word() -> None:
    unknown = {"type": "carte", "value": {"lat": 48, "nom": "Brest", "page": 12}, "id": KEY}

    assert read_body(stream(), body_text(stream(), [unknown]), 1) == [unknown]


def test_a_fence_is_longer_than_any_in_the_text() -> None:
    text = said("note", {"title": "", "text": "```\n````", "kind": "info"})

    assert "\n`````yaml\n" in text
    assert read_body(stream(), text, 1)[0]["value"]["text"] == "```\n````"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Un paragraphe seul.", 10),
        ("\n<!-- block: note -->\n```yaml\ntitle: a", 12),
        ("<!-- block: heading -->\nPas un titre", 10),
        ("<!-- block: note -->\nDu texte", 10),
        ('<!-- block: heading {"kicker": } -->\n## Titre', 10),
        ("<!-- block: note -->\n```yaml\ntitle: [a\n```", 13),
    ],
)
def test_a_body_that_cannot_be_read_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_body(stream(), text, 10)

    assert caught.value.line == line


def test_markers_survive_any_type_and_id() -> None:
    odd = {"type": "a b/é --> {", "value": {"x": 1}, "id": "id avec --> blanc"}

    assert read_body(stream(), body_text(stream(), [odd]), 1) == [odd]
    assert json.loads(json.dumps(odd)) == odd
