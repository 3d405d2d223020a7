"""Which slugs an address may have, and where old addresses lead."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.contrib.redirects.models import Redirect

from cms.core.addresses import RESERVED_SLUGS, check_slug, redirect
from cms.snippets.topics.models import TopicIndexPage
from tests.core.conftest import reread
from tests.factories import (
    AdministrationFactory,
    CategoryFactory,
    ChallengePageFactory,
    ExpertiseFactory,
    PersonFactory,
    StandardPageFactory,
    ThemeFactory,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["forêt", "2024", "étape-1"])
def test_slug_is_refused_when_it_has_accents_or_only_digits(slug):
    with pytest.raises(ValidationError):
        check_slug(slug)


@pytest.mark.parametrize("slug", ["foret", "promotion-4", "2024-bilan", "en", "api"])
def test_slug_is_allowed_below_the_first_level(slug):
    check_slug(slug)


@pytest.mark.parametrize("slug", sorted({"en", "fr", *RESERVED_SLUGS}))
def test_slug_of_the_site_itself_is_refused_at_the_first_level(slug, fr):
    with pytest.raises(ValidationError) as refused:
        StandardPageFactory(slug=slug)
    assert list(refused.value.message_dict) == ["slug"]
    parent = StandardPageFactory()
    assert StandardPageFactory(slug=slug, parent=parent).slug == slug


def test_reserved_page_cannot_move_up_to_the_first_level(fr):
    page = StandardPageFactory(slug="en", parent=StandardPageFactory())
    other = StandardPageFactory(slug="bilan", parent=page.get_parent())
    assert (page.can_move_to(fr.home), other.can_move_to(fr.home)) == (False, True)


@pytest.mark.parametrize(
    "factory", [PersonFactory, AdministrationFactory, ThemeFactory], ids=lambda f: f.__name__
)
def test_slug_of_snippet_is_checked_with_its_field(factory, fr):
    with pytest.raises(ValidationError) as refused:
        factory(slug="2024").full_clean()
    assert list(refused.value.message_dict) == ["slug"]


def test_translators_slug_is_checked_too(fr, en):
    page = ChallengePageFactory()
    english = translated(page, live=False)
    english.slug = "2024"
    with pytest.raises(ValidationError):
        english.save_revision()


def test_home_slugs_are_the_fixed_ones(fr, en):
    assert (fr.home.slug, en.home.slug) == ("accueil", "home")
    assert (fr.home.url, en.home.url) == ("/", "/en/")


SNIPPETS = {
    "person": (PersonFactory, "/personnes/", "/en/people/"),
    "administration": (AdministrationFactory, "/administrations/", "/en/public-bodies/"),
    "theme": (ThemeFactory, "/themes/", "/en/themes/"),
    "expertise": (ExpertiseFactory, "/expertises/", "/en/expertises/"),
    "category": (CategoryFactory, "/blog/categories/", "/en/blog/categories/"),
}


@pytest.mark.parametrize("kind", SNIPPETS)
def test_snippet_has_its_page_in_every_language(kind, fr, en, client):
    factory, french, english = SNIPPETS[kind]
    obj = factory(slug="foret")
    assert obj.get_url(language="fr") == f"{french}foret/"
    assert obj.get_url(language="en") == f"{english}foret/"
    assert [client.get(f"{index}foret/").status_code for index in (french, english)] == [200, 200]


@pytest.mark.parametrize("kind", SNIPPETS)
def test_changed_slug_of_snippet_redirects_in_every_language(kind, fr, en, client):
    factory, french, english = SNIPPETS[kind]
    obj = factory(slug="foret")
    obj.slug = "bois"
    obj.save_revision().publish()
    for index in (french, english):
        response = client.get(f"{index}foret/")
        assert (response.status_code, response.headers["Location"]) == (301, f"{index}bois/")


def test_address_of_snippet_exists_only_where_its_index_is_live(fr, en, client):
    theme = ThemeFactory(slug="foret")
    en.themes.unpublish()
    assert (theme.get_url(language="fr"), theme.get_url(language="en")) == ("/themes/foret/", None)
    assert client.get("/en/themes/foret/").status_code == 404


def test_slug_of_the_source_leads_to_the_address_of_the_translation(fr, en, client):
    theme = ThemeFactory(slug="sante")
    translated(theme, slug="health")
    response = client.get("/en/themes/sante/")
    assert (response.status_code, response.headers["Location"]) == (302, "/en/themes/health/")
    assert client.get("/en/themes/health/").status_code == 200
    assert client.get("/themes/health/").headers["Location"] == "/themes/sante/"


def test_renamed_translation_redirects_in_its_language_alone(fr, en, client):
    theme = ThemeFactory(slug="sante")
    english = translated(theme, slug="health")
    english.slug = "public-health"
    english.save_revision().publish()
    assert client.get("/en/themes/health/").headers["Location"] == "/en/themes/public-health/"
    assert client.get("/themes/health/").status_code == 404


def test_renamed_draft_makes_no_redirect(fr, en):
    theme = ThemeFactory(slug="sante", live=False)
    theme.slug = "forme"
    theme.save()
    assert not Redirect.objects.exists()


def test_renamed_person_redirects_under_both_names_of_their_page(fr, en, client):
    person = PersonFactory(slug="zoe-leclerc")
    translated(person)
    person.slug = "zoe-martin"
    person.save_revision().publish()
    assert client.get("/personnes/zoe-leclerc/").headers["Location"] == "/personnes/zoe-martin/"
    assert client.get("/en/people/zoe-leclerc/").headers["Location"] == "/en/people/zoe-martin/"


@pytest.mark.parametrize("name", ["person", "theme"])
def test_snippet_named_back_makes_no_circle(name, fr, en, client):
    factory, french, _english = SNIPPETS[name]
    obj = factory(slug="foret")
    for slug in ("bois", "sylve", "foret"):
        obj.slug = slug
        obj.save_revision().publish()
    assert client.get(f"{french}foret/").status_code == 200
    for old in ("bois", "sylve"):
        assert client.get(f"{french}{old}/").headers["Location"] == f"{french}foret/"


def test_changed_slug_of_page_redirects(fr, client, django_capture_on_commit_callbacks):
    page = ChallengePageFactory(slug="foret")
    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "bois"
        page.save_revision().publish()
    response = client.get("/defis/foret/")
    assert (response.status_code, response.headers["Location"]) == (301, "/defis/bois/")


def test_page_named_back_and_unpublished_makes_no_circle(fr, client, django_capture_on_commit_callbacks):
    page = ChallengePageFactory(slug="foret")
    for slug in ("bois", "foret"):
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = slug
            page.save_revision().publish()
    assert client.get("/defis/bois/").headers["Location"] == "/defis/foret/"
    reread(page).unpublish()
    assert client.get("/defis/foret/").status_code == 404


def test_moved_page_and_those_below_it_make_no_circle(fr, client):
    first, second = StandardPageFactory(slug="un"), StandardPageFactory(slug="deux")
    page = StandardPageFactory(slug="page", parent=first)
    child = StandardPageFactory(slug="enfant", parent=page)
    page.move(second, "last-child")
    reread(page).move(reread(first), "last-child")
    assert client.get("/deux/page/enfant/").headers["Location"] == "/un/page/enfant/"
    reread(child).unpublish()
    assert client.get("/un/page/enfant/").status_code == 404


def test_old_addresses_follow_each_other_to_the_newest(fr):
    page = StandardPageFactory(slug="nouveau")
    assert redirect("/ancien.html", "/moyen/") is True
    assert redirect("/moyen/", page) is True
    assert redirect("/moyen/", page) is False
    found = {old.old_path: old.link for old in Redirect.objects.all()}
    assert found == {"/ancien.html": "/nouveau/", "/moyen": "/nouveau/"}


@pytest.mark.parametrize("new", ["/ici/", "/ici", ""])
def test_address_never_redirects_to_itself_or_nowhere(new, fr):
    assert redirect("/ici/", new) is False
    assert not Redirect.objects.exists()


def test_redirect_away_from_a_new_address_goes(fr):
    redirect("/defis/foret/", "/ailleurs/")
    page = ChallengePageFactory(slug="foret")
    redirect("/ailleurs/", page)
    assert {old.old_path: old.link for old in Redirect.objects.all()} == {"/ailleurs": "/defis/foret/"}


def test_terms_of_two_vocabularies_may_have_the_same_slug(fr, client):
    ThemeFactory(title="Design (thème)", slug="design")
    ExpertiseFactory(title="Design (métier)", slug="design")
    assert "Design (thème)" in client.get("/themes/design/").content.decode()
    assert "Design (métier)" in client.get("/expertises/design/").content.decode()
    assert TopicIndexPage.objects.count() == 6
