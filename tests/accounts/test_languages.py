"""Snippets and translations are written only in one's own languages, by whatever address."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from cms.accounts.languages import writable_locales
from cms.accounts.models import User
from cms.accounts.roles import EDITORS, REVIEWERS
from cms.site.models import ImportantBanner
from tests.factories import ChallengePageFactory

TRANSLATORS = "Traduction (anglais)"
HOME = "/admin/"


def banner(language: str) -> ImportantBanner:
    made = ImportantBanner(title="Candidatures ouvertes", locale=Locale.objects.get(language_code=language))
    made.save()
    made.save_revision().publish()
    return made


def address(view: str, *args) -> str:
    return reverse(f"wagtailsnippets_site_importantbanner:{view}", args=args)


def languages(user: User) -> list[str]:
    return sorted(
        Locale.objects.filter(pk__in=writable_locales(user)).values_list("language_code", flat=True)
    )


def test_writable_locales_follow_the_trees_of_the_groups_when_asked(member):
    assert languages(member(EDITORS)) == ["fr"]
    assert languages(member(TRANSLATORS)) == ["en"]
    assert languages(member(REVIEWERS)) == ["en", "fr"]
    assert languages(member(EDITORS, TRANSLATORS)) == ["en", "fr"]


def test_writable_locales_are_all_when_no_group_has_a_right_on_pages(member, roles):
    user = User.objects.create_user("contacts")
    user.groups.add(Group.objects.create(name="Contacts de presse"))
    assert languages(user) == ["en", "fr"]


VIEWS = {
    "edit": "get",
    "delete": "post",
    "unpublish": "post",
    "lock": "post",
    "unlock": "post",
    "copy": "get",
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_translator_is_sent_away_when_the_snippet_is_not_in_their_language(member, signed_in, view, language):
    obj = banner(language)
    user = member(TRANSLATORS)
    # Whatever the group is given on the model, the language decides.
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="site"))
    client = signed_in(user)

    response = getattr(client, VIEWS[view])(address(view, obj.pk))

    sent_away = response.status_code == 302 and response["Location"] == HOME
    assert sent_away is (language == "fr")
    still = ImportantBanner.objects.filter(pk=obj.pk).values_list("live", "locked").first()
    if language == "fr":
        assert still == (True, False)


def test_editor_does_not_write_an_english_translation_when_posting_to_its_address(member, signed_in, french):
    challenge = ChallengePageFactory(title="Open Chronos")
    source, _created = TranslationSource.get_or_create_from_instance(challenge)
    english = Locale.objects.get(language_code="en")
    translation = Translation.objects.create(source=source, target_locale=english)
    translation.save_target(publish=False)
    segment = source.stringsegment_set.filter(string__data="Open Chronos").first()
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])

    statuses = {}
    for role in (EDITORS, TRANSLATORS):
        response = signed_in(member(role)).put(
            url, b"value=Open+Chronos+EN", content_type="application/x-www-form-urlencoded"
        )
        statuses[role] = (response.status_code, segment.string.translations.count())
    assert statuses == {EDITORS: (302, 0), TRANSLATORS: (201, 1)}


def test_translator_submits_a_french_page_for_translation_when_asked(member, signed_in, french):
    challenge = ChallengePageFactory(title="Open Chronos")
    english = Locale.objects.get(language_code="en")
    submit = reverse("wagtail_localize:submit_page_translation", args=[challenge.pk])
    assert signed_in(member(EDITORS)).get(submit).status_code in (302, 403)

    client = signed_in(member(TRANSLATORS))
    client.post(submit, {"locales": [english.pk]})
    translation = challenge.get_translation(english)
    assert translation.live is False
    assert client.get(reverse("wagtailadmin_pages:edit", args=[translation.pk])).status_code == 200


def test_bulk_delete_leaves_other_languages_when_translator_may_delete_the_model(member, signed_in):
    french_banner, english_banner = banner("fr"), banner("en")
    user = member(TRANSLATORS)
    user.user_permissions.add(*Permission.objects.filter(content_type__app_label="site"))
    url = reverse("wagtail_bulk_action", args=["site", "importantbanner", "delete"])
    signed_in(user).post(f"{url}?id={french_banner.pk}&id={english_banner.pk}")
    assert list(ImportantBanner.objects.all()) == [french_banner]


def test_editor_adds_a_snippet_only_when_in_their_own_language(member, signed_in):
    client = signed_in(member(EDITORS))
    assert client.get(address("add") + "?locale=fr").status_code == 200
    assert client.get(address("add")).status_code == 200
    assert client.get(address("add") + "?locale=en")["Location"] == HOME


def test_missing_snippet_is_not_found_when_address_names_none(member, signed_in):
    client = signed_in(member(REVIEWERS))
    assert client.get(address("edit", 999_999)).status_code == 404
