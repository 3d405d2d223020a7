"""What Markdown, Liquid and HTML say beside their running text: notes, definitions, addresses, what players hold."""

from __future__ import annotations

import pytest

from tests.importer.surroundings import NoSite, blocks, heading, link, picture, rich


def kinds(around: NoSite) -> list[str]:
    return [kind for _line, kind, _value in around.warnings]


def test_a_footnote_stands_where_it_is_written(around: NoSite) -> None:
    source = "Un défi[^1] public.\n\n[^1]: Voir *le rapport*.\n\nSuite[^absente]"

    assert rich(source, around) == (
        "<p>Un défi<sup>1</sup> public.</p><p><sup>1</sup> Voir <i>le rapport</i>.</p><p>Suite[^absente]</p>"
    )
    assert around.warnings == []


def test_a_footnote_nobody_refers_to_is_kept(around: NoSite) -> None:
    assert rich("[^seule]: Oubliée ?", around) == "<p><sup>seule</sup> Oubliée ?</p>"


def test_a_definition_stands_below_its_term_in_bold(around: NoSite) -> None:
    assert rich("Défi\n: Dix mois au *service* de tous\n", around) == (
        "<p><b>Défi</b></p><p>Dix mois au <i>service</i> de tous</p>"
    )


@pytest.mark.parametrize(
    ("source", "href"),
    [
        ("[a]({{ site.baseurl }}/defis/x/)", "/defis/x/"),
        ("[a]({{site.url}}/defis/x/)", "/defis/x/"),
        ('[a]({{ "/defis/x/" | relative_url }})', "/defis/x/"),
        ("<a href=\"{{ '/defis/x/' | absolute_url }}\">a</a>", "/defis/x/"),
        ("[a]({{ page.url }}#haut)", "#haut"),
        ("[a]({% post_url 2018-03-16-suite %})", "/_posts/2018-03-16-suite.md"),
        ("[a]({% link _defis/x.md %})", "/_defis/x.md"),
        ('[a]({{< ref "blog/suite.md" >}})', "blog/suite.md"),
        ('[a]({{% relref "suite.md" %}})', "suite.md"),
    ],
)
def test_an_address_the_site_computes_is_written_out(around: NoSite, source: str, href: str) -> None:
    assert rich(source, around) == f'<p><a href="{href}">a</a></p>'
    assert around.warnings == []


def test_code_keeps_what_looks_like_a_computed_address(around: NoSite) -> None:
    assert rich("```\n{{ site.url }}/x\n```", around) == "<p><code>{{ site.url }}/x</code></p>"


def test_an_include_is_shown_as_it_was_written(around: NoSite) -> None:
    ((name, value),) = blocks('{% include carte.html ville="Brest" %}', around)

    assert (name, value["text"]) == ("note", '<p><code>{% include carte.html ville="Brest" %}</code></p>')
    assert kinds(around) == ["shortcode-unknown"]


def test_the_address_of_a_link_that_nothing_uses_is_told(around: NoSite) -> None:
    assert rich("[le site][a]\n\n[a]: https://a.fr\n[b]: https://b.fr 'Autre'", around) == (
        '<p><a href="https://a.fr">le site</a></p>'
    )
    assert around.warnings == [(4, "link-unused", "[B]: https://b.fr Autre")]


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("<video src='/v.mp4'>Transcription</video>", "<video> : Transcription"),
        (
            "<object data='/x.swf'><a href='/autre'>Version simple</a></object>",
            "<object> : Version simple /autre",
        ),
        ("![](absente.png 'Une légende')", "absente.png : Une légende"),
        ("Le <span title='sens caché'>mot</span>", "sens caché"),
    ],
)
def test_what_has_no_place_is_kept_in_the_note(around: NoSite, source: str, note: str) -> None:
    blocks(source, around)

    assert around.notes == [note]


@pytest.mark.parametrize("tag", ["script", "style", "svg", "template"])
def test_what_never_enters_is_told_whole(around: NoSite, tag: str) -> None:
    assert blocks(f"Un <{tag}>{'mot ' * 60}</{tag}>", around) == [("rich_text", "<p>Un</p>")]
    assert around.warnings == [(1, f"html-{tag}", " ".join(["mot"] * 60))]


def test_an_abbreviation_is_spelled_out_behind_it(around: NoSite) -> None:
    assert rich('<abbr title="Entrepreneur d’intérêt général">EIG</abbr>', around) == (
        "<p>EIG (Entrepreneur d’intérêt général)</p>"
    )


def test_a_form_keeps_its_words_and_links(around: NoSite) -> None:
    assert rich('<form action="/x"><label>Nom</label> <a href="/aide">Aide</a></form>', around) == (
        '<p>Nom <a href="/aide">Aide</a></p>'
    )
    assert kinds(around) == ["html-form"]


def test_items_inside_a_cell_stay_apart(around: NoSite) -> None:
    ((_name, value),) = blocks("<table><tr><td><ul><li>un</li><li>deux</li></ul></td></tr></table>", around)

    assert value["data"] == [["un deux"]]


def test_text_in_a_table_outside_its_cells_stands_above_it(around: NoSite) -> None:
    found = blocks("<table>Avant<tr><td>un</td></tr></table>", around)

    assert [name for name, _value in found] == ["rich_text", "table"]
    assert found[0][1] == "<p>Avant</p>"


def test_details_without_text_or_summary_keep_what_they_have(around: NoSite) -> None:
    found = blocks("<details><summary>Seul</summary></details>\n\n<details>Texte</details>", around)

    assert found == [
        ("rich_text", "<p><b>Seul</b></p>"),
        ("accordion", {"title": "", "items": [{"title": "Details", "text": "<p>Texte</p>"}]}),
    ]


def test_a_caption_with_a_link_is_text_below_the_picture(around: NoSite) -> None:
    source = (
        '<figure><img src="/a.png" alt="Une salle"><figcaption>Vue <a href="/b">ici</a></figcaption></figure>'
    )

    assert blocks(source, around) == [
        picture("Une salle"),
        ("rich_text", '<p>Vue <a href="/b">ici</a></p>'),
    ]


def test_a_subtitle_with_a_link_keeps_the_link(around: NoSite) -> None:
    assert blocks("#### Voir [ici](/b){.subtitle}\n\nTexte", around) == [
        heading("h4", "Voir ici"),
        link("ici", url="/b"),
        ("rich_text", "<p>Texte</p>"),
    ]


def test_a_speaker_with_an_ampersand_is_written_plainly(around: NoSite) -> None:
    ((_name, value),) = blocks("> « Oui. » Roux & Fils, artisans", around)

    assert (value["speaker"], value["role"]) == ("Roux & Fils", "artisans")


def test_a_frame_with_a_broken_address_does_no_harm(around: NoSite) -> None:
    assert blocks('<iframe src="//[x"></iframe>', around) != []
