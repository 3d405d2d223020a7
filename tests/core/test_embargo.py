"""Before its embargo ends nobody sees a release: not in any language, not by any road."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from cms.core.visibility import is_visible
from cms.pages.press.models import PressReleasePage
from tests.core.conftest import publish_translation, reread, submit, translate_all
from tests.factories import PressReleasePageFactory, StandardPageFactory, paris, translated

pytestmark = pytest.mark.django_db

EMBARGO = paris(2099, 5, 4, 18)


@pytest.fixture
def release(fr, en):
    page = PressReleasePageFactory(title="Promotion annoncée", live=False, embargo_until=EMBARGO)
    page.save_revision()
    return reread(page)


def publish(page):
    page.save_revision().publish()
    return page


def save_as_live(page):
    page.live = True
    page.save()
    return page


def go_live_earlier(page):
    page.go_live_at = paris(2020, 1, 1)
    return publish(page)


def copy_and_publish(page):
    copy = page.copy(update_attrs={"slug": "copie"})
    return publish(copy)


def copy_of_live_row(page):
    Page.objects.filter(pk=page.pk).update(live=True)
    return reread(page).copy(update_attrs={"slug": "copie"}, keep_live=True)


def alias(page):
    Page.objects.filter(pk=page.pk).update(live=True)
    found = reread(page).create_alias(parent=page.get_parent(), update_slug="alias")
    publish(reread(page))
    return found


def publish_translation_by_hand(page):
    return publish(translated(page, live=False))


def save_translation_as_live(page):
    return translated(page, live=True)


def move(page):
    parent = StandardPageFactory()
    publish(page).move(parent, "last-child")
    return page


def run_schedule(page):
    publish(page)
    call_command("publish_scheduled")
    return page


ROADS = [
    publish,
    save_as_live,
    go_live_earlier,
    copy_and_publish,
    copy_of_live_row,
    alias,
    publish_translation_by_hand,
    save_translation_as_live,
    move,
    run_schedule,
]


@pytest.mark.sqlite
@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.__name__)
def test_release_under_embargo_is_neither_live_nor_seen(road, release, client):
    page = reread(road(release))
    assert (page.live, page.embargo_until) == (False, EMBARGO)
    assert client.get(page.url).status_code == 404
    assert is_visible(page) is False


def test_release_whose_row_says_live_is_hidden_by_the_clock(release, client):
    english = translated(release, live=False)
    Page.objects.filter(translation_key=release.translation_key).update(live=True, go_live_at=None)
    for page in (release, english):
        assert reread(page).live is True
        assert client.get(page.url).status_code == 404
        assert is_visible(page) is False
        assert is_visible(page, EMBARGO) is True


def test_editor_publishes_and_the_release_is_scheduled(release, reviewer, client):
    release.save_revision().publish()
    page = reread(release)
    assert (page.live, page.approved_schedule) == (False, True)
    assert page.scheduled_revision.approved_go_live_at == EMBARGO


def test_translator_publishes_and_the_translation_is_scheduled(
    release, translator, client, django_capture_on_commit_callbacks
):
    english = submit(translator, release)
    translate_all(release)
    english = publish_translation(translator, english, django_capture_on_commit_callbacks)
    assert (english.live, english.embargo_until) == (False, EMBARGO)
    assert english.scheduled_revision.approved_go_live_at == EMBARGO
    assert client.get(english.url).status_code == 404


def test_translation_older_than_the_embargo_keeps_it(
    fr, en, translator, client, django_capture_on_commit_callbacks
):
    """The snapshot that wagtail-localize translates knows no embargo yet."""
    release = PressReleasePageFactory(title="Promotion annoncée", live=False)
    release.save_revision()
    english = submit(translator, release)
    translate_all(release)
    release = reread(release)
    release.embargo_until = EMBARGO
    release.save_revision().publish()
    english = publish_translation(translator, english, django_capture_on_commit_callbacks)
    assert (english.live, english.embargo_until) == (False, EMBARGO)
    assert client.get(english.url).status_code == 404


def test_live_release_goes_offline_in_every_language_when_an_embargo_is_put_on_it(fr, en, client):
    release = PressReleasePageFactory()
    release.save_revision().publish()
    english = translated(reread(release))
    release = reread(release)
    release.embargo_until = EMBARGO
    release.save_revision().publish()
    assert (reread(release).live, reread(english).live) == (False, False)
    assert reread(english).embargo_until == EMBARGO
    assert [client.get(page.url).status_code for page in (release, english)] == [404, 404]
    assert reread(release).scheduled_revision.approved_go_live_at == EMBARGO


def test_draft_with_an_embargo_leaves_the_live_release_alone(fr, client):
    release = PressReleasePageFactory()
    release.embargo_until = EMBARGO
    release.save_revision()
    assert client.get(release.url).status_code == 200


@pytest.mark.parametrize("road", [publish, save_as_live], ids=lambda road: road.__name__)
def test_release_goes_live_once_its_embargo_is_over(road, fr, client, monkeypatch):
    soon = timezone.now() + datetime.timedelta(hours=1)
    release = PressReleasePageFactory(live=False, embargo_until=soon)
    road(release)
    call_command("publish_scheduled")
    assert client.get(release.url).status_code == 404
    later = soon + datetime.timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    call_command("publish_scheduled")
    assert reread(release).live is True
    assert client.get(release.url).status_code == 200


def test_go_live_follows_an_embargo_that_moves_or_goes(release):
    assert release.go_live_at == EMBARGO
    release.embargo_until = paris(2098, 1, 1)
    release.save_revision()
    assert release.go_live_at == paris(2098, 1, 1)
    release.embargo_until = None
    release.save_revision()
    assert release.go_live_at is None


def test_later_go_live_than_the_embargo_stays(release):
    release.go_live_at = paris(2099, 9, 1)
    release.save_revision()
    assert release.go_live_at == paris(2099, 9, 1)


def test_embargo_that_moves_moves_the_schedule_of_translations(release):
    english = publish(translated(release, live=False))
    release.embargo_until = paris(2099, 8, 1)
    publish(release)
    assert reread(english).embargo_until == paris(2099, 8, 1)
    assert reread(english).scheduled_revision.approved_go_live_at == paris(2099, 8, 1)


def test_past_embargo_hides_nothing(fr, client):
    release = PressReleasePageFactory(embargo_until=paris(2020, 1, 1))
    assert client.get(release.url).status_code == 200
    assert list(PressReleasePage.objects.visible()) == [release]


def test_release_under_embargo_can_be_previewed(release, administrator):
    assert administrator.get(f"/admin/pages/{release.pk}/view_draft/").status_code == 200
