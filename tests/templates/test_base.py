"""The frame of every public page."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

NARROW = "\u202f"


def test_public_page_needs_no_cookie_and_can_be_kept_by_caches(client, pages):
    response = client.get("/programme/")

    assert response.status_code == 200
    assert dict(response.cookies) == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "csrf" not in response.content.decode().lower()


def test_page_says_its_language_title_and_description(pages, read):
    html = read("/programme/")

    assert html.html["lang"] == "fr"
    assert html.title.text == "Qui sommes-nous ? – Entrepreneurs « EIG »"
    assert html.find("meta", attrs={"name": "description"})["content"] == "Le programme en deux mots"


def test_page_uses_its_title_for_search_engines_when_it_has_one(pages, read):
    pages.page.seo_title = "Le programme EIG"
    pages.page.save()

    assert read("/programme/").title.text == "Le programme EIG – Entrepreneurs « EIG »"


def test_page_has_one_main_one_title_and_working_skip_links(pages, read):
    html = read("/programme/")

    assert [heading.text for heading in html.find_all("h1")] == [f"Qui sommes-nous{NARROW}?"]
    assert [main["id"] for main in html.find_all("main")] == ["contenu"]
    targets = [link["href"].lstrip("#") for link in html.select(".skip-links a")]
    assert targets == ["contenu", "menu", "pied-de-page"]
    assert all(html.find(id=target) for target in targets)


def test_every_navigation_has_a_name_of_its_own(pages, read):
    pages.translate(live=True)
    pages.home.add_child(
        instance=type(pages.page)(title="Mentions légales", slug="mentions-legales", locale=pages.french)
    )
    names = [nav.get("aria-label") for nav in read("/programme/").find_all("nav")]

    assert None not in names
    assert len(names) == len(set(names)) == 4


def test_page_names_its_live_translations_and_the_source_as_default(pages, read, settings):
    translated = pages.translate(live=True)
    base = settings.WAGTAILADMIN_BASE_URL

    for address in ("/programme/", translated.url):
        alternates = [
            (link["hreflang"], link["href"]) for link in read(address).find_all("link", rel="alternate")
        ]
        assert sorted(alternates) == [
            ("en", f"{base}{translated.url}"),
            ("fr", f"{base}/programme/"),
            ("x-default", f"{base}/programme/"),
        ]


def test_page_never_names_a_draft_translation(pages, read):
    pages.translate(live=False)
    html = read("/programme/")

    assert [link["hreflang"] for link in html.find_all("link", rel="alternate")] == ["fr", "x-default"]
    assert html.select(".languages") == []


def test_language_switcher_leads_to_the_same_page_in_its_own_words(pages, read):
    translated = pages.translate(live=True)

    links = [
        (link.text, link["href"], link["lang"], link.get("aria-current"))
        for link in read("/programme/").select(".languages a")
    ]

    assert links == [("Français", "/programme/", "fr", "true"), ("English", translated.url, "en", None)]


def test_canonical_address_is_absolute_and_without_parameters(pages, read, settings):
    html = read("/programme/?utm_source=lettre")

    assert html.find("link", rel="canonical")["href"] == f"{settings.WAGTAILADMIN_BASE_URL}/programme/"
    assert html.find("meta", property="og:url")["content"] == f"{settings.WAGTAILADMIN_BASE_URL}/programme/"


def test_open_graph_tells_title_site_and_description(pages, read):
    html = read("/programme/")

    def told(name):
        return html.find("meta", property=f"og:{name}")["content"]

    assert [told("title"), told("site_name"), told("description")] == [
        "Qui sommes-nous ?",
        "Entrepreneurs « EIG »",
        "Le programme en deux mots",
    ]


def test_breadcrumb_leads_home_and_marks_where_the_reader_is(pages, read):
    steps = read("/programme/").select(".breadcrumb li")

    assert steps[0].a["href"] == "/"
    assert steps[-1].find(attrs={"aria-current": "page"}).text == f"Qui sommes-nous{NARROW}?"


def test_breadcrumb_leaves_out_unpublished_ancestors(pages, read):
    child = pages.page.add_child(
        instance=type(pages.page)(title="Équipe", slug="equipe-eig", locale=pages.french)
    )
    pages.page.refresh_from_db()
    pages.page.unpublish()

    assert [link["href"] for link in read(child.url).select(".breadcrumb a")] == ["/"]


def test_page_asks_nothing_of_another_site(pages, read):
    html = read("/programme/")
    asked = [
        tag.get("src") or tag.get("href")
        for tag in html.select("script[src], img, link[rel=stylesheet], link[rel=icon], iframe")
    ]

    assert asked
    assert [address for address in asked if not address.startswith("/") or address.startswith("//")] == []


def test_archived_page_says_so(pages, read):
    pages.page.archived_on = timezone.localdate() - datetime.timedelta(days=1)
    pages.page.archived_notice = "Informations de 2017 !"
    pages.page.save()

    assert f"Informations de 2017{NARROW}!" in read("/programme/").select_one(".archived-notice").text


def test_page_to_be_archived_tomorrow_says_nothing(pages, read):
    pages.page.archived_on = timezone.localdate() + datetime.timedelta(days=1)
    pages.page.save()

    assert read("/programme/").select(".archived-notice") == []


def test_english_page_keeps_english_spaces(pages, read):
    translated = pages.translate(live=True)
    translated.title = "Who are we ?"
    translated.save()

    html = read(translated.url)

    assert html.html["lang"] == "en"
    assert html.h1.text == "Who are we ?"


def test_signed_in_editor_gets_the_same_page(admin_client, client, pages):
    assert admin_client.get("/programme/").content == client.get("/programme/").content


@pytest.mark.parametrize(("address", "language"), [("/nulle-part/", "fr"), ("/en/nowhere/", "en")])
def test_missing_page_is_told_in_the_language_of_its_address(pages, read, address, language):
    html = read(address, status=404)

    assert html.html["lang"] == language
    assert len(html.find_all("h1")) == 1
    assert html.find("link", rel="canonical") is None
    assert html.select_one("main a.button")["href"] == {"fr": "/", "en": "/en/"}[language]


def test_admin_keeps_its_own_templates(client, db):
    assert b"cms/site.css" not in client.get(reverse("wagtailadmin_login")).content
