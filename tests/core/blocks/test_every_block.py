"""What holds for every block, whatever it holds."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page

from cms.core import request_cache
from cms.pages.standard.models import StandardPage


def test_body_offers_exactly_the_blocks_of_the_content_model(body_block, full_values):
    offered = set(body_block.child_blocks) - {"unknown"}

    assert offered == set(full_values)


@pytest.mark.parametrize("value", [None, {}, [], "", 0], ids=repr)
def test_block_renders_nothing_when_its_value_is_empty(block_name, render, value):
    assert render(block_name, value).strip() == ""


@pytest.mark.parametrize(
    ("level", "language"),
    [("minimal_values", "fr"), ("full_values", "fr"), ("full_values", "en"), ("worst_values", "fr")],
)
def test_block_renders_and_answers_whatever_it_holds(
    request, block_name, body_block, render, represent, level, language
):
    value = request.getfixturevalue(level)[block_name]

    with translation.override(language):
        html = render(block_name, value)
        json.dumps(represent(block_name, value))
    searched = body_block.child_blocks[block_name].get_searchable_content(
        body_block.to_python([{"type": block_name, "value": value, "id": "1"}])[0].value
    )

    assert "javascript:" not in html
    assert "<h1" not in html
    assert "<iframe" not in html
    assert "None" not in html
    assert "None" not in searched
    assert all(isinstance(text, str) for text in searched)
    if level != "worst_values":
        assert html.strip()


def test_block_keeps_its_value_when_it_is_stored_again(block_name, body_block, full_values):
    stored = [{"type": block_name, "value": full_values[block_name], "id": "1"}]
    once = body_block.get_prep_value(body_block.to_python(stored))
    twice = body_block.get_prep_value(body_block.to_python(once))

    assert twice == once


def test_complete_block_is_accepted_by_the_editor(block_name, body_block, full_values):
    block = body_block.child_blocks[block_name]
    value = body_block.to_python([{"type": block_name, "value": full_values[block_name], "id": "1"}])[0].value

    assert block.get_prep_value(block.clean(value)) == block.get_prep_value(value)


def test_block_has_label_icon_group_and_description(block_name, body_block):
    meta = body_block.child_blocks[block_name].meta

    assert all([meta.label, meta.group, meta.description, meta.template])
    assert meta.icon != "placeholder"


def test_cards_cost_the_same_queries_for_one_and_three_pages(content, render):
    others = [
        content.home.add_child(
            instance=StandardPage(title=f"Étape {number}", slug=f"etape-{number}", locale=content.french)
        )
        for number in (1, 2)
    ]

    def queries(pages: list[Page]) -> int:
        request_cache.begin()
        try:
            with CaptureQueriesContext(connection) as captured:
                render("cards", {"title": "", "pages": [page.pk for page in pages]})
        finally:
            request_cache.end()
        return len(captured)

    queries([content.page])  # fills the caches of content types and site roots

    assert queries([content.page, *others]) == queries([content.page])
