from __future__ import annotations

import datetime as dt

import pytest

from cms.importer.errors import UnreadableDocument
from cms.importer.front_matter import RepeatedKey, split


def test_split_gives_head_and_body_with_the_line_the_body_begins_at() -> None:
    parts = split("---\ntitle: Signaux Faibles\nwho: Ministère\n---\n\nDétecter tôt.\n")

    assert parts.head is not None
    assert parts.head.values == {"title": "Signaux Faibles", "who": "Ministère"}
    assert parts.head.lines == {("title",): 2, ("who",): 3}
    assert (parts.body, parts.body_line) == ("\nDétecter tôt.\n", 5)


def test_split_gives_no_head_when_the_text_has_none() -> None:
    parts = split("Un titre\n\nUn texte.")

    assert (parts.head, parts.body, parts.body_line) == (None, "Un titre\n\nUn texte.", 1)


def test_split_takes_three_dots_as_the_end_of_the_head() -> None:
    parts = split("---\ntitle: Été\n...\nTexte")

    assert parts.head is not None
    assert (parts.head.values, parts.body_line) == ({"title": "Été"}, 4)


def test_head_keeps_the_line_of_each_list_item_and_nested_key() -> None:
    head = split("---\nhero:\n  title: Agir\nthemes:\n  - Santé\n\n  - Écologie\n---\n").head

    assert head is not None
    assert head.lines == {
        ("hero",): 2,
        ("hero", "title"): 3,
        ("themes",): 4,
        ("themes", 0): 5,
        ("themes", 1): 7,
    }


def test_head_counts_lines_of_folded_and_block_scalars() -> None:
    head = split(
        "---\ntitle: Un titre\n  sur deux lignes\nchapo: |\n  Un.\n\n  Deux.\ndate: 2022\n---\n"
    ).head

    assert head is not None
    assert head.values == {"title": "Un titre sur deux lignes", "chapo": "Un.\n\nDeux.\n", "date": 2022}
    assert head.lines[("chapo",)] == 4
    assert head.lines[("date",)] == 8


def test_head_keeps_scalars_as_written_beside_their_value() -> None:
    head = split("---\ndate: 2021-10-26T09:16:12.654Z\nmois: 01\nactif: on\n---\n").head

    assert head is not None
    assert head.values["date"] == dt.datetime(2021, 10, 26, 9, 16, 12, 654000, tzinfo=dt.UTC)
    assert head.values["actif"] is True
    assert head.raws == {("date",): "2021-10-26T09:16:12.654Z", ("mois",): "01", ("actif",): "on"}


def test_head_reports_a_repeated_key_and_keeps_the_last_value() -> None:
    head = split(
        "---\ntitle: Anne\nexpertises:\n  - Design\njob: Designer\nexpertises:\n  - Droit\n---\n"
    ).head

    assert head is not None
    assert head.values["expertises"] == ["Droit"]
    assert head.repeated == [RepeatedKey("expertises", 6, 3)]
    assert head.lines[("expertises", 0)] == 7


def test_head_ignores_comments() -> None:
    head = split("---\n# Réglages\ntitle: Page  # le titre\nkeywords: # rien\n---\n").head

    assert head is not None
    assert head.values == {"title": "Page", "keywords": None}


def test_head_keeps_an_impossible_date_as_text() -> None:
    head = split("---\ndate: 2022-02-30\n---\n").head

    assert head is not None
    assert head.values == {"date": "2022-02-30"}


def test_head_merges_mappings_without_hiding_own_keys() -> None:
    head = split("---\nbase: &b\n  a: un\n  b: deux\nhero:\n  <<: *b\n  a: propre\n---\n").head

    assert head is not None
    assert head.values["hero"] == {"a": "propre", "b": "deux"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: Sans fin\n", 1, "never closed"),
        ("---\ntitle: [un, deux\n---\n", 3, "not valid YAML"),
        ("---\na: 1\n\tb: 2\n---\n", 3, "not valid YAML"),
        ("---\n- un\n- deux\n---\n", 2, "not a list of keys"),
        ("---\nx: !!python/object/apply:os.system [ls]\n---\n", 2, "tag"),
        ("---\na: &a\n  b: *a\n---\n", 2, "contains itself"),
        ("+++\ntitle = \n+++\n", 2, "not valid TOML"),
        ('{"title": }\n', 1, "not valid JSON"),
    ],
)
def test_split_refuses_a_head_it_cannot_read(text: str, line: int, words: str) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        split(text)

    assert words in str(refused.value)
    assert refused.value.line == line


