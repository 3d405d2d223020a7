"""What the public sees depends on the clock, on privacy and on the source language: one predicate."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.core.locale import localized
from cms.core.visibility import is_due, is_visible, visible_pages
from cms.pages.challenges.models import ChallengePage
from tests.core.conftest import reread
from tests.factories import (
    ChallengePageFactory,
    PersonFactory,
    StandardPageFactory,
    ThemeFactory,
    paris,
    translated,
)

pytestmark = pytest.mark.django_db

PAST, FUTURE = paris(2020, 1, 1), paris(2099, 1, 1)


def seen_by_public(page) -> tuple[bool, bool]:
    return is_visible(page), reread(page) in visible_pages(type(page).objects.all())


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("fields", "visible"),
    [
        ({}, True),
        ({"live": False}, False),
        ({"expire_at": PAST}, False),
        ({"expire_at": FUTURE}, True),
        ({"go_live_at": FUTURE}, False),
        ({"go_live_at": PAST}, True),
        ({"go_live_at": PAST, "expire_at": FUTURE}, True),
    ],
    ids=str,
)
def test_page_is_served_exactly_while_it_is_due(fields, visible, fr, client):
    page = ChallengePageFactory(**fields)
    assert client.get(page.url).status_code == (200 if visible else 404)
    assert seen_by_public(page) == (visible, visible)


@pytest.mark.parametrize("route", ["", "zoe-leclerc/"])
def test_index_page_with_pages_of_snippets_below_it_ends_with_them(route, fr, client):
    PersonFactory(name="Zoé Leclerc")
    assert client.get(fr.people.url + route).status_code == 200
    Page.objects.filter(pk=fr.people.pk).update(expire_at=PAST)
    assert client.get(fr.people.url + route).status_code == 404


def test_page_is_hidden_at_the_instant_it_expires(fr):
    page = ChallengePageFactory(expire_at=FUTURE)
    just_before = FUTURE - datetime.timedelta(microseconds=1)
    shown = [is_visible(page, at) for at in (just_before, FUTURE)]
    assert shown == [True, False]


def test_page_is_shown_at_the_instant_it_goes_live(fr):
    page = ChallengePageFactory(go_live_at=FUTURE)
    just_before = FUTURE - datetime.timedelta(microseconds=1)
    assert [is_visible(page, at) for at in (just_before, FUTURE)] == [False, True]


def test_expired_page_is_live_until_a_job_runs_yet_nobody_sees_it(fr, client):
    page = ChallengePageFactory(expire_at=PAST)
    assert (reread(page).live, client.get(page.url).status_code) == (True, 404)
    call_command("publish_scheduled")
    assert (reread(page).live, reread(page).expired) == (False, True)


def test_expired_page_can_be_previewed_and_seen_as_draft(fr, administrator):
    page = ChallengePageFactory(title="Forêt ouverte", expire_at=PAST)
    page.save_revision()
    draft = administrator.get(f"/admin/pages/{page.pk}/view_draft/")
    assert draft.status_code == 200
    assert "Forêt ouverte" in draft.content.decode()
    assert reread(page).make_preview_request().status_code == 200


def test_people_page_can_be_previewed(fr, administrator):
    fr.people.save_revision()
    assert administrator.get(f"/admin/pages/{fr.people.pk}/view_draft/").status_code == 200


def test_private_page_and_what_is_below_it_are_due_but_not_visible(fr, client):
    parent = StandardPageFactory(private=True)
    child = StandardPageFactory(parent=parent)
    for page in (parent, child):
        assert (is_due(page), is_visible(page)) == (True, False)
        assert client.get(page.url).status_code == 302


def test_nobody_is_asked_to_sign_in_to_a_page_that_is_over(fr, client):
    page = ChallengePageFactory(private=True, expire_at=PAST)
    assert client.get(page.url).status_code == 404


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "change",
    [{"live": False}, {"expire_at": PAST}, {"go_live_at": FUTURE}],
    ids=["unpublished", "expired", "not yet due"],
)
def test_translation_is_hidden_while_its_source_is_not_published(change, fr, en, client):
    page = ChallengePageFactory()
    english = translated(page)
    assert client.get(english.url).status_code == 200
    # Behind Wagtail's back: nothing else follows.
    Page.objects.filter(pk=page.pk).update(**change)
    assert reread(english).live is True
    assert client.get(english.url).status_code == 404
    assert seen_by_public(english) == (False, False)


def test_page_written_in_english_needs_no_source(fr, en, client):
    page = ChallengePageFactory(title="Open forest", locale=en.locale)
    assert client.get(page.url).status_code == 200


def test_translation_of_unpublished_or_expired_snippet_is_not_shown(fr, en):
    theme = ThemeFactory(title="Écologie")
    english = translated(theme, title="Ecology")
    assert localized(theme, "en") == english
    type(theme).objects.filter(pk=theme.pk).update(expire_at=PAST)
    assert localized(theme, "en") == theme
    assert list(type(theme).objects.visible()) == []


def test_snippet_follows_the_clock(fr, client):
    theme = ThemeFactory(title="Écologie", expire_at=PAST)
    assert client.get(theme.get_url()).status_code == 404


def test_restriction_put_on_a_page_holds_in_every_language_at_once(fr, en, client):
    page = ChallengePageFactory()
    english = translated(page)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="password", password="sapin")
    assert client.get(english.url).status_code == 200
    assert "password" in client.get(english.url).content.decode()
    assert is_visible(english) is False
    restriction.password = "chêne"
    restriction.save()
    assert [found.password for found in english.view_restrictions.all()] == ["chêne"]
    restriction.delete()
    assert is_visible(english) is True


def test_restriction_to_groups_holds_for_the_same_groups_in_every_language(fr, en, django_user_model):
    from django.contrib.auth.models import Group

    page, group = ChallengePageFactory(), Group.objects.create(name="Jury")
    english = translated(page)
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.set([group])
    assert [list(found.groups.all()) for found in english.view_restrictions.all()] == [[group]]


def test_restriction_of_a_translation_leaves_its_source_public(fr, en):
    page = ChallengePageFactory()
    english = translated(page)
    PageViewRestriction.objects.create(page=english, restriction_type="login")
    assert (is_visible(page), is_visible(english)) == (True, False)


@pytest.mark.sqlite
def test_predicate_costs_the_same_when_pages_are_many(fr):
    ChallengePageFactory()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(ChallengePage.objects.visible())
        return len(captured)

    before = queries()
    for _ in range(3):
        ChallengePageFactory(private=False)
    assert queries() == before <= 2


def test_predicate_works_at_any_moment(fr):
    page = ChallengePageFactory(go_live_at=paris(2030, 1, 1), expire_at=paris(2031, 1, 1))
    moments = [paris(2029, 6, 1), paris(2030, 6, 1), paris(2031, 6, 1)]
    assert [page in visible_pages(ChallengePage.objects.all(), at) for at in moments] == [False, True, False]
    assert timezone.now() < moments[0]
