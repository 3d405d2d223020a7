from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation
from wagtail.models import Locale

from cms.core.templatetags import cms_core
from cms.plugins.offers import JsonLd, RelatedSection
from cms.plugins.registry import registry
from cms.snippets.people.models import Person


@pytest.fixture
def person(db):
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    return Person.objects.create(name="Hélène </script> Martin", slug="helene-martin", locale=locale)


SECTION = RelatedSection(
    target="people.Person",
    name="defis",
    label="Ses défis",
    items=lambda owner: ["Prédisauvetage", f"pour {owner.slug}"],
    template="includes/tags.html",
    serialize=lambda item: {"title": item},
)


def related(person, monkeypatch, *sections):
    monkeypatch.setattr(registry, "related_for", lambda model: sections if model is Person else ())
    template = engines["django"].from_string("{% load cms_core %}{% related_sections person %}")
    return template.render({"person": person, "tags": ["santé"]})


def test_related_sections_show_each_section_under_its_heading(person, monkeypatch):
    html = related(person, monkeypatch, SECTION, replace(SECTION, name="autres", label="Prêt ?"))

    assert html.count("<section") == 2
    assert '<h2 id="related-defis">Ses défis</h2>' in html
    assert '<h2 id="related-autres">Prêt\u202f?</h2>' in html
    assert html.count("<li>santé</li>") == 2


def test_related_section_is_left_out_when_it_holds_nothing(person, monkeypatch):
    assert related(person, monkeypatch, replace(SECTION, items=lambda owner: [])).strip() == ""


def test_json_ld_cannot_be_broken_out_of(person, monkeypatch):
    description = JsonLd(target="people.Person", build=lambda one: {"@type": "Person", "name": one.name})
    monkeypatch.setattr(registry, "json_ld_for", lambda model: (description,))

    script = cms_core.json_ld(person)

    assert script.count("</script>") == 1
    inside = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(inside) == {"@type": "Person", "name": "Hélène </script> Martin"}


def test_json_ld_says_nothing_where_there_is_nothing_to_say(person, monkeypatch):
    description = JsonLd(target="people.Person", build=lambda one: None)
    monkeypatch.setattr(registry, "json_ld_for", lambda model: (description,))

    assert cms_core.json_ld(person) == ""
    assert cms_core.json_ld(None) == ""


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (Decimal("1131.50"), "1\u202f131,5", "1,131.5"),
        (Decimal("100.00"), "100", "100"),
        ("79.66", "79,66", "79.66"),
        (0, "0", "0"),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_number_is_written_as_the_language_does(value, french, english):
    with translation.override("en"):
        assert cms_core.number(value) == english

    assert cms_core.number(value).replace("\xa0", "\u202f") == french


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("/promos/", "{base}/promos/"),
        ("https://exemple.fr/", "https://exemple.fr/"),
        ("javascript:x", ""),
        (None, ""),
    ],
)
def test_absolute_url_adds_the_host_of_the_site(settings, value, address):
    found = (
        engines["django"].from_string("{% load cms_core %}{% absolute_url value %}").render({"value": value})
    )

    assert found == address.format(base=settings.WAGTAILADMIN_BASE_URL)


def test_plain_text_keeps_the_words_of_a_rich_text():
    assert cms_core.plain_text("<p>Dix mois</p><ul><li>un défi</li><li>l&#x27;équipe</li></ul>") == (
        "Dix mois un défi l'équipe"
    )


def test_french_typography_keeps_html_safe_and_text_escaped():
    template = engines["django"].from_string("{% load cms_core %}{{ value|french_typography }}")

    assert template.render({"value": "<b>Prêt ?</b>"}) == "&lt;b&gt;Prêt\u202f?&lt;/b&gt;"


def test_language_is_named_as_inside_a_sentence():
    with translation.override("en"):
        assert cms_core.name_of_language("fr") == "French"

    assert cms_core.name_of_language("en") == "anglais"
    assert cms_core.name_of_language("xx") == "xx"
