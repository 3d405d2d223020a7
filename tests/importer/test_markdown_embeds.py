"""Pictures, shortcodes, players, raw HTML and links of a text."""

from __future__ import annotations

import pytest

from cms.importer.markdown import Target, body_blocks, body_rich_text
from tests.importer.surroundings import NoSite, blocks, heading, link, picture, rich

NB = "\u00a0"


# Pictures


def test_a_picture_alone_is_an_image_block_and_a_line_in_italics_its_caption(around: NoSite) -> None:
    assert blocks("![Une salle](/img/salle.png)\n_La salle © Zoé_", around) == [
        picture("Une salle", "La salle © Zoé")
    ]
    assert blocks("![Une salle](/img/salle.png)\n\n*La salle, à Paris.*", around) == [
        picture("Une salle", "La salle, à Paris.")
    ]


def test_a_picture_inside_a_paragraph_follows_it_and_one_at_its_head_precedes_it(around: NoSite) -> None:
    assert blocks("Voici ![Une](/a.png) donc.", around) == [
        ("rich_text", "<p>Voici donc.</p>"),
        picture("Une"),
    ]
    assert blocks("![Une](/a.png) Voici.", around) == [picture("Une"), ("rich_text", "<p>Voici.</p>")]


@pytest.mark.parametrize("source", ["![](/a.png)", "![null](/a.png)", '<img src="/a.png"/>'])
def test_a_picture_without_a_description_waits_for_one(around: NoSite, source: str) -> None:
    assert blocks(source, around) == [picture("")]
    assert [kind for _line, kind, _value in around.warnings] == ["alt-missing"]


def test_a_missing_picture_is_left_out_and_its_description_noted(around: NoSite) -> None:
    assert blocks("![Une salle](/img/absente.png)", around) == []
    assert around.notes == ["/img/absente.png : Une salle"]


def test_a_picture_of_another_site_is_a_link_to_it(around: NoSite) -> None:
    source = (
        '<a title="Kazoza, CC BY" href="https://wiki.fr/gnou"><img alt="GNU" src="https://wiki.fr/g.png"></a>'
    )

    assert rich(source, around) == (
        '<p><a href="https://wiki.fr/g.png">GNU</a> (<a href="https://wiki.fr/gnou">Kazoza, CC BY</a>)</p>'
    )


def test_a_linked_picture_keeps_its_link(around: NoSite) -> None:
    assert blocks('[![Le site](/a.png)](https://a.fr "Aller au site")', around) == [
        picture("Le site"),
        link("Aller au site", url="https://a.fr"),
    ]


# Shortcodes and embeds


def test_a_dailymotion_shortcode_is_a_video(around: NoSite) -> None:
    value = {
        "url": "https://www.dailymotion.com/video/x81fh2t",
        "title": "Le défi d’Ada",
        "transcript": "",
        "language": "",
    }

    assert blocks('{{< dailymotion x81fh2t "Le défi d’Ada" >}}', around) == [("video", value)]


def test_a_shortcode_without_its_video_is_dropped_and_noted(around: NoSite) -> None:
    source = '{{< dailymotion"Vidéo du défi LABEL">}}'

    assert blocks(f"Texte\n\n{source}", around) == [("rich_text", "<p>Texte</p>")]
    assert around.warnings == [(3, "shortcode-malformed", source)]
    assert around.notes == [source]


def test_an_arrow_link_leads_to_a_page_a_document_or_an_address(around: NoSite) -> None:
    around.targets = {"/defis/x/": Target(page=5), "/img/a.pdf": Target(document=3)}
    source = "\n\n".join(
        f'{{{{< arrow-link url="{url}" title="Voir" target="true" >}}}}'
        for url in ("/defis/x/", "/img/a.pdf", "https://a.fr")
    )

    assert blocks(source, around) == [
        link("Voir", page=5),
        link("Voir", document=3),
        link("Voir", url="https://a.fr"),
    ]


