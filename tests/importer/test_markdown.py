from __future__ import annotations

from typing import Any

import pytest

from cms.importer.markdown import Target, body_blocks, body_rich_text
from tests.importer.surroundings import NoSite

NB = "\u00a0"


def blocks(source: str, around: NoSite) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in body_blocks(source, 1, around)]


def rich(source: str, around: NoSite) -> str:
    """The rich text of a source that makes one block."""
    ((name, value),) = blocks(source, around)
    assert name == "rich_text"
    return str(value)


def heading(level: str, text: str, kicker: str = "") -> tuple[str, dict[str, str]]:
    return ("heading", {"level": level, "text": text, "kicker": kicker})


def picture(alt: str, caption: str = "") -> tuple[str, dict[str, Any]]:
    return (
        "image",
        {"image": {"image": 7, "decorative": False, "alt_text": alt}, "caption": caption, "credit": ""},
    )


def quote(text: str, speaker: str = "", role: str = "", source_url: str = "") -> tuple[str, dict[str, Any]]:
    value = {
        "text": text,
        "person": None,
        "speaker": speaker,
        "role": role,
        "promotion": None,
        "challenge": None,
    }
    return ("quote", {**value, "language": "", "source_url": source_url})


def link(label: str, **target: Any) -> tuple[str, dict[str, Any]]:
    return (
        "link",
        {"label": label, "link": {"page": None, "document": None, "url": "", "anchor": "", **target}},
    )


# Text


def test_paragraphs_and_emphasis_become_rich_text(around: NoSite) -> None:
    source = "Un **défi** _public_\nsur dix mois.\n\nUn `code` & ~~rien~~."

    assert rich(source, around) == (
        "<p>Un <b>défi</b> <i>public</i> sur dix mois.</p><p>Un <code>code</code> &amp; <s>rien</s>.</p>"
    )
    assert around.warnings == []


def test_french_typography_is_kept(around: NoSite) -> None:
    source = f"«{NB}Bonjour{NB}»{NB}: l’État\u202f!"

    assert rich(source, around) == f"<p>«{NB}Bonjour{NB}»{NB}: l’État\u202f!</p>"


def test_hard_breaks_are_kept(around: NoSite) -> None:
    assert rich("un\\\ndeux  \ntrois", around) == "<p>un<br/>deux<br/>trois</p>"


def test_headings_are_kept_and_the_first_level_goes_down(around: NoSite) -> None:
    assert blocks("# Un\n\n### Trois\n\n##### Cinq\n\nTexte", around) == [
        heading("h2", "Un"),
        heading("h3", "Trois"),
        heading("h4", "Cinq"),
        ("rich_text", "<p>Texte</p>"),
    ]


def test_a_subtitle_is_the_kicker_of_the_heading_below_it(around: NoSite) -> None:
    source = "#### La problématique{.subtitle}\n### Des données éparpillées\nTexte"

    assert blocks(source, around) == [
        heading("h3", "Des données éparpillées", "La problématique"),
        ("rich_text", "<p>Texte</p>"),
    ]


def test_a_subtitle_without_a_heading_below_is_a_heading_itself(around: NoSite) -> None:
    assert blocks("#### Les besoins {.subtitle}\n\nTexte", around) == [
        heading("h4", "Les besoins"),
        ("rich_text", "<p>Texte</p>"),
    ]


def test_other_attributes_never_stay_in_the_text(around: NoSite) -> None:
    assert blocks('## Titre {#ancre}\n\nVoir [ici](https://a.fr){:target="_blank"} !', around) == [
        heading("h2", "Titre"),
        ("rich_text", '<p>Voir <a href="https://a.fr">ici</a> !</p>'),
    ]
    assert [warning[1] for warning in around.warnings] == ["attributes-dropped", "attributes-dropped"]


def test_a_link_of_a_heading_becomes_a_link_below_it(around: NoSite) -> None:
    assert blocks("## Lire [le mémo](/img/memo.pdf)", around) == [
        heading("h2", "Lire le mémo"),
        link("le mémo", url="/img/memo.pdf"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "**DES DÉFIS À FORT IMPACT**\n\nTexte",
        "*Qu’est-ce que le programme ?*\n\nTexte",
        "***Application Tchap***\n\nTexte",
    ],
)
def test_a_short_line_all_in_emphasis_is_a_heading(around: NoSite, source: str) -> None:
    found = blocks(source, around)

    assert [name for name, _value in found] == ["heading", "rich_text"]
    assert found[0][1]["level"] == "h2"
    assert [(line, kind) for line, kind, _value in around.warnings] == [(1, "bold-heading")]


def test_a_guessed_heading_stands_one_level_below_the_last_one(around: NoSite) -> None:
    assert blocks("## Contact\n\n**Mission Etalab**\n\nTexte", around)[1] == heading("h3", "Mission Etalab")


@pytest.mark.parametrize(
    "source",
    [
        "**Prochaines étapes :**\n\n* un",
        "**C’est une phrase entière.**\n\nTexte",
        "**L’État recrute ! Postulez**\n\nTexte",
        "**[Voir](https://a.fr)**\n\nTexte",
        "Texte\n\n**Camille, équipe EIG**",
        "**Lieu**\n\n**Date**",
        "***[Basegun](/defis/basegun/) – Intérieur***\n\n*Classer les armes*\n\n* Ada",
    ],
)
def test_emphasis_that_is_no_heading_stays_text(around: NoSite, source: str) -> None:
    headings = [value["text"] for name, value in blocks(source, around) if name == "heading"]

    assert headings == []


