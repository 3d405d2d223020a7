"""A challenge on its way from French to English, as a translator takes it there."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation

from cms.core.locale import locale_for
from cms.pages.challenges.models import ChallengePage
from cms.pages.standard.models import StandardPage
from tests.core.conftest import (
    edit_address,
    in_french,
    messages_of,
    publish_translation,
    reread,
    submit,
    translate_all,
    translation_of,
)
from tests.factories import ChallengePageFactory, StandardPageFactory, ThemeFactory
from tests.factories.sizes import Sizes

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge(fr, en):
    """With every relation and every block."""
    page = Sizes(fr.locale).challenge("full")
    page.save_revision().publish()
    return reread(page)


def french_left_in(obj) -> list[str]:
    """The texts of an object that are not marked as translated."""
    translation = Translation.objects.get(source__object_id=obj.translation_key)
    source = [segment.string.data for segment in translation.source.stringsegment_set.all()]
    stored = json.dumps(obj.serializable_data(), default=str, ensure_ascii=False)
    return [text for text in source if f'"{text}"' in stored and f"EN {text}" not in stored]


def test_submitted_challenge_becomes_draft_under_english_index(challenge, en, translator):
    translated = submit(translator, challenge)
    assert isinstance(translated, ChallengePage)
    assert (translated.live, translated.locale.language_code, translated.alias_of) == (False, "en", None)
    assert translated.get_parent().pk == en.challenges.pk
    assert translated.first_published_at is None
    assert not Page.objects.filter(locale=en.locale, live=True, title=challenge.title).exists()


def test_submitting_makes_no_other_page_when_ancestors_exist_in_english(challenge, en, translator):
    before = set(Page.objects.filter(locale=en.locale).values_list("pk", flat=True))
    translated = submit(translator, challenge)
    after = set(Page.objects.filter(locale=en.locale).values_list("pk", flat=True))
    assert after - before == {translated.pk}


def test_submitted_challenge_answers_404_in_english_until_published(challenge, en, translator, client):
    translated = submit(translator, challenge)
    assert client.get(translated.url).status_code == 404
    assert challenge.title not in client.get(en.challenges.url).content.decode()


def test_missing_ancestor_is_made_as_draft_when_page_below_it_is_submitted(fr, en, translator, client):
    parent = StandardPageFactory(title="Le programme")
    child = StandardPageFactory(title="Candidater", parent=parent)
    translated = submit(translator, child)
    ancestor = translated.get_parent().specific
    assert isinstance(ancestor, StandardPage)
    assert (ancestor.live, ancestor.alias_of, ancestor.locale.language_code) == (False, None, "en")
    assert ancestor.translation_key == parent.translation_key
    assert ancestor.get_parent().pk == en.home.pk
    assert translation_of(parent).enabled
    assert client.get(ancestor.url).status_code == 404


def test_published_page_is_served_when_its_ancestor_is_still_a_draft(
    fr, en, translator, client, django_capture_on_commit_callbacks
):
    child = StandardPageFactory(title="Candidater", parent=StandardPageFactory(title="Le programme"))
    translated = submit(translator, child)
    translate_all(child)
    published = publish_translation(translator, translated, django_capture_on_commit_callbacks)
    answer = client.get(published.url)
    assert answer.status_code == 200
    assert "Le programme" not in answer.content.decode()


def test_published_challenge_is_english_throughout(
    challenge, en, translator, client, django_capture_on_commit_callbacks
):
    translated = submit(translator, challenge)
    translate_all(challenge)
    published = publish_translation(translator, translated, django_capture_on_commit_callbacks)
    assert (published.live, published.title) == (True, "EN Défi complet")
    assert published.url == "/en/challenges/en-defi-complet-full/"
    assert french_left_in(published) == []
    answer = client.get(published.url)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "EN Le contexte du défi" in page
    assert "EN Ouvert à tous." in page
    # People and figures that a block names have no English version: the French one is shown.
    assert "Aïcha Benoît" in page
    assert "79.66" in page or "79,66" in page
    assert reread(challenge).title == "Défi complet"


def test_every_text_of_every_block_is_offered_for_translation(challenge, translator):
    submit(translator, challenge)
    source = translation_of(challenge).source
    texts = {segment.string.data for segment in source.stringsegment_set.all()}
    expected = {
        "Défi complet",
        "Le contexte du défi",
        "En bref",
        "Nous avons gagné six mois.",
        "cheffe de projet",
        "L'atelier de Lyon",
        "Une équipe devant un tableau",
        "Les ateliers",
        "Matin",
        "Le défi en deux minutes",
        "Bonjour à tous.",
        "Le défi en chiffres",
        "Étape 1",
        "Candidater",
        "Un dossier de deux pages.",
        "Jury de sélection",
        "Candidatures par année",
        "Année",
        "Qui peut candidater ?",
        "Tout le monde.",
        "À noter",
        "Clôture à minuit.",
        "Lire le bilan",
        "Rejoignez-nous",
        "Le dossier complet",
        "Chargée de mission",
        "À lire aussi",
        "La carte des défis",
        "Un portail",
        "Présentation",
    }
    assert expected - texts == set()


def test_nothing_related_is_dragged_into_translation(challenge, translator):
    submit(translator, challenge)
    source = translation_of(challenge).source
    assert source.relatedobjectsegment_set.count() == 0
    assert Translation.objects.filter(enabled=True).count() == 1


def test_names_are_not_offered_for_translation(challenge, translator):
    submit(translator, challenge)
    texts = {s.string.data for s in translation_of(challenge).source.stringsegment_set.all()}
    assert (
        texts & {"Aïcha Benoît", "Léa Garçon", "Mastodon", "01 02 03 04 05", "Ministère de la Forêt"} == set()
    )


def test_single_text_translated_in_the_editor_is_published(
    fr, en, translator, django_capture_on_commit_callbacks
):
    page = ChallengePageFactory(title="Forêt ouverte")
    translated = submit(translator, page)
    translation = translation_of(page)
    segment = translation.source.stringsegment_set.get(context__path="title")
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    assert (
        translator.put(address, "value=Open+forest", "application/x-www-form-urlencoded").status_code == 201
    )
    assert StringTranslation.objects.get(translation_of=segment.string).data == "Open forest"
    assert (
        publish_translation(translator, translated, django_capture_on_commit_callbacks).title == "Open forest"
    )


def test_preview_shows_draft_translation(challenge, en, translator):
    submit(translator, challenge)
    translate_all(challenge)
    address = reverse("wagtail_localize:preview_translation", args=[translation_of(challenge).pk])
    response = translator.get(address)
    assert response.status_code == 200
    page = response.content.decode()
    assert '<html lang="en"' in page
    assert "EN Le contexte du défi" in page
    assert reread(challenge.get_translation(en.locale)).live is False


def test_translators_editor_opens(challenge, translator):
    translated = submit(translator, challenge)
    response = translator.get(edit_address(translated))
    assert response.status_code == 200
    assert "wagtail_localize/admin/edit_translation.html" in [t.name for t in response.templates]


def test_publishing_is_refused_when_nothing_is_translated(challenge, translator):
    translated = submit(translator, challenge)
    response = translator.post(edit_address(translated), {"action": "publish"}, follow=True)
    assert messages_of(response)[1:] == [
        in_french(
            "“%(object)s” cannot be published in this language: nothing of it is translated yet.",
            object=translated,
        )
    ]
    assert reread(translated).live is False


def test_synchronising_publishes_only_complete_translations(
    challenge, translator, django_capture_on_commit_callbacks
):
    translated = submit(translator, challenge)
    translate_all(challenge)
    publish_translation(translator, translated, django_capture_on_commit_callbacks)
    challenge.summary = "<p>Un paragraphe écrit hier.</p>"
    challenge.save_revision().publish()
    address = reverse("wagtail_localize:update_translations", args=[translation_of(challenge).source_id])
    with django_capture_on_commit_callbacks(execute=True):
        response = translator.post(address, {"publish_translations": "on"})
    assert response.status_code == 302
    assert "Un paragraphe écrit hier" not in reread(translated).summary
    translate_all(challenge)
    with django_capture_on_commit_callbacks(execute=True):
        translator.post(address, {"publish_translations": "on"})
    assert "EN Un paragraphe écrit hier." in reread(translated).summary


def test_translation_cannot_be_made_alias_of_its_source(challenge, translator, administrator):
    translated = submit(translator, challenge)
    address = reverse("wagtail_localize:convert_to_alias", args=[translated.pk])
    assert administrator.post(address).status_code == 302
    assert reread(translated).alias_of is None


def test_synchronised_languages_get_drafts_instead_of_live_aliases(fr, challenge):
    spanish = Locale.objects.create(language_code="es")
    LocaleSynchronization.objects.create(locale=spanish, sync_from=fr.locale)
    copies = Page.objects.filter(locale=spanish)
    assert challenge.has_translation(spanish)
    assert set(copies.values_list("live", "alias_of")) == {(False, None)}


def test_alias_of_another_language_is_never_live(challenge, en):
    alias = challenge.create_alias(parent=en.challenges, update_locale=en.locale, reset_translation_key=False)
    challenge.save_revision().publish()
    assert (alias.live, reread(alias).live) == (False, False)


def test_copy_into_other_language_is_draft_of_that_language(challenge, en):
    copy = challenge.copy(to=en.challenges, update_attrs={"slug": "copie"})
    copy = reread(copy)
    assert (copy.locale, copy.live) == (en.locale, False)
    assert {row.locale for row in copy.team.all()} == {en.locale}
    assert copy.translation_key != challenge.translation_key


def test_page_cannot_move_into_tree_of_other_language(challenge, en, fr):
    assert challenge.can_move_to(en.challenges) is False
    assert challenge.can_move_to(fr.challenges) is True


def test_theme_of_published_challenge_is_shown_in_english_once_it_is_published(
    challenge, en, translator, client, django_capture_on_commit_callbacks
):
    translated = submit(translator, challenge)
    translate_all(challenge)
    page = publish_translation(translator, translated, django_capture_on_commit_callbacks)
    theme = challenge.themes[0]
    assert "EN Écologie" not in client.get(page.url).content.decode()
    english_theme = submit(translator, theme)
    translate_all(theme)
    assert "EN Écologie" not in client.get(page.url).content.decode()
    publish_translation(translator, english_theme, django_capture_on_commit_callbacks)
    assert "EN Écologie" in client.get(page.url).content.decode()


def test_home_and_index_pages_are_not_offered_for_english_again(fr, en, translator):
    for page in (fr.home, fr.challenges, fr.people):
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        assert list(translator.get(address).context["form"].fields["locales"].queryset) == []


def test_translators_can_take_the_english_home_page_over(
    fr, en, translator, django_capture_on_commit_callbacks
):
    fr.home.hero_title = "Entrez dans l'État"
    fr.home.hero_buttons.add(fr.home.hero_buttons.model(label="Candidater", page=fr.challenges))
    fr.home.save_revision().publish()
    translator.post(edit_address(en.home), {"localize-restart-translation": "1"})
    translator.post(reverse("wagtail_localize:update_translations", args=[translation_of(fr.home).source_id]))
    translation = translation_of(fr.home)
    po = translation.export_po()
    assert {entry.msgid: entry.msgstr for entry in po} == {
        fr.home.title: en.home.title,
        "accueil": "home",
        "Entrez dans l'État": "",
        "Candidater": "",
    }
    for entry in po:
        entry.msgstr = entry.msgstr or f"EN {entry.msgid}"
    translation.import_po(po)
    home = publish_translation(translator, en.home, django_capture_on_commit_callbacks)
    assert (home.slug, home.title, home.hero_title) == ("home", en.home.title, "EN Entrez dans l'État")
    assert [button["label"] for button in home.shown_buttons] == ["EN Candidater"]


def test_submitting_many_languages_makes_one_draft_in_each(fr, en, administrator):
    spanish = Locale.objects.create(language_code="es")
    page = ChallengePageFactory(title="Forêt ouverte")
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    administrator.post(address, {"locales": [en.locale.pk, spanish.pk]})
    assert {(p.locale.language_code, p.live) for p in page.get_translations()} == {
        ("en", False),
        ("es", False),
    }
    assert page.get_translation(spanish).get_parent().live is False


def test_unknown_theme_language_falls_back_to_source(fr, en):
    theme = ThemeFactory()
    assert locale_for("de") == fr.locale
    assert theme.locale == fr.locale