def test_split_refuses_a_head_that_unfolds_into_millions_of_values() -> None:
    levels = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]\n" for n in range(1, 8))

    with pytest.raises(UnreadableDocument) as refused:
        split(f"---\nl0: &l0 [a, b]\n{levels}---\n")

    assert str(refused.value) == "The front matter unfolds into too many values."


def test_split_reads_toml_with_lines() -> None:
    parts = split('+++\ntitle = "Été"\n[hero]\ntext = "Agir"\n+++\nTexte\n')

    assert parts.head is not None
    assert parts.head.values == {"title": "Été", "hero": {"text": "Agir"}}
    assert parts.head.lines == {("title",): 2, ("hero",): 3, ("hero", "text"): 4}
    assert parts.body_line == 6


def test_split_reads_json_with_lines() -> None:
    parts = split('{\n "title": "Été",\n "themes": ["Santé"]\n}\nTexte\n')

    assert parts.head is not None
    assert parts.head.values == {"title": "Été", "themes": ["Santé"]}
    assert parts.head.lines[("themes",)] == 3
    assert (parts.body, parts.body_line) == ("Texte\n", 5)


def test_split_takes_a_shortcode_at_the_start_for_text() -> None:
    assert split("{{< dailymotion x81 >}}\n").head is None


def test_a_repeated_key_keeps_the_words_it_said_first() -> None:
    yaml_head = split("---\nhero: {text: Agir}\nhero: Oser\n---\n").head
    json_head = split('{\n "hero": "Agir",\n "x": 1,\n "hero": "Oser"\n}\n').head

    assert yaml_head is not None
    assert json_head is not None
    assert [(each.key, each.line, each.first_line, each.lost) for each in yaml_head.repeated] == [
        ("hero", 3, 2, "Agir")
    ]
    assert [(each.key, each.line, each.first_line, each.lost) for each in json_head.repeated] == [
        ("hero", 4, 2, "Agir")
    ]
    assert (yaml_head.values, json_head.values) == ({"hero": "Oser"}, {"hero": "Oser", "x": 1})


def test_keys_of_one_name_have_each_their_own_line() -> None:
    head = split('{\n "a": {\n  "title": "Un"\n },\n "b": {\n  "title": "Deux"\n }\n}\n').head

    assert head is not None
    assert (head.lines["a", "title"], head.lines["b", "title"]) == (3, 6)


def test_control_characters_never_reach_a_value() -> None:
    heads = [
        split('---\ntitle: "Dé\\0fi\\x1b"\n---\n').head,
        split('{"title": "Dé\\u0000fi\\ud800"}\n').head,
        split('+++\ntitle = "Dé\\u0000fi"\n+++\n').head,
    ]

    assert [head.values for head in heads if head] == [{"title": "Défi"}] * 3


@pytest.mark.parametrize(
    "text",
    [
        "---\na: " + "[" * 3000 + "\n---\n",
        "---\na: " + "{b: " * 60 + "1" + "}" * 60 + "\n---\n",
        "+++\na = " + "[" * 3000 + "\n+++\n",
        "+++\na = " + "[" * 60 + "]" * 60 + "\n+++\n",
        '{"a": ' + "[" * 100_000,
        '{"a": ' + "[" * 60 + "]" * 60 + "}",
        '{"a": ' + "1" * 5000 + "}",
        "+++\na = " + "1" * 5000 + "\n+++\n",
        "---\n" + "a: 1\n" * 200 + "---\n",
        '---\na: "\x07\ufffe"\n---\n',
    ],
)
def test_split_refuses_what_is_too_deep_too_long_or_repeats_itself(text: str) -> None:
    with pytest.raises(UnreadableDocument):
        split(text)


def test_a_long_number_is_text() -> None:
    head = split("---\nnumber: " + "1" * 5000 + "\n---\n").head

    assert head is not None
    assert head.values == {"number": "1" * 5000}
