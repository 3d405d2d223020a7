"""Snippets in English: drafts until published; until then readers get the French one."""

import pytest
from django.apps import apps
from wagtail.models import DraftStateMixin, Locale, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import Translation

from cms.core.locale import localized
from cms.core.relations import owner_field, row_targets
from cms.core.synchronize import shared_columns
from tests.core.conftest import (
    edit_address,
    publish_translation,
    reread,
    submit,
    translate_all,
    translation_of,
)
from tests.factories import (
    AdministrationFactory,
    CategoryFactory,
    ChallengePageFactory,
    ExpertiseFactory,
    KeyFigureFactory,
    PersonFactory,
    PressContactFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

FACTORIES = [
    AdministrationFactory,
    CategoryFactory,
    ExpertiseFactory,
    KeyFigureFactory,
    PersonFactory,
    PressContactFactory,
    ThemeFactory,
]


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory._meta.model.__name__)
def test_submitted_snippet_is_draft_that_readers_do_not_get(factory, en, translator):
    source = factory()
    translated = submit(translator, source)
    assert (translated.live, translated.live_revision, translated.first_published_at) == (False, None, None)
    assert translated.uuid != source.uuid
    assert localized(source, "en") == source


@pytest.mark.parametrize("factory", FACTORIES, ids=lambda factory: factory._meta.model.__name__)
def test_published_translation_is_what_readers_get(
    factory, en, translator, django_capture_on_commit_callbacks
):
    source = factory()
    translated = submit(translator, source)
    translate_all(source)
    # A person's or a contact's name is no text to translate: they may have none at all.
    if translation_of(source).get_progress()[0] == 0:
        source.job = source.role = "Cheffe de projet"
        source.save()
        translation_of(source).source.update_from_db()
        translate_all(source)
    published = publish_translation(translator, translated, django_capture_on_commit_callbacks)
    assert published.live is True
    assert localized(source, "en") == published
    assert localized(published, "fr") == source


def test_translator_may_open_the_editor_of_each_snippet(en, translator):
    for factory in FACTORIES:
        assert translator.get(edit_address(submit(translator, factory()))).status_code == 200


def test_resubmitting_a_page_leaves_published_snippets_alone(
    en, translator, django_capture_on_commit_callbacks
):
    theme = ThemeFactory(title="Écologie")
    english = submit(translator, theme)
    translate_all(theme)
    publish_translation(translator, english, django_capture_on_commit_callbacks)
    submit(translator, ChallengePageFactory(themes=[theme]))
    assert reread(english).live is True


def test_person_has_no_copy_when_challenges_of_theirs_are_translated(en, translator):
    person, administration = PersonFactory(), AdministrationFactory()
    page = ChallengePageFactory(team=[person], administrations=[administration])
    submit(translator, page)
    assert (person.get_translations().count(), administration.get_translations().count()) == (0, 0)
    assert Translation.objects.filter(enabled=True).count() == 1


def test_untranslated_person_is_shown_in_english_in_their_own_language(en, client):
    person = PersonFactory(name="Zoé Leclerc", job="Développeuse")
    answer = client.get(person.get_url(language="en"))
    assert answer.status_code == 200
    assert "Développeuse" in answer.content.decode()
    assert 'lang="fr"' in answer.content.decode()


def test_name_and_links_of_a_person_are_the_same_in_every_language(
    en, translator, django_capture_on_commit_callbacks
):
    person = PersonFactory(name="Zoé Leclerc", job="Développeuse", github="https://code.exemple.fr/zoe")
    english = submit(translator, person)
    translate_all(person)
    english = publish_translation(translator, english, django_capture_on_commit_callbacks)
    assert english.job == "EN Développeuse"
    person.name, person.slug, person.website = "Zoé Martin", "zoe-martin", "https://zoe.exemple.fr"
    person.save_revision().publish()
    english = reread(english)
    assert (english.name, english.slug, english.website) == (
        "Zoé Martin",
        "zoe-martin",
        "https://zoe.exemple.fr",
    )
    assert english.job == "EN Développeuse"


def test_hidden_person_is_hidden_in_every_language(
    en, client, translator, django_capture_on_commit_callbacks
):
    person = PersonFactory(job="Développeuse")
    english = submit(translator, person)
    translate_all(person)
    publish_translation(translator, english, django_capture_on_commit_callbacks)
    address = person.get_url(language="en")
    assert client.get(address).status_code == 200
    person.visibility = "hidden"
    person.save_revision().publish()
    assert reread(english).visibility == "hidden"
    assert client.get(address).status_code == 404
    page = ChallengePageFactory(team=[english])
    assert row_targets(page.team.all(), "person", "en") == []


def test_number_of_a_key_figure_changes_in_every_language_at_once(
    en, translator, django_capture_on_commit_callbacks
):
    figure = KeyFigureFactory(label="défis accompagnés", value=131)
    english = submit(translator, figure)
    translate_all(figure)
    publish_translation(translator, english, django_capture_on_commit_callbacks)
    figure.value = 140
    figure.save()
    assert (reread(english).value, reread(english).label) == (140, "EN défis accompagnés")


def test_every_translatable_snippet_has_drafts():
    """One without would be public with its source's text as soon as it is submitted."""
    without = [
        model.__name__
        for model in get_snippet_models()
        if issubclass(model, TranslatableMixin) and not issubclass(model, DraftStateMixin)
    ]
    assert without == []


def test_no_key_to_a_snippet_is_left_to_translators():
    """wagtail-localize would submit its target too, and publish nothing before that is translated."""
    dragging = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if issubclass(model, TranslatableMixin)
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.editable
        and issubclass(field.related_model, TranslatableMixin)
        and field != owner_field(model)
        and field.name not in shared_columns(model)
        and not getattr(field.remote_field, "parent_link", False)
    ]
    assert dragging == []


def test_locked_source_gives_unlocked_translation(fr, en):
    theme = ThemeFactory(locked=True)
    assert theme.copy_for_translation(Locale.objects.get(language_code="en")).locked is False
