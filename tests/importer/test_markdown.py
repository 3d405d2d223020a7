from __future__ import annotations

import pytest

from tests.importer.surroundings import NoSite, blocks, heading, link, picture, quote, rich

NB = "\u00a0"


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


def test_letters_are_composed_and_no_byte_order_mark_stays_inside_a_word(around: NoSite) -> None:
    source = f"M\ufeffieux, l’e\u0301te\u0301{NB}!\n\n![De\u0301fi](/defi.png)"

    assert blocks(source, around) == [("rich_text", f"<p>Mieux, l’été{NB}!</p>"), picture("Défi")]


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