@pytest.mark.parametrize(
    "source", ['{{< carte region="Bretagne" >}}', "{% include promo.html %}", "{{ page.title }}"]
)
def test_an_unknown_shortcode_stays_visible_in_a_note(around: NoSite, source: str) -> None:
    assert blocks(source, around) == [
        (
            "note",
            {
                "kind": "source",
                "title": "",
                "text": f"<p><code>{source.replace('<', '&lt;').replace('>', '&gt;')}</code></p>",
            },
        )
    ]
    assert around.warnings == [(1, "shortcode-unknown", source)]


def test_a_plugins_shortcode_is_used(around: NoSite) -> None:
    around.shortcodes = {
        "carte": lambda call, site: [
            {"type": "embed", "value": {"url": call.argument("region", 0), "title": ""}}
        ]
    }

    assert blocks('Ici {{< carte region="Bretagne" >}}.', around)[1] == (
        "embed",
        {"url": "Bretagne", "title": ""},
    )


@pytest.mark.parametrize(
    ("src", "url"),
    [
        ("https://www.dailymotion.com/embed/video/x7h7en4", "https://www.dailymotion.com/video/x7h7en4"),
        ("//player.vimeo.com/video/12345", "https://vimeo.com/12345"),
        ("https://www.youtube-nocookie.com/embed/aB-1", "https://www.youtube.com/watch?v=aB-1"),
    ],
)
def test_a_known_player_is_a_video(around: NoSite, src: str, url: str) -> None:
    ((name, value),) = blocks(f'<iframe src="{src}"></iframe>', around)

    assert (name, value["url"]) == ("video", url)
    assert around.warnings == [(1, "html-iframe", src)]


@pytest.mark.parametrize(
    "src", ["https://data.eig-forever.org/#promo", "https://www.dailymotion.com/embed/playlist/x6bp3l"]
)
def test_another_frame_is_a_link(around: NoSite, src: str) -> None:
    assert blocks(f'<iframe src="{src}"></iframe>', around) == [link(src, url=src)]


# Raw HTML


def test_raw_html_is_read_as_its_markdown_would_be(around: NoSite) -> None:
    source = '<center><p><em>Légende d’une image</em></p></center>\n\nUn<br/>mot <span lang="en">own work</span><sup>2</sup>'

    assert rich(source, around) == (
        '<p><i>Légende d’une image</i></p><p>Un<br/>mot <span lang="en">own work</span><sup>2</sup></p>'
    )


def test_markdown_between_raw_tags_is_read(around: NoSite) -> None:
    assert blocks("<div>\n\n## Titre\n\n**Un** texte\n\n</div>", around) == [
        heading("h2", "Titre"),
        ("rich_text", "<p><b>Un</b> texte</p>"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>Texte",
        '<p onclick="alert(1)" style="x">Texte</p>',
        "<style>p{}</style>\n\nTexte",
        '<svg onload="alert(1)"><script>x</script></svg>Texte',
    ],
)
def test_nothing_that_runs_is_kept(around: NoSite, source: str) -> None:
    assert rich(source, around) == "<p>Texte</p>"


def test_html_comments_are_left_out_without_a_warning(around: NoSite) -> None:
    assert rich("Un<!-- ![x](/absente.png) --> texte", around) == "<p>Un texte</p>"
    assert around.warnings == []


def test_an_unknown_tag_is_dropped_and_its_text_kept(around: NoSite) -> None:
    assert rich("Un <blink>texte</blink>", around) == "<p>Un texte</p>"
    assert around.warnings == [(1, "html-unknown", "<blink>")]


def test_a_table_keeps_its_header_and_the_addresses_of_its_links(around: NoSite) -> None:
    source = "| Année | Défi |\n| --- | --- |\n| 2018 | [Gobelins](/defis/gobelins/) |\n| 2019 |\n"

    ((name, value),) = blocks(source, around)

    assert name == "table"
    assert value["first_row_is_table_header"] is True
    assert value["data"] == [["Année", "Défi"], ["2018", "Gobelins (/defis/gobelins/)"], ["2019", ""]]


