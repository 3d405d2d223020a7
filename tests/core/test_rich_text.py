"""Rich text: stored, edited, shown to the public."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import PageViewRestriction

from cms.core.rich_text import (
    MARKED_LANGUAGES,
    RICH_TEXT_FEATURES,
    PublicRichText,
    clean_html,
    public_html,
    serialize_rich_text,
)
from cms.pages.standard.models import StandardPage
from tests.factories import site_tree


@pytest.fixture
def page(db):
    """A page below the home page."""
    tree = site_tree()
    return tree.home.add_child(
        instance=StandardPage(title="Le programme", slug="programme", locale=tree.locale)
    )


def link(page_id):
    return f'<p>Voir <a linktype="page" id="{page_id}">le programme</a>.</p>'


@pytest.mark.parametrize("code", MARKED_LANGUAGES)
def test_language_mark_survives_the_editor(code):
    stored = f'<p data-block-key="a">Un peu d\'<span lang="{code}">open data</span> ici</p>'
    converter = ContentstateConverter(features=list(RICH_TEXT_FEATURES))

    edited = converter.from_database_format(stored)

    assert [one["style"] for one in json.loads(edited)["blocks"][0]["inlineStyleRanges"]] == [
        f"LANG_{code.upper()}"
    ]
    assert converter.to_database_format(edited).replace("&#x27;", "'") == stored


def test_language_mark_may_stand_inside_bold_text():
    stored = '<p data-block-key="a"><b>Un <span lang="en">hackathon</span></b></p>'
    converter = ContentstateConverter(features=list(RICH_TEXT_FEATURES))

    again = converter.to_database_format(converter.from_database_format(stored))

    assert '<span lang="en">' in again
    assert "<b>" in again


def test_language_mark_is_dropped_by_an_editor_that_does_not_offer_it():
    converter = ContentstateConverter(features=["bold"])

    edited = converter.from_database_format('<p data-block-key="a"><span lang="en">open data</span></p>')

    assert converter.to_database_format(edited) == '<p data-block-key="a">open data</p>'


def test_public_html_links_to_a_live_page(page):
    assert public_html(link(page.pk)) == '<p>Voir <a href="/programme/">le programme</a>.</p>'


@pytest.mark.parametrize("reason", ["draft", "private", "gone"])
def test_public_html_shows_bare_text_when_the_page_is_not_public(page, reason):
    stored = link(page.pk)
    if reason == "draft":
        page.unpublish()
    elif reason == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    else:
        page.delete()

    assert public_html(stored) == "<p>Voir le programme.</p>"
    assert serialize_rich_text(stored) == "<p>Voir le programme.</p>"


def test_public_html_links_to_the_readers_language(page):
    translated = page.copy_for_translation(site_tree("en").locale)
    translated.slug, translated.live = "programme-en", True
    translated.save()

    with translation.override("en"):
        assert f'href="{translated.url}"' in public_html(link(page.pk))
    assert 'href="/programme/"' in public_html(link(page.pk))


def test_public_html_announces_links_that_leave_the_site(db):
    with translation.override("en"):
        html = public_html('<p><a href="https://exemple.fr/a?b=1&amp;c=2">ici</a></p>')

    assert html == (
        '<p><a href="https://exemple.fr/a?b=1&amp;c=2" rel="external noopener">ici'
        '<span class="visually-hidden"> (external site)</span></a></p>'
    )


@pytest.mark.parametrize(
    "stored",
    [
        '<p><a href="javascript:alert(1)">x</a></p>',
        '<p><a href="JaVaScRiPt:alert(1)">x</a></p>',
        '<p><a href="data:text/html,y">x</a></p>',
        '<p><a href="//exemple.fr">x</a></p>',
        '<p><a name="ancre">x</a></p>',
    ],
)
def test_public_html_shows_bare_text_when_the_address_may_not_be_followed(db, stored):
    assert public_html(stored) == "<p>x</p>"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("<p onclick='x()'>Bonjour</p>", "<p>Bonjour</p>"),
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ('<p>a<img src="x" onerror="alert(1)">b</p>', "<p>ab</p>"),
        ("<h1>Titre</h1>", "Titre"),
        ('<p data-block-key="abc">Bonjour</p>', "<p>Bonjour</p>"),
        ('<p><span lang="en" style="color:red">open</span></p>', '<p><span lang="en">open</span></p>'),
        ("<p>2<sup>e</sup> H<sub>2</sub>O <s>non</s> <code>x</code></p>",) * 2,
    ],
)
def test_clean_html_keeps_our_features_and_nothing_else(stored, shown):
    assert clean_html(stored) == shown


def test_public_html_sets_french_spaces_in_french_only(db):
    with translation.override("en"):
        assert public_html("<p>Prêt ?</p>") == "<p>Prêt ?</p>"

    assert public_html("<p>Prêt ?</p>") == "<p>Prêt\u202f?</p>"


def test_rich_text_prints_itself_safely(db):
    value = PublicRichText("<p>a<script>alert(1)</script></p>")

    assert str(value) == value.__html__() == "<p>a</p>"
    assert str(PublicRichText(None)) == ""


def test_api_gives_no_private_identifiers(page):
    stored = link(page.pk)
    page.unpublish()

    assert f'"{page.pk}"' not in serialize_rich_text(stored)


def test_links_of_a_text_cost_the_same_queries_for_one_and_three(page):
    def queries(html: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            public_html(html)
        return len(captured)

    home = page.get_parent()
    queries(link(page.pk))  # fills the caches of content types and site roots

    assert queries(link(page.pk) + link(home.pk) + link(page.pk)) == queries(link(page.pk))


@pytest.mark.parametrize("page_id", ["", "abc", "12x", "-1", "99999999999999999999"])
def test_link_with_an_impossible_identifier_is_bare_text(db, page_id):
    assert public_html(link(page_id)) == "<p>Voir le programme.</p>"
