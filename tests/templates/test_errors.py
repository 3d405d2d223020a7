"""Pages for when something is wrong: they may rely on nothing."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views.defaults import permission_denied, server_error


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_page_of_a_broken_site_asks_nothing_of_database_or_static_files(name):
    # No database is allowed in this test; a file that is not in the manifest would raise too.
    html = BeautifulSoup(render_to_string(name), "html.parser")

    assert html.html["lang"] == "fr"
    assert len(html.find_all("h1")) == 1
    assert html.title.text.strip()
    assert html.select("link, script, img") == []


def test_page_of_a_broken_site_speaks_the_language_of_the_address():
    with translation.override("en"):
        html = BeautifulSoup(render_to_string("500.html"), "html.parser")

    assert html.html["lang"] == "en"
    assert html.h1.text == "The site has a problem"


def test_server_error_answers_500():
    assert server_error(RequestFactory().get("/")).status_code == 500


def test_refused_page_answers_403_with_a_way_home(pages):
    response = permission_denied(RequestFactory().get("/programme/"), PermissionError())

    html = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 403
    assert html.select_one("main a.button")["href"] == "/"