def test_code_is_kept_as_code(around: NoSite) -> None:
    assert rich("```python\nx = 1 < 2\ny = 2\n```", around) == "<p><code>x = 1 &lt; 2<br/>y = 2</code></p>"
    assert rich("{% highlight ruby %}\nputs 1\n{% endhighlight %}", around) == "<p><code>puts 1</code></p>"


def test_a_collapsed_part_is_an_accordion(around: NoSite) -> None:
    source = "<details><summary>Qui ?</summary>\n\nDes **talents**.\n\n</details>"

    assert blocks(source, around) == [
        ("accordion", {"title": "", "items": [{"title": "Qui ?", "text": "<p>Des <b>talents</b>.</p>"}]})
    ]


# Links


def test_links_are_resolved_by_the_site(around: NoSite) -> None:
    around.targets = {"/defis/x/": Target(page=5), "/a.pdf": Target(document=3), "javascript:x": Target()}

    assert rich("[page](/defis/x/), [pdf](/a.pdf), [rien](javascript:x)", around) == (
        '<p><a linktype="page" id="5">page</a>, <a linktype="document" id="3">pdf</a>, rien</p>'
    )


def test_bare_addresses_become_links_without_the_sentences_full_stop(around: NoSite) -> None:
    assert rich("Voir https://data.gouv.fr/fr. Ou eig@data.gouv.fr !", around) == (
        '<p>Voir <a href="https://data.gouv.fr/fr">https://data.gouv.fr/fr</a>. '
        'Ou <a href="mailto:eig@data.gouv.fr">eig@data.gouv.fr</a> !</p>'
    )


@pytest.mark.parametrize("written", ["eig -at - data.gouv.fr", "eig [at] data.gouv.fr", "eig @ data.gouv.fr"])
def test_an_address_hidden_from_robots_is_written_plainly(around: NoSite, written: str) -> None:
    assert rich(written, around) == '<p><a href="mailto:eig@data.gouv.fr">eig@data.gouv.fr</a></p>'
    assert around.warnings == [(1, "email-obfuscated", written)]


def test_a_links_title_and_an_empty_link_are_told(around: NoSite) -> None:
    assert (
        rich('[voir](https://a.fr "Rediffusion") [](https://b.fr)', around)
        == '<p><a href="https://a.fr">voir</a></p>'
    )
    assert [kind for _line, kind, _value in around.warnings] == ["link-title", "link-empty"]
    assert around.notes == ["https://a.fr : Rediffusion"]


# Lines, and fields without blocks


def test_warnings_name_the_line_of_the_file(around: NoSite) -> None:
    source = "Un\n\ndeux\n<iframe src='https://a.fr/x'></iframe>\n\n<p>\n<script src='s.js'></script></p>\n"

    body_blocks(source, 10, around)

    assert [(line, kind) for line, kind, _value in around.warnings] == [
        (13, "html-iframe"),
        (16, "html-script"),
    ]


def test_rich_text_without_blocks_keeps_every_word(around: NoSite) -> None:
    source = '## Parcours\n\n> Je suis designer.\n\n![Un dessin](/a.png)\n\n{{< dailymotion x81fh2t "Le film" >}}\n\n- un'

    assert body_rich_text(source, 1, around) == (
        "<p><b>Parcours</b></p><p>Je suis designer.</p>"
        '<p><a href="https://www.dailymotion.com/video/x81fh2t">Le film</a></p><ul><li>un</li></ul>'
    )
    assert around.notes == ["Image 7 of the text : Un dessin"]


@pytest.mark.parametrize("source", ["", "\n\n", "<!-- rien -->", "<br/>", "&nbsp;"])
def test_an_empty_text_makes_no_block(around: NoSite, source: str) -> None:
    assert blocks(source, around) == []
