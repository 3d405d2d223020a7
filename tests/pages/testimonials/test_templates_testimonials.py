from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import PersonFactory, Sizes, TestimonialPageFactory, site_tree
from tests.html_reading import Html, number_of_queries, words

pytestmark = pytest.mark.django_db


def english(**fields):
    return TestimonialPageFactory(locale=site_tree("en").locale, **fields)


def test_testimonial_shows_who_speaks_of_what(client: Client) -> None:
    html = Html(client.get(Sizes(site_tree("en").locale).testimonial("full").url))
    names = ["Challenge", "Cohort", "Public body", "Expertise", "Category"]
    assert [html.fact(name) for name in names] == [
        "Cartographie nationale",
        "Promotion 4",
        "École nationale de l'administration",
        "Design",
        "Actualités",
    ]
    assert words(html.main.select_one(".quote figcaption")) == "Aïcha Benoît développeuse"
    assert "Bonjour." in words(html.section("Video"))


def test_testimonial_names_a_speaker_without_a_page(client: Client) -> None:
    html = Html(client.get(english(speaker="Inès Faure", role="préfète").url))
    assert words(html.main.select_one(".quote figcaption")) == "Inès Faure préfète"


def test_testimonial_and_lists_keep_a_hidden_speaker_to_themselves(client: Client) -> None:
    person = PersonFactory(name="Cachée Dupont", visibility="hidden")
    testimonial = english(person=person, speaker="Cachée Dupont")
    pages = [testimonial.url, site_tree("en").testimonials.url]
    assert ["Cachée" in client.get(url).content.decode() for url in pages] == [False, False]


def test_list_of_testimonials_costs_the_same_for_three_as_for_one(client: Client) -> None:
    index = site_tree().testimonials
    TestimonialPageFactory(person=PersonFactory())
    queries = number_of_queries(client, index.url)
    for _ in range(2):
        TestimonialPageFactory(person=PersonFactory())
    assert number_of_queries(client, index.url) == queries
