"""wagtail-localize takes the texts out of every block and puts their translations back."""

from __future__ import annotations

import uuid
from collections import defaultdict

import pytest
from bs4 import BeautifulSoup
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue


@pytest.fixture
def page_with(content):
    """A saved page with these blocks, read again from the database; its home page is translated."""
    content.home.copy_for_translation(content.english)

    def saved(values):
        content.page.body = [
            {"type": name, "value": value, "id": block_id(name)} for name, value in values.items()
        ]
        content.page.save()
        return type(content.page).objects.get(pk=content.page.pk)

    return saved


def block_id(name):
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name))


def body_segments(page):
    return [segment for segment in extract_segments(page) if segment.path.startswith("body.")]


def texts(segments):
    """The texts offered to the translator, by block."""
    found = defaultdict(list)
    names = {block_id(name): name for name in EXPECTED}
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            found[names[segment.path.split(".")[1]]].append(segment.string.render_text())
    return dict(found)


def translated(segments):
    """The same segments, their texts marked as a translator would have changed them."""
    changed = []
    for segment in segments:
        if isinstance(segment, StringSegmentValue):
            marked = StringValue.from_translated_html(f"EN {segment.string.data}")
            segment = StringSegmentValue(segment.path, marked, attrs=segment.attrs, order=segment.order)
        changed.append(segment)
    return changed


EXPECTED = {
    "heading": ["Comment candidater ?", "Étape 1"],
    "rich_text": [
        "Voir le programme, le règlement et un site sur l'",
        "open data",
        ".",
    ],
    "note": ["Attention", "Clôture vendredi !"],
    "accordion": [
        "Questions fréquentes",
        "Qui peut candidater ?",
        "Tout le monde.",
        "Combien de temps ?",
        "Dix mois.",
    ],
    "image": ["La promotion au complet", "Une équipe autour d'une table"],
    "gallery": ["La journée en images", "Atelier", "Un atelier"],
    "video": ["Le film du programme", "Bonjour à tous."],
    "embed": ["Carte des défis"],
    "steps": ["Le parcours", "Étape 1", "Candidature", "2 semaines", "du 3 au 14 septembre", "En ligne."],
    "table": ["Défis par année", "Défis", "Agents", "vingt-quatre"],
    "link": ["Découvrir le programme"],
    "call_to_action": ["Candidatez", "Jusqu'au 15 mars.", "Je candidate"],
    "document": ["Le règlement"],
    "cards": ["À lire aussi"],
    "contact": ["Chargée de communication", "20, avenue de Ségur\n75007 Paris"],
    "quote": ["Une aventure humaine.", "Mentore"],
    "key_figures": ["En chiffres"],
    "milestones": ["Calendrier", "Jury final"],
}


def test_every_text_of_every_block_is_offered_to_the_translator(page_with, full_values):
    assert texts(body_segments(page_with(full_values))) == EXPECTED


def test_translated_texts_come_back_to_their_places(page_with, full_values, content):
    page = page_with(full_values)
    segments = body_segments(page)
    copy = page.copy_for_translation(content.english)

    ingest_segments(page, copy, content.french, content.english, translated(segments))
    copy.save()
    again = type(copy).objects.get(pk=copy.pk)

    assert texts(body_segments(again)) == {
        name: [f"EN {text}" for text in found] for name, found in EXPECTED.items()
    }


def test_what_is_no_text_stays_as_it_was(page_with, full_values, content):
    page = page_with(full_values)
    source = {child.block_type: _normal(child.get_prep_value()["value"]) for child in page.body}
    copy = page.copy_for_translation(content.english)

    ingest_segments(page, copy, content.french, content.english, body_segments(page))

    assert {child.block_type: _normal(child.get_prep_value()["value"]) for child in copy.body} == source


def _normal(value):
    """A stored value with its HTML read, so that the order of attributes and the quotes do not count."""
    if isinstance(value, dict):
        return {name: _normal(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_normal(part) for part in value]
    return BeautifulSoup(value, "html.parser") if isinstance(value, str) and "<" in value else value


@pytest.mark.parametrize("level", ["minimal_values", "worst_values"])
def test_body_can_be_translated_whatever_it_holds(request, page_with, content, level):
    page = page_with(request.getfixturevalue(level))
    segments = body_segments(page)
    found = texts(segments)
    copy = page.copy_for_translation(content.english)

    ingest_segments(page, copy, content.french, content.english, translated(segments))
    copy.save()

    assert texts(body_segments(type(copy).objects.get(pk=copy.pk))) == {
        name: [f"EN {text}" for text in one] for name, one in found.items()
    }


def test_replaced_image_stays_decorative_and_keeps_its_alternative(page_with, content, full_values):
    page = page_with({"gallery": full_values["gallery"]})
    changed = [
        OverridableSegmentValue(segment.path, content.private_image.pk, order=segment.order)
        if segment.path.endswith("image.image")
        else segment
        for segment in body_segments(page)
    ]

    ingest_segments(page, page, content.french, content.english, changed)

    images = [figure["image"] for figure in page.body[0].value["images"]]
    assert [(image.pk, image.contextual_alt_text, image.decorative) for image in images] == [
        (content.private_image.pk, "Un atelier", False),
        (content.private_image.pk, "", True),
    ]


def test_translator_may_give_another_address_but_never_a_script(page_with, content):
    page = page_with({"embed": {"url": "https://exemple.fr/carte", "title": "Carte"}})
    address = next(one for one in body_segments(page) if isinstance(one, OverridableSegmentValue))

    def with_address(url):
        source = type(page).objects.get(pk=page.pk)
        segment = OverridableSegmentValue(address.path, url, order=address.order)
        ingest_segments(source, source, content.french, content.english, [segment])
        return source.body[0].value["url"]

    assert with_address("https://example.org/map") == "https://example.org/map"
    assert with_address("javascript:alert(1)") == "https://exemple.fr/carte"


def test_snippets_need_no_translation_of_their_own(page_with, full_values):
    segments = body_segments(page_with({"quote": full_values["quote"]}))

    assert [one for one in segments if isinstance(one, RelatedObjectSegmentValue)] == []


def test_rich_text_keeps_its_structure_apart(page_with, full_values):
    segments = body_segments(page_with({"rich_text": full_values["rich_text"]}))
    templates = [one.template for one in segments if isinstance(one, TemplateSegmentValue)]

    assert len(templates) == 1
    assert '<span lang="en">' in templates[0]
