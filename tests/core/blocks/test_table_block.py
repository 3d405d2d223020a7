from __future__ import annotations

import pytest


def test_table_marks_caption_and_headers(render, full_values):
    html = render("table", full_values["table"])

    assert "<caption>Défis par année</caption>" in html
    assert html.count('<th scope="col">') == 2
    assert html.count('<th scope="row">') == 2
    assert "<td>vingt-quatre</td>" in html


@pytest.mark.parametrize(
    ("stored", "columns", "rows"),
    [
        ({"table_header_choice": "row"}, 2, 0),
        ({"table_header_choice": "column"}, 0, 2),
        ({"table_header_choice": "neither"}, 0, 0),
        ({"first_row_is_table_header": True}, 2, 0),
        ({"first_col_is_header": True}, 0, 2),
        ({"first_row_is_table_header": True, "first_col_is_header": True}, 2, 1),
        ({}, 0, 0),
    ],
)
def test_table_has_the_headers_its_editor_chose_or_older_flags_say(render, stored, columns, rows):
    html = render("table", {**stored, "data": [["Année", "Défis"], ["2017", "12"]]})

    assert (html.count('scope="col"'), html.count('scope="row"')) == (columns, rows)


def test_table_fills_short_rows(represent):
    answer = represent("table", {"data": [["a", "b", "c"], ["d"], None, []]})

    assert answer == {
        "caption": "",
        "headers": "neither",
        "rows": [["a", "b", "c"], ["d", "", ""], ["", "", ""]],
    }


def test_table_escapes_its_cells(render):
    html = render("table", {"table_caption": "<b>x</b>", "data": [["<script>alert(1)</script>"]]})

    assert "<script" not in html
    assert "&lt;b&gt;x" in html


def test_table_is_searched_by_caption_and_cells(body_block, full_values):
    block = body_block.child_blocks["table"]

    assert block.get_searchable_content(block.to_python(full_values["table"])) == [
        "Défis par année", "Défis", "Agents", "2017", "12", "vingt-quatre", "2018", "15",
    ]  # fmt: skip
