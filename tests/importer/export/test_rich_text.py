from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importer.export.rich_text import decoded, encoded, tree, with_keys, written

# What a text can trip over in Markdown, beside ordinary words.
SIGNS = "\\`*_{}[]()#+-.!<>&|~\"'=:/ \t\n\xa0\u202f\u2028\u2009«»’éÉœ0123456789aZ"
HOSTILE = st.one_of(
    st.text(SIGNS, max_size=12),
    st.sampled_from(
        ["---", "# Titre", "1. Un", "- point", "> cité", "```", "**gras**", "&nbsp;", "&amp;", "<!-- block: x -->", "~~~",
         "[lien](page:x)", "<script>", "a_b_c", "\\", "   ", "mot ", " mot", "| a | b |", "http://exemple.fr", "$&"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8),
)  # fmt: skip
TEXT = HOSTILE.map(lambda text: escape(text, quote=False))


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tag = st.sampled_from(["b", "i", "s", "code", "sup", "sub"])
    link = st.sampled_from(
        ['<a href="https://exemple.fr/a_(b)?x=1&amp;y=*">', '<a linktype="page" id="9f0c">', '<a href="mailto:a@b.fr">',
         '<a linktype="document" id="media/documents/kit.pdf">', '<a href="page:9f0c">', '<span lang="en">']
    )  # fmt: skip
    return st.one_of(
        inner,
        st.tuples(tag, inner).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
        st.tuples(link, inner).map(
            lambda pair: f"{pair[0]}{pair[1]}</{'span' if 'lang' in pair[0] else 'a'}>"
        ),
        st.lists(inner, max_size=3).map("".join),
        st.lists(inner, max_size=3).map("<br/>".join),
    )


INLINE = st.recursive(TEXT, wrapped, max_leaves=6)
ITEMS = st.lists(INLINE.map(lambda text: f"<li>{text}</li>"), max_size=3).map("".join)
BLOCK = st.one_of(
    INLINE.map(lambda text: f"<p>{text}</p>"),
    ITEMS.map(lambda items: f"<ul>{items}</ul>"),
    st.tuples(ITEMS, INLINE).map(lambda pair: f"<ol>{pair[0]}<li>{pair[1]}<ul>{pair[0]}</ul></li></ol>"),
    st.just("<hr/>"),
    INLINE,
)
RICH_TEXT = st.lists(BLOCK, max_size=4).map("".join)


@settings(max_examples=400, deadline=None)
@given(RICH_TEXT)
def test_a_rich_text_comes_back_as_it_was(html: str) -> None:
    back = decoded(encoded(html))
    same = tree(html)

    assert back == html or (same is not None and back == written(same))


@settings(max_examples=200, deadline=None)
@given(RICH_TEXT)
def test_a_rich_text_that_came_back_is_written_the_same_again(html: str) -> None:
    said = encoded(html)

    assert encoded(decoded(said)) == said


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert decoded(encoded(text)) == text or tree(text) is not None


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Un carnet <b>étanche</b> et <i>léger</i>.</p>", "Un carnet **étanche** et *léger*."),
        ("<p>L’eau,<br/>la terre</p><hr/><p>Fin</p>", "L’eau,\\\nla terre\n\n---\n\nFin"),
        ("<ul><li>Un</li><li>Deux<ol><li>Trois</li></ol></li></ul>", "- Un\n- Deux\n  1. Trois"),
        ('<p>Voir <a linktype="page" id="9f0c@en">la page</a></p>', "Voir [la page](page:9f0c@en)"),
        (
            '<p><a linktype="document" id="media/documents/kit.pdf">Kit</a></p>',
            "[Kit](media/documents/kit.pdf)",
        ),
        ('<p><a href="https://exemple.fr/?a=1&amp;b=2">Là</a></p>', "[Là](<https://exemple.fr/?a=1\\&b=2>)"),
        ("<p>- 3 * 4 &lt; 20, n_x, # et 1. Non</p>", "\\- 3 \\* 4 \\< 20, n_x, # et 1. Non"),
        ("<p># Titre</p><p>2024. Une année</p>", "\\# Titre\n\n2024. Une année".replace("2024.", "2024\\.")),
        (
            '<p>Un <span lang="en">sprint</span>, H<sub>2</sub>O</p>',
            'Un <span lang="en">sprint</span>, H<sub>2</sub>O',
        ),
        ("<p><b>« Oui »</b></p>", "<b>« Oui »</b>"),
        ("<p>avant <b>gras </b>après</p>", "avant <b>gras </b>après"),
    ],
)
def test_ordinary_text_is_readable_markdown(html: str, markdown: str) -> None:
    assert encoded(html) == markdown


@pytest.mark.parametrize(
    "html",
    ["Sans paragraphe", "<p></p>", "<h2>Titre</h2>", "<p>Un<p>Deux", '<p class="a">x</p>', "<ul><li><p>a</p></li></ul>",
     "<p>a<!-- b --></p>", "<ul><li>a</li></ul><ul><li>b</li></ul>"],
)  # fmt: skip
def test_what_markdown_would_lose_stays_html(html: str) -> None:
    assert encoded(html) == {"html": html}


def test_the_marks_of_the_editor_are_left_out() -> None:
    assert encoded('<p data-block-key="a1b2c">Bonjour</p>') == "Bonjour"
    assert encoded('<h2 data-block-key="a1b2c">Bonjour</h2>') == {"html": "<h2>Bonjour</h2>"}


def test_entities_and_characters_are_the_same_text() -> None:
    assert encoded("<p>l&#x27;eau &amp; le sel&nbsp;!</p>") == "l'eau & le sel\xa0!"


def test_keys_of_links_and_pictures_are_renamed() -> None:
    html = '<p><a linktype="page" id="5">a</a><a href="#x" id="7">b</a><embed embedtype="image" id="3" alt="c"/></p>'

    renamed = with_keys(html, lambda kind, key: f"{kind}-{key}")

    assert renamed == (
        '<p><a linktype="page" id="page-5">a</a><a href="#x" id="7">b</a>'
        '<embed embedtype="image" id="image-3" alt="c"/></p>'
    )