def test_emphasis_that_commonmark_cannot_open_is_repaired(around: NoSite) -> None:
    source = "Il permet d**’allier des compétences** et ** d’agir **vite."

    assert rich(source, around) == "<p>Il permet d<b>’allier des compétences</b> et <b>d’agir</b> vite.</p>"
    assert [kind for _line, kind, _value in around.warnings] == ["emphasis-repaired"]


def test_asterisks_that_do_not_pair_stay_and_are_told(around: NoSite) -> None:
    assert rich("un d**’essai seul", around) == "<p>un d**’essai seul</p>"
    assert [kind for _line, kind, _value in around.warnings] == ["emphasis-broken"]


def test_escaped_asterisks_are_text_without_a_warning(around: NoSite) -> None:
    assert rich(r"deux \*\* étoiles", around) == "<p>deux ** étoiles</p>"
    assert around.warnings == []


def test_a_line_in_italics_below_a_guessed_heading_describes_it(around: NoSite) -> None:
    assert blocks("**Basegun**\n\n*Classer les armes*\n\n* Ada", around) == [
        heading("h2", "Basegun"),
        ("rich_text", "<p><i>Classer les armes</i></p><ul><li>Ada</li></ul>"),
    ]


# Lists


def test_nested_and_loose_lists_become_rich_text(around: NoSite) -> None:
    source = "- un\n\n- deux\n\n  encore\n    1. a\n    2. b\n"

    assert rich(source, around) == "<ul><li>un</li><li>deux<br/>encore<ol><li>a</li><li>b</li></ol></li></ul>"


def test_a_quote_mark_before_a_list_is_indentation(around: NoSite) -> None:
    assert rich("> * **un** ;\n> * deux\n", around) == "<ul><li><b>un</b> ;</li><li>deux</li></ul>"


def test_typed_bullets_are_a_list(around: NoSite) -> None:
    source = "Les chiffres\n\n  • six ans ;\n  • 87 projets\n  1. mars\n  2. avril"

    assert rich(source, around) == (
        "<p>Les chiffres</p><ul><li>six ans ;</li><li>87 projets<ol><li>mars</li><li>avril</li></ol></li></ul>"
    )
    assert around.warnings == [(3, "typed-bullets", "six ans ;")]


def test_dashes_with_no_break_spaces_are_a_list_even_with_the_text_below(around: NoSite) -> None:
    source = f"Deux buts ;\n\n-{NB} {NB}\nouvrir\nl’État,\n\n-{NB}\nfavoriser.\n\nTexte"

    assert rich(source, around) == (
        "<p>Deux buts ;</p><ul><li>ouvrir l’État,</li><li>favoriser.</li></ul><p>Texte</p>"
    )


def test_a_list_that_does_not_begin_at_one_is_told(around: NoSite) -> None:
    assert rich("4. quatre\n5. cinq", around) == "<ol><li>quatre</li><li>cinq</li></ol>"
    assert around.warnings == [(1, "list-number", "4")]


# Quotations


def test_a_quotation_gives_its_speaker_and_role(around: NoSite) -> None:
    source = "> « Un engagement très fort. » Laurie Chapotte, designer pour le Mobilier national, Culture."

    assert blocks(source, around) == [
        quote(
            "<p>« Un engagement très fort. »</p>",
            "Laurie Chapotte",
            "designer pour le Mobilier national, Culture",
        )
    ]


def test_a_quotation_signed_on_its_last_line(around: NoSite) -> None:
    assert blocks("> Entreprendre ici.\n>\n> — Ada Roux", around) == [
        quote("<p>Entreprendre ici.</p>", "Ada Roux")
    ]


def test_a_quotation_without_a_plain_signature_keeps_its_words(around: NoSite) -> None:
    assert blocks("> Il dit « oui » et s’en va.", around) == [quote("<p>Il dit « oui » et s’en va.</p>")]


def test_a_quotation_is_rich_text_where_no_plugin_offers_the_block(around: NoSite) -> None:
    around.block_names = frozenset()

    assert rich("> « Oui. » Ada Roux, designer", around) == "<p>« Oui. »</p><p>Ada Roux, designer</p>"


def test_a_tweet_is_a_quotation_with_its_address(around: NoSite) -> None:
    source = (
        '<blockquote class="twitter-tweet"><p lang="fr">Un <a href="https://twitter.com/hashtag/x">#atelier</a></p>'
        '&mdash; Ada (@ada) <a href="https://twitter.com/ada/status/1">4 avril 2019</a></blockquote>\n'
        '<script async src="https://platform.twitter.com/widgets.js"></script>\n'
    )

    assert blocks(source, around) == [
        quote(
            '<p>Un <a href="https://twitter.com/hashtag/x">#atelier</a></p>',
            "Ada (@ada)",
            "4 avril 2019",
            "https://twitter.com/ada/status/1",
        )
    ]
    assert around.warnings == [(2, "html-script", "https://platform.twitter.com/widgets.js")]


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
