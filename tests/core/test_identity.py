"""Each object has an identifier and an origin of its own: copies do not take them along."""

import pytest
from django.db import models
from wagtail.models import Page, RevisionMixin

from cms.core.identity import Identity, imported_uuid
from cms.plugins.registry import registry
from tests.core.conftest import reread, submit
from tests.factories import ChallengePageFactory, PersonFactory, ThemeFactory, translated

pytestmark = pytest.mark.django_db

ORIGIN = {"source_path": "content/defis/foret.md", "import_note": "chapeau: sans place"}


def origin_of(obj) -> dict[str, str]:
    return {name: getattr(obj, name) for name in ORIGIN}


@pytest.fixture
def challenge(fr, en):
    page = ChallengePageFactory(uuid=imported_uuid(ORIGIN["source_path"], "fr"), **ORIGIN)
    page.save_revision().publish()
    return reread(page)


def test_copy_of_page_has_identifier_of_its_own_and_no_origin(challenge):
    copy = challenge.copy(update_attrs={"slug": "copie"}, copy_revisions=True, keep_live=True)
    copy.save_revision().publish()
    copy = reread(copy)
    assert copy.uuid != challenge.uuid
    assert origin_of(copy) == {"source_path": "", "import_note": ""}
    assert copy.latest_revision.content["uuid"] == str(copy.uuid)


def test_alias_has_identifier_of_its_own_after_its_source_is_published_too(challenge, fr):
    alias = challenge.create_alias(parent=fr.challenges, update_slug="alias")
    challenge.title = "Forêt ouverte"
    challenge.save_revision().publish()
    alias = reread(alias)
    assert alias.title == "Forêt ouverte"
    assert alias.uuid != reread(challenge).uuid
    assert origin_of(alias) == {"source_path": "", "import_note": ""}


def test_aliases_of_a_whole_tree_can_be_made(challenge, fr):
    copy = fr.challenges.create_alias(recursive=True, parent=fr.home, update_slug="defis-bis")
    assert copy.get_children().count() == 1


def test_translation_has_identifier_of_its_own_and_no_origin(challenge, en, translator):
    english = submit(translator, challenge)
    assert english.uuid != challenge.uuid
    assert origin_of(english) == {"source_path": "", "import_note": ""}
    assert english.translation_key == challenge.translation_key


def test_translated_snippet_has_identifier_of_its_own_and_no_origin(en):
    person = PersonFactory(other_source_paths=["content/agents/zoe.md"], **ORIGIN)
    english = translated(person)
    assert english.uuid != person.uuid
    assert origin_of(english) == {"source_path": "", "import_note": ""}
    assert english.other_source_paths == []


def test_old_revision_brings_no_old_origin_back(challenge):
    old = challenge.save_revision()
    challenge.import_note, challenge.source_path = "rien ne manque", "content/defis/la-foret.md"
    challenge.save()
    old.publish()
    challenge = reread(challenge)
    assert (challenge.import_note, challenge.source_path) == ("rien ne manque", "content/defis/la-foret.md")


def test_same_document_gets_same_identifier_in_every_environment_but_not_in_every_language():
    french = imported_uuid("content/defis/foret.md", "fr")
    assert french == imported_uuid("content/defis/foret.md", "fr")
    assert french != imported_uuid("content/defis/foret.md", "en")


def identified_models() -> list[type[models.Model]]:
    return [
        model for plugin in registry.plugins for model in plugin.get_models() if issubclass(model, Identity)
    ]


def test_every_model_with_an_identity_leaves_it_out_of_copies():
    forgetful = [
        model.__name__
        for model in identified_models()
        if not {"uuid", "source_path", "import_note"} <= set(model.exclude_fields_in_copy)
    ]
    assert forgetful == []


def test_every_model_with_an_identity_keeps_it_when_a_revision_is_read():
    """The mixin stands before Wagtail's, whose `with_content_json` it extends."""
    late = [
        model.__name__
        for model in identified_models()
        if issubclass(model, RevisionMixin)
        and model.__mro__.index(Identity)
        > model.__mro__.index(Page if issubclass(model, Page) else RevisionMixin)
    ]
    assert late == []


def test_snippets_made_one_after_the_other_differ(fr):
    assert ThemeFactory().uuid != ThemeFactory().uuid


def test_index_page_has_an_identifier_that_the_api_tells(fr, en, client):
    shown = client.get(f"/api/v2/pages/{fr.challenges.pk}/").json()
    assert shown["meta"]["uuid"] == str(fr.challenges.uuid)
    assert fr.challenges.uuid != en.challenges.uuid
