from __future__ import annotations

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory
from django.utils import translation

from cms.snippets.people.models import Person


def pagination(render, number, count=200, query="?theme=santé&page=4"):
    items = Paginator(range(count), 10).get_page(number)
    with translation.override("en"):
        return render(
            '{% include "includes/pagination.html" %}',
            items=items,
            request=RequestFactory().get("/defis/" + query),
        )


def test_pagination_marks_the_current_page_and_keeps_other_parameters(render):
    html = pagination(render, 3)

    current = html.select("[aria-current=page]")
    assert [link.text for link in current] == ["3"]
    assert current[0]["href"] == "?theme=sant%C3%A9&page=3"
    assert html.find("a", rel="prev")["href"].endswith("page=2")
    assert html.find("a", rel="next")["href"].endswith("page=4")
    assert html.nav["aria-label"] == "Pagination"


def test_pagination_shortens_long_lists(render):
    numbers = [item.text.strip() for item in pagination(render, 10).select("li")]

    assert numbers == ["Previous page", "1", "…", "8", "9", "10", "11", "12", "…", "20", "Next page"]


@pytest.mark.parametrize("count", [0, 1, 10])
def test_pagination_is_absent_when_all_fits_on_one_page(render, count):
    assert pagination(render, 1, count=count).text.strip() == ""


def test_card_leads_to_its_page_under_the_heading_asked_for(render, pages):
    html = render('{% include "includes/card.html" with item=item heading="h2" only %}', item=pages.page)

    assert html.h2.a["href"] == "/programme/"
    assert html.p.text == "Dix mois «\u202futiles\u202f»\u202f!"


def test_card_in_another_language_says_so(render, pages):
    with translation.override("en"):
        html = render('{% include "includes/card.html" with item=item only %}', item=pages.page)

    assert html.article["lang"] == "fr"
    assert html.a["hreflang"] == "fr"


def test_card_of_what_has_no_address_is_no_link(render):
    html = render('{% include "includes/card.html" with item=item only %}', item={"title": "Défi"})

    assert html.find("a") is None
    assert html.h3.text == "Défi"


def test_person_card_shows_name_role_and_job(render, pages):
    person = Person.objects.create(
        name="Hélène Martin", slug="helene-martin", job="Designer", locale=pages.french
    )

    html = render(
        '{% include "includes/person_card.html" with person=person role="mentore" only %}', person=person
    )

    assert [tag.text for tag in html.article.find_all(["h3", "p"])] == [
        "Hélène Martin",
        "mentore",
        "Designer",
    ]
    assert html.find("img") is None


def test_tags_are_a_list_and_absent_when_there_are_none(render):
    source = '{% include "includes/tags.html" with tags=tags only %}'

    assert [item.text for item in render(source, tags=["santé", "données"]).select("li")] == [
        "santé",
        "données",
    ]
    assert render(source, tags=[]).text.strip() == ""


def test_empty_state_takes_its_words_from_the_list_it_stands_for(render):
    html = render('{% include "includes/empty_state.html" with text="Aucun défi !" only %}')

    assert html.p.text == "Aucun défi\u202f!"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a & b", 'a "b"'])
def test_includes_escape_what_editors_type(render, text):
    card = render('{% include "includes/card.html" with item=item only %}', item={"title": text})
    header = render(
        '{% include "includes/page_header.html" with title=title kicker=title only %}', title=text
    )

    assert card.h3.text == header.h1.text == text
    assert card.find("script") is None
    assert header.find("script") is None
