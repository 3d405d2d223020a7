from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override
from freezegun import freeze_time

from cms.site.models import ImportantBanner
from cms.site.shown import shown_banner
from tests.factories import StandardPageFactory

from .conftest import locale, make_private


def title_for(language: str) -> tuple[str, str] | None:
    with override(language):
        banner = shown_banner()
    return (banner.title, banner.language) if banner else None


def test_banner_is_shown_in_the_source_language_and_marked_when_not_translated(make_banner, english):
    assert title_for("fr") is None
    make_banner()
    assert title_for("fr") == ("Candidatures ouvertes", "")
    assert title_for("en") == ("Candidatures ouvertes", "fr")


def test_banner_is_shown_in_the_readers_language_when_its_translation_is_live(make_banner, english):
    translation = make_banner().copy_for_translation(locale("en"))
    translation.title = "Applications open"
    translation.live = False
    translation.save()
    assert title_for("en") == ("Candidatures ouvertes", "fr")
    translation.save_revision().publish()
    assert title_for("en") == ("Applications open", "")
    assert title_for("fr") == ("Candidatures ouvertes", "")


def test_banner_takes_the_place_of_the_one_before_when_published(make_banner, english):
    first = make_banner("Candidatures ouvertes")
    english_banner = make_banner("Site maintenance", language="en")
    second = make_banner("Maintenance ce soir")
    assert list(ImportantBanner.objects.visible().order_by("pk")) == [english_banner, second]
    assert title_for("fr") == ("Maintenance ce soir", "")
    assert title_for("en") == ("Site maintenance", "")
    first.refresh_from_db()
    assert first.live is False


def test_banner_goes_by_the_clock_when_no_job_has_run(make_banner):
    make_banner(expire_at=timezone.now() + timedelta(hours=1))
    assert title_for("fr") == ("Candidatures ouvertes", "")
    with freeze_time(timezone.now() + timedelta(hours=1)):
        assert ImportantBanner.objects.get().live is True
        assert title_for("fr") is None


def test_banner_waits_for_its_day_when_scheduled(french):
    banner = ImportantBanner(title="Jury demain", locale=french.locale, live=False)
    banner.go_live_at = timezone.now() + timedelta(days=1)
    banner.save()
    banner.save_revision().publish()
    assert title_for("fr") is None


def test_banner_links_to_translated_page_when_reader_is_english(make_banner, french, english):
    make_banner(page=french.challenges)
    with override("en"):
        link = shown_banner().link
    assert (link.label, link.url, link.language) == (english.challenges.title, "/en/challenges/", "")


def test_banner_has_no_link_when_its_page_is_private(make_banner, french):
    page = StandardPageFactory(title="Candidater", parent=french.home)
    make_banner(page=page)
    assert shown_banner().link.url == page.url
    make_private(page)
    assert shown_banner().link is None


def test_banner_link_says_it_leaves_the_site_when_it_does(make_banner):
    make_banner(url="https://www.numerique.gouv.fr/", link_label="La DINUM")
    link = shown_banner().link
    assert (link.label, link.external) == ("La DINUM", True)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"url": "javascript:alert(1)", "link_label": "Lire"}, "url"),
        ({"url": "https://exemple.fr"}, "link_label"),
    ],
)
def test_banner_is_refused_when_its_link_is_unsafe_or_unnamed(french, fields, field):
    with pytest.raises(ValidationError) as refusal:
        ImportantBanner(title="Maintenance", locale=french.locale, **fields).full_clean()
    assert list(refusal.value.error_dict) == [field]


def test_banner_asks_constant_queries_when_many_were_written(
    make_banner, in_request, django_assert_max_num_queries
):
    for number in range(3):
        make_banner(f"Message {number}")
    shown_banner()
    with django_assert_max_num_queries(1):
        assert shown_banner().title == "Message 2"
