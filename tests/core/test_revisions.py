"""Drafts and old revisions that name something deleted since still open, restore and translate."""

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import override
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from cms.core.relations import owner_field
from cms.core.revisions import KeepsDanglingRevisions, without_dangling_keys
from cms.plugins.registry import registry
from tests.core.conftest import edit_address, in_french, messages_of, reread, submit
from tests.core.test_relations import MAKERS, connect, field_of
from tests.factories import (
    AdministrationFactory,
    ChallengePageFactory,
    DocumentFactory,
    PersonFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    TestimonialPageFactory,
)

pytestmark = pytest.mark.django_db


def protected_keys() -> list[tuple[str, str, str]]:
    """(page or snippet, protected key of it or of its rows, model it leads to) of every plugin."""
    found = set()
    for plugin in registry.plugins:
        for model in plugin.get_models():
            owner = owner_field(model)
            for field in model._meta.local_concrete_fields:
                if (
                    isinstance(field, models.ForeignKey)
                    and field != owner
                    and field.editable
                    and field.remote_field.on_delete is models.PROTECT
                ):
                    path = f"{owner.remote_field.get_accessor_name()}.{field.name}" if owner else field.name
                    holder = owner.related_model if owner else model
                    found.add((holder._meta.label, path, field.related_model._meta.label))
    return sorted(found)


TARGETS = {**MAKERS, "media.CMSDocument": DocumentFactory}
KEYS = [key for key in protected_keys() if key[0] != "standard.HomePage"]


@pytest.mark.parametrize(("label", "path", "to"), KEYS, ids=[f"{a}.{b}" for a, b, _ in KEYS])
def test_draft_opens_and_says_what_went_when_its_target_is_deleted(label, path, to, fr, administrator):
    owner, gone = MAKERS[label](), TARGETS[to]()
    owner.save_revision().publish()
    draft = reread(owner)
    connect_unsaved(draft, path, gone)
    draft.save_revision(clean=False)
    revision = reread(owner).latest_revision
    gone.delete()
    response = administrator.get(edit_address(owner))
    assert response.status_code == 200
    (message,) = messages_of(response)
    with override("fr"):
        assert capfirst(str(field_of(label, path).verbose_name)) in message
    if isinstance(owner, Page):
        revert = reverse("wagtailadmin_pages:revisions_revert", args=[owner.pk, revision.pk])
    else:
        revert = reverse(owner.snippet_viewset.get_url_name("revisions_revert"), args=[owner.pk, revision.pk])
    assert administrator.get(revert).status_code == 200
    restored = reread(owner).latest_revision.as_object()
    restored.save_revision(clean=False).publish()
    assert reread(owner).live is True


def connect_unsaved(owner, path: str, to) -> None:
    save, type(owner).save = type(owner).save, lambda self, *args, **kwargs: None
    try:
        connect(owner, path, to)
    finally:
        type(owner).save = save


def test_every_protected_key_stands_on_a_model_that_keeps_its_revisions():
    from django.apps import apps

    labels = {label for label, _path, _to in protected_keys()}
    assert [label for label in labels if not issubclass(apps.get_model(label), KeepsDanglingRevisions)] == []


def test_message_names_what_went(fr, administrator):
    promotion, person = PromotionPageFactory(title="Promotion 4"), PersonFactory(name="Zoé Leclerc")
    page = ChallengePageFactory()
    page.promotion = promotion
    page.team.add(page.team.model(person=person))
    page.save_revision()
    promotion.delete()
    administrator.post(reverse("wagtailsnippets_people_person:delete", args=[person.pk]))
    shown = messages_of(administrator.get(edit_address(page)))[-1]
    assert "Promotion 4" in shown
    assert "Zoé Leclerc" in shown


def test_message_is_shown_once_and_not_after_saving_again(fr, administrator):
    page = ChallengePageFactory()
    page.promotion = PromotionPageFactory()
    page.save_revision()
    page.promotion.delete()
    assert reread(page).latest_revision.as_object().dropped_references != ()
    reread(page).latest_revision.as_object().save_revision()
    assert messages_of(administrator.get(edit_address(page))) == []


def test_row_without_its_target_is_dropped_and_key_of_page_emptied(fr):
    page = TestimonialPageFactory()
    person, other = PersonFactory(), AdministrationFactory()
    gone = AdministrationFactory()
    page.person = person
    page.administration_rows = [
        page.administration_rows.model(administration=gone, sort_order=0),
        page.administration_rows.model(administration=other, sort_order=1),
    ]
    revision = page.save_revision()
    person.delete()
    gone.delete()
    draft = revision.as_object()
    assert draft.person is None
    assert [row.administration for row in draft.administration_rows.all()] == [other]
    assert len(draft.dropped_references) == 2


def test_source_of_translation_that_names_something_deleted_can_be_translated(fr, en, translator):
    page = PressReleasePageFactory(promotion=PromotionPageFactory())
    submit(translator, page)
    gone = page.promotion
    page.promotion = None
    page.save_revision().publish()
    for translation in page.get_translations():
        translation.specific.revisions.all().delete()
    gone.delete()
    source = TranslationSource.objects.get(object_id=page.translation_key)
    assert source.as_instance().promotion is None
    assert translator.get(edit_address(page.get_translation(en.locale))).status_code == 200


def test_comparison_with_revision_that_names_something_deleted_opens(fr, administrator):
    page = ChallengePageFactory()
    page.promotion = PromotionPageFactory()
    old = page.save_revision()
    page.promotion.delete()
    page = reread(page)
    new = page.save_revision()
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, new.pk])
    assert administrator.get(compare).status_code == 200


@pytest.mark.sqlite
def test_reading_a_revision_asks_the_same_when_it_has_many_rows(fr):
    def revision(members: int):
        return ChallengePageFactory(team=PersonFactory.create_batch(members)).save_revision()

    def own_queries(revision) -> int:
        with CaptureQueriesContext(connection) as captured:
            without_dangling_keys(type(revision.content_object), revision.content, [])
        return len(captured)

    few, many = revision(1), revision(8)
    assert own_queries(few) == own_queries(many)


def test_message_is_a_french_sentence_in_the_admin(fr, administrator):
    page = ChallengePageFactory()
    page.promotion = PromotionPageFactory(title="Promotion 4")
    page.save_revision()
    page.promotion.delete()
    assert messages_of(administrator.get(edit_address(page))) == [
        in_french(
            "This draft named something that has been deleted since; it is no longer in it: %(names)s.",
            names=f"{in_french('cohort').capitalize()}: Promotion 4",
        )
    ]
