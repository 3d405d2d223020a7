"""Menus, banner and footer around real pages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.site.models import AccessibilityStatement, Menu, MenuItem


def text_of(response) -> str:
    return response.content.decode().replace("&#x27;", "’").replace("'", "’")


@pytest.fixture
def frame(make_menu, make_footer, make_banner, french, english):
    make_menu((french.blog, "Actualités"), french.challenges)
    make_menu(("https://exemple.fr/", "Espace réservé"), kind=Menu.Kind.TOOLS)
    make_footer(french.press, text="<p>Le programme de l’État</p>", licence="<p>Licence etalab-2.0</p>")
    make_banner("Candidatures ouvertes jusqu'au 3 mai", page=french.challenges)
    AccessibilityStatement(locale=french.locale, shown_on=french.testimonials).save()


def test_page_shows_every_part_of_the_frame_when_published(client, frame, french):
    response = client.get("/blog/")
    html = text_of(response)
    for part in [
        '<a href="/blog/" aria-current="page">Actualités</a>',
        "Espace réservé",
        "Le programme de l’État",
        "Licence etalab-2.0",
        "Candidatures ouvertes jusqu’au 3 mai",
    ]:
        assert part in html
    assert re.search(r'<a href="/temoignages/">Accessibilit', html) or 'href="/temoignages/"' in html
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


def test_english_page_marks_what_is_french_when_the_frame_is_not_translated(client, frame, english):
    html = text_of(client.get("/en/blog/"))
    assert f'<a href="/en/blog/" aria-current="page">{english.blog.title}</a>' in html
    assert re.search(r'<div lang="fr">\s*<p><strong>Candidatures ouvertes', html)
    assert re.search(r'<div lang="fr"><p>Le programme de l’État</p></div>', html)


def test_statement_stands_only_on_its_page_when_it_names_one(client, frame):
    assert 'class="accessibility-statement"' in text_of(client.get("/temoignages/"))
    assert 'class="accessibility-statement"' not in text_of(client.get("/blog/"))


def test_page_asks_as_many_queries_when_the_menu_grows(client, frame, french):
    client.get("/blog/")
    with CaptureQueriesContext(connection) as few:
        client.get("/blog/")
    menu = Menu.objects.get(kind=Menu.Kind.MAIN)
    for page in (french.press, french.people, french.testimonials, french.administrations):
        menu.items.add(MenuItem(page=page, locale=french.locale))
    menu.save()
    with CaptureQueriesContext(connection) as many:
        client.get("/blog/")
    assert len(many) == len(few)
