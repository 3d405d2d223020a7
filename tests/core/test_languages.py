"""Which version readers get, the pages every language starts with, and a language more."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import override_settings
from django.utils.translation import override
from wagtail.models import Locale, Page, Site

from cms.core.locale import (
    active_locale,
    in_language_of,
    language_rank,
    locale_for,
    localize_all,
    localized,
    prefer_language,
    source_locale,
)
from cms.core.navigation import translations_of
from cms.core.site_tree import ensure_site_tree
from cms.pages.challenges.models import ChallengePage
from tests.factories import (
    BlogPostPageFactory,
    ChallengePageFactory,
    PersonFactory,
    ThemeFactory,
    site_tree,
    translated,
)

pytestmark = pytest.mark.django_db

THREE = [("fr", "Français"), ("en", "Anglais"), ("es", "Espagnol")]


def test_reader_gets_live_translation_else_source(fr, en):
    theme, other = ThemeFactory(title="Écologie"), ThemeFactory(title="Justice")
    english = translated(theme, title="Ecology")
    translated(other, title="Law", live=False)
    assert localize_all([other, theme], "en") == [other, english]
    assert localize_all([english, other], "fr") == [theme, other]
    with override("en"):
        assert localized(theme) == english


def test_objects_of_several_models_are_localized_together(fr, en):
    theme, page, post = ThemeFactory(), ChallengePageFactory(), BlogPostPageFactory()
    english = [translated(obj) for obj in (theme, page, post)]
    assert localize_all([theme, page, post], "en") == english


def test_draft_page_is_never_the_version_of_a_page_read_without_its_type(fr, en):
    page = ChallengePageFactory()
    translated(page, live=False)
    plain = Page.objects.get(pk=page.pk)
    assert localized(plain, "en") == plain


def test_list_holds_each_object_once_in_the_readers_language(fr, en):
    both, french_only = ThemeFactory(title="Écologie"), ThemeFactory(title="Justice")
    english = translated(both, title="Ecology")
    english_only = ThemeFactory(title="Rivers", locale=en.locale)
    themes = type(both).objects.visible()
    assert set(prefer_language(themes, en.locale)) == {english, french_only, english_only}
    assert set(prefer_language(themes, fr.locale)) == {both, french_only}


@pytest.mark.parametrize(("language", "code"), [("fr", "fr"), ("en", "en"), ("en-gb", "en"), ("de", "fr")])
def test_language_without_content_falls_back_to_the_source(language, code, fr, en):
    with override(language):
        assert active_locale().language_code == code
    assert locale_for(language).language_code == code
    assert source_locale().language_code == "fr"


def test_language_of_an_object_is_active_while_it_is_built(fr, en):
    page = translated(ChallengePageFactory())
    with in_language_of(page):
        assert active_locale() == en.locale
    assert active_locale() == fr.locale


def test_languages_rank_as_in_the_settings():
    assert [language_rank(code) for code in ("fr", "en", "es")] == [0, 1, 2]


# hreflang


def test_page_names_its_public_translations(fr, en, client):
    page = ChallengePageFactory(slug="foret")
    english = translated(page, slug="forest")
    for version in (page, english):
        html = client.get(version.url).content.decode()
        assert [link.code for link in translations_of(version)] == ["fr", "en"]
        assert 'hreflang="en"' in html
        assert "/en/challenges/forest/" in html
    english.unpublish()
    html = client.get(page.url).content.decode()
    assert "/en/challenges/forest/" not in html
    assert [link.code for link in translations_of(page)] == ["fr"]


def test_person_can_be_read_at_the_addresses_of_all_languages(fr, en):
    person = PersonFactory(slug="zoe")
    assert [(link.code, link.url) for link in translations_of(person)] == [
        ("fr", "/personnes/zoe/"),
        ("en", "/en/people/zoe/"),
    ]


# Set-up


def test_set_up_makes_real_english_pages_with_english_titles(fr, en):
    assert (en.home.alias_of, en.home.live, en.home.slug) == (None, True, "home")
    assert en.challenges.title == "Challenges"
    assert en.challenges.translation_key == fr.challenges.translation_key
    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert not Page.objects.filter(slug__endswith="-1").exists()


def test_set_up_run_again_changes_nothing(fr, en):
    fr.challenges.title = "Nos défis"
    fr.challenges.save_revision().publish()
    en.press.unpublish()
    before = list(Page.objects.order_by("path").values("pk", "path", "title", "slug", "live"))
    assert ensure_site_tree() == []
    assert list(Page.objects.order_by("path").values("pk", "path", "title", "slug", "live")) == before


def test_set_up_takes_wagtails_welcome_page_away(fr):
    assert Site.objects.get().root_page_id == fr.home.pk
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_third_language_gets_its_pages_when_the_settings_name_it(fr, en, client):
    with override_settings(LANGUAGES=THREE, WAGTAIL_CONTENT_LANGUAGES=THREE):
        made = ensure_site_tree()
        es = site_tree("es")
        assert {page.locale.language_code for page in made} == {"es"}
        assert len(made) == 14
        assert (es.home.url, es.home.live) == ("/es/", True)
        assert client.get("/es/").status_code == 200
        assert ensure_site_tree() == []
        page = ChallengePageFactory(title="Forêt ouverte")
        english = translated(page, title="Open forest")
        assert localized(page, "es") == page
        spanish = translated(page, "es", title="Bosque abierto")
        assert localized(english, "es") == spanish
        page.website = "https://foret.exemple.fr"
        page.save_revision().publish()
        websites = ChallengePage.objects.values_list("locale__language_code", "website")
        assert set(websites) == {(code, "https://foret.exemple.fr") for code in ("fr", "en", "es")}


def test_third_language_needs_no_migration():
    environment = {**os.environ, "CMS_LANGUAGES": "fr,en,es", "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_unknown_language_stops_the_start():
    environment = {**os.environ, "CMS_LANGUAGES": "fr,xx", "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    command = [sys.executable, "manage.py", "check"]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "CMS_LANGUAGES" in result.stderr


def test_locales_follow_the_settings(fr):
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"fr", "en"}
