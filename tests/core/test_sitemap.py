"""The sitemap names every public address with its languages, and nothing else."""

import xml.etree.ElementTree as ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ChallengePageFactory, PersonFactory, ThemeFactory, paris, translated

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(client) -> dict[str, dict[str, str]]:
    """Address -> {language: address} of its versions, by path."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)  # noqa: S314  our own answer

    def path(address: str) -> str:
        return "/" + address.split("/", 3)[3]

    return {
        path(url.findtext("s:loc", namespaces=NAMES)): {
            link.get("hreflang"): path(link.get("href")) for link in url.findall("x:link", NAMES)
        }
        for url in root.findall("s:url", NAMES)
    }


def test_pages_of_both_languages_are_named_with_each_other(fr, en, client):
    page = ChallengePageFactory(slug="foret")
    translated(page, slug="forest")
    found = sitemap(client)
    versions = {"fr": "/defis/foret/", "en": "/en/challenges/forest/"}
    assert found["/defis/foret/"] == found["/en/challenges/forest/"] == versions
    assert found["/"] == found["/en/"] == {"fr": "/", "en": "/en/"}


def test_page_in_one_language_names_no_other(fr, en, client):
    ChallengePageFactory(slug="foret")
    assert sitemap(client)["/defis/foret/"] == {}


@pytest.mark.parametrize(
    "fields",
    [{"live": False}, {"expire_at": paris(2020, 1, 1)}, {"go_live_at": paris(2099, 1, 1)}, {"private": True}],
    ids=str,
)
def test_page_that_is_not_visible_is_not_named(fields, fr, client):
    page = ChallengePageFactory(slug="foret", **fields)
    assert "/defis/foret/" not in sitemap(client)
    assert page.get_sitemap_urls() == []


def test_draft_translation_is_not_named(fr, en, client):
    page = ChallengePageFactory(slug="foret")
    translated(page, slug="forest", live=False)
    found = sitemap(client)
    assert found["/defis/foret/"] == {}
    assert "/en/challenges/forest/" not in found


def test_public_pages_of_snippets_are_named_in_each_language(fr, en, client):
    PersonFactory(slug="zoe-leclerc")
    PersonFactory(slug="cachee", visibility="hidden")
    theme = ThemeFactory(slug="sante")
    translated(theme, slug="health")
    found = sitemap(client)
    assert found["/personnes/zoe-leclerc/"] == {
        "fr": "/personnes/zoe-leclerc/",
        "en": "/en/people/zoe-leclerc/",
    }
    assert found["/en/themes/health/"] == {"fr": "/themes/sante/", "en": "/en/themes/health/"}
    assert not any("cachee" in address for address in found)
    assert "/en/themes/sante/" not in found


@pytest.mark.sqlite
def test_sitemap_costs_the_same_when_there_is_much_in_it(fr, en, client):
    translated(ChallengePageFactory())
    PersonFactory()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            sitemap(client)
        return len(captured)

    queries()
    before = queries()
    for _ in range(3):
        translated(ChallengePageFactory())
        PersonFactory()
    assert queries() == before
