"""What is the same in every language is so at once, by whatever road it changed."""

import datetime

import pytest
from django.db import models, transaction
from django.urls import reverse
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.fields import TranslatableField, get_translatable_fields
from wagtail_localize.models import SegmentOverride

from cms.core import synchronize
from cms.plugins.registry import registry
from tests.core.conftest import (
    publish_translation,
    reread,
    submit,
    translate_all,
    translation_of,
)
from tests.factories import (
    AdministrationFactory,
    ChallengePageFactory,
    DocumentFactory,
    ImageFactory,
    KeyFigureFactory,
    PersonFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    TestimonialPageFactory,
    ThemeFactory,
    paris,
    translated,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge(fr, en):
    return ChallengePageFactory(
        title="Forêt ouverte",
        promotion=PromotionPageFactory(number=4),
        team=[(PersonFactory(name="Zoé Leclerc"), {"job": "Développeuse"})],
        administrations=[AdministrationFactory()],
        towns=["Besançon"],
        outputs=[{"title": "Un portail", "link": "https://portail.exemple.fr"}],
        tags=["forêt"],
        website="https://ancien.exemple.fr",
    )


@pytest.fixture
def english(challenge):
    return translated(challenge, title="Open forest", slug="open-forest")


def change_everything(page) -> None:
    page.promotion = PromotionPageFactory(title="Promotion 5", number=5)
    page.website = "https://nouveau.exemple.fr"
    page.year, page.duration_months, page.stage = 2024, 10, "ongoing"
    page.date = paris(2024, 5, 6)
    page.expire_at = paris(2099, 1, 1)
    page.poster = DocumentFactory()
    page.image = ImageFactory()
    page.applications_close_at = paris(2024, 7, 1)
    page.archived_on = datetime.date(2025, 1, 1)
    page.show_in_menus = True
    page.tags.add("océan")


def shared_values(page) -> dict:
    values = {name: getattr(page, name) for name in synchronize.shared_columns(type(page))}
    return values | {"tags": sorted(page.tags.names()), "towns": [town.name for town in page.towns.all()]}


def test_publishing_writes_shared_values_to_translation(challenge, english):
    change_everything(challenge)
    challenge.towns.add(challenge.towns.model(name="Lyon", sort_order=1))
    challenge.save_revision().publish()
    english = reread(english)
    assert shared_values(english) == shared_values(reread(challenge))
    assert (english.tags.names()[0], english.title, english.slug) == ("forêt", "Open forest", "open-forest")
    assert english.promotion.number == 5


def test_publishing_writes_shared_values_to_draft_of_translation(challenge, english):
    english.title = "Open forests"
    english.save_revision()
    change_everything(challenge)
    challenge.save_revision().publish()
    draft = reread(english).get_latest_revision_as_object()
    assert draft.title == "Open forests"
    assert shared_values(draft) == shared_values(reread(challenge))
    draft.save_revision().publish()
    assert reread(english).promotion.number == 5


def test_draft_of_source_changes_nothing_elsewhere(challenge, english):
    change_everything(challenge)
    challenge.save_revision()
    assert reread(english).website == "https://ancien.exemple.fr"


def test_team_follows_source_and_keeps_translated_jobs(challenge, english):
    row = english.team.get()
    row.job = "Developer"
    row.save()
    newcomer = PersonFactory(name="Aïcha Benoît")
    challenge.team.add(challenge.team.model(person=newcomer, role="mentor", job="Mentore", sort_order=1))
    first = challenge.team.first()
    first.role, first.end = "operational_mentor", datetime.date(2024, 6, 30)
    challenge.team.add(first)
    challenge.save_revision().publish()
    team = [
        (row.person.name, row.role, row.job, row.end, row.locale_id) for row in reread(english).team.all()
    ]
    assert team == [
        ("Zoé Leclerc", "operational_mentor", "Developer", datetime.date(2024, 6, 30), english.locale_id),
        ("Aïcha Benoît", "mentor", "", None, english.locale_id),
    ]


def test_member_removed_from_source_leaves_every_language(challenge, english):
    challenge.team.clear()
    challenge.administration_rows.clear()
    challenge.save_revision().publish()
    english = reread(english)
    assert (english.team.count(), english.administration_rows.count()) == (0, 0)


def test_new_row_of_text_waits_for_its_translator(challenge, english):
    challenge.outputs.add(challenge.outputs.model(title="Une carte", sort_order=1))
    output = challenge.outputs.first()
    output.link = "https://neuf.exemple.fr"
    challenge.outputs.add(output)
    challenge.save_revision().publish()
    assert [(row.title, row.link) for row in reread(english).outputs.all()] == [
        ("Un portail", "https://neuf.exemple.fr")
    ]


def test_rows_written_by_hand_in_a_translation_stay(fr, en):
    fr.home.hero_buttons.add(fr.home.hero_buttons.model(label="Candidater", link_url="https://exemple.fr"))
    fr.home.save_revision().publish()
    en.home.hero_buttons.add(en.home.hero_buttons.model(label="Apply", link_url="https://example.org"))
    en.home.save_revision().publish()
    fr.home.show_in_menus = True
    fr.home.save_revision().publish()
    assert [row.label for row in reread(en.home).hero_buttons.all()] == ["Apply"]
    assert reread(en.home).show_in_menus is True


def test_rows_of_a_managed_translation_go_with_those_of_its_source(
    challenge, en, translator, django_capture_on_commit_callbacks
):
    english = submit(translator, challenge)
    translate_all(challenge)
    publish_translation(translator, english, django_capture_on_commit_callbacks)
    challenge.outputs.clear()
    challenge.save_revision().publish()
    assert reread(english).outputs.count() == 0


def test_stale_translation_does_not_bring_old_values_back(
    challenge, en, translator, django_capture_on_commit_callbacks
):
    english = submit(translator, challenge)
    translate_all(challenge)
    change_everything(challenge)
    challenge.team.clear()
    challenge.save_revision().publish()
    published = publish_translation(translator, english, django_capture_on_commit_callbacks)
    assert published.title == "EN Forêt ouverte"
    assert shared_values(published) == shared_values(reread(challenge))
    assert published.team.count() == 0


def test_stale_translation_never_lies_between_saving_and_publishing(challenge, en, translator):
    """wagtail-localize saves the row first, and publishes once that is committed."""
    english = submit(translator, challenge)
    change_everything(challenge)
    challenge.save_revision().publish()
    translation_of(challenge).save_target(publish=False)
    assert shared_values(reread(english)) == shared_values(reread(challenge))


def test_translation_edited_by_hand_takes_shared_values_from_its_source(challenge, english):
    english.website, english.title = "https://faux.exemple.fr", "A forest"
    english.promotion = None
    english.save_revision().publish()
    english = reread(english)
    assert (english.website, english.title) == ("https://ancien.exemple.fr", "A forest")
    assert english.promotion.number == 4


def test_address_replaced_by_translator_stays(challenge, en, translator, django_capture_on_commit_callbacks):
    english = submit(translator, challenge)
    translate_all(challenge)
    source = translation_of(challenge).source
    row = challenge.outputs.get()
    for path, address in (
        ("website", "https://english.example.org"),
        (f"outputs.{row.translation_key}.link", "https://portal.example.org"),
    ):
        segment = source.overridablesegment_set.get(context__path=path)
        view = reverse("wagtail_localize:edit_override", args=[translation_of(challenge).pk, segment.pk])
        response = translator.put(view, f"value={address}", "application/x-www-form-urlencoded")
        assert response.status_code == 201
    publish_translation(translator, english, django_capture_on_commit_callbacks)
    change_everything(challenge)
    challenge.save_revision().publish()
    english = reread(english)
    assert english.website == "https://english.example.org"
    assert english.outputs.get().link == "https://portal.example.org"
    assert english.promotion.number == 5
    assert SegmentOverride.objects.count() == 2


def test_nothing_is_published_when_a_translation_cannot_follow(challenge, english, monkeypatch):
    """One transaction: all languages or none."""
    change_everything(challenge)
    revision = challenge.save_revision()

    def fail(*args):
        raise RuntimeError("disk full")

    monkeypatch.setattr(synchronize, "_write", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        revision.publish()
    assert reread(challenge).website == "https://ancien.exemple.fr"


def test_snippet_and_translation_are_saved_together_or_not_at_all(fr, en, monkeypatch):
    figure = KeyFigureFactory(value=131)
    translated(figure, label="challenges")
    figure.value = 140
    monkeypatch.setattr(synchronize, "_write", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        figure.save()
    assert reread(figure).value == 131


def test_unpublishing_source_unpublishes_translations(challenge, english):
    challenge.unpublish()
    assert reread(english).live is False


def test_unpublishing_translation_leaves_source(challenge, english):
    english.unpublish()
    assert reread(challenge).live is True


def test_unpublishing_source_cancels_scheduled_translation(challenge, english):
    english.unpublish()
    english = reread(english)
    english.go_live_at = paris(2099, 1, 1)
    english.save_revision().publish()
    assert reread(english).approved_schedule is True
    challenge.unpublish()
    assert reread(english).approved_schedule is False


def test_deleting_source_takes_translations_offline(challenge, english):
    challenge.delete()
    assert reread(english).live is False


def test_unpublishing_snippet_unpublishes_translations(fr, en):
    theme = ThemeFactory(title="Écologie")
    english = translated(theme, title="Ecology")
    theme.unpublish()
    assert reread(english).live is False


def test_source_of_a_group_without_french_is_its_first_language(fr, en):
    spanish = Locale.objects.create(language_code="es")
    english = ThemeFactory(title="Ecology", locale=en.locale)
    copy = english.copy_for_translation(spanish)
    copy.title = "Ecología"
    copy.save()
    assert synchronize.source_of(copy) == english
    assert synchronize.source_of(english) is None
    assert synchronize.followers_of(english) == [copy]
    assert synchronize.followers_of(copy) == []


def test_participations_of_person_follow_with_their_text_kept(fr, en):
    person = PersonFactory(participations=[{"role": "coach", "job": "Coach produit"}])
    english = translated(person)
    row = english.participations.get()
    row.job = "Product coach"
    english.participations.add(row)
    english.save()
    person.participations.add(person.participations.model(role="jury", sort_order=1))
    person.save_revision().publish()
    rows = [(row.role, row.job) for row in reread(english).participations.all()]
    assert rows == [("coach", "Product coach"), ("jury", "")]


def test_speaker_of_testimonial_and_embargo_of_release_are_shared(fr, en):
    testimonial = TestimonialPageFactory(person=PersonFactory(name="Zoé Leclerc"))
    release = PressReleasePageFactory()
    english, english_release = translated(testimonial), translated(release)
    testimonial.person = PersonFactory(name="Aïcha Benoît")
    testimonial.save_revision().publish()
    release.released_at = paris(2024, 9, 9)
    release.save_revision().publish()
    assert reread(english).person.name == "Aïcha Benoît"
    assert reread(english_release).released_at == paris(2024, 9, 9)


def test_unchanged_source_is_not_written_to_translations(challenge, english, monkeypatch):
    saved = []
    monkeypatch.setattr(type(english), "save", lambda self, *args, **kwargs: saved.append(self.pk))
    synchronize.write_to_translations(reread(challenge))
    assert saved == []


def test_shared_columns_are_dates_addresses_choices_and_relations_but_no_text(challenge):
    columns = set(synchronize.shared_columns(type(challenge)))
    assert columns >= {"promotion", "website", "date", "expire_at", "stage", "year", "image", "review_on"}
    assert columns.isdisjoint({"title", "slug", "summary", "body", "go_live_at", "live", "owner", "uuid"})


# What an editor writes and translators are not given: names, numbers and words kept as they were.
UNTRANSLATED = {
    "administrations.Administration": {"aliases", "siret", "directory_id"},
    "blog.BlogPostPage": {"author_label"},
    "challenges.ChallengePage": {"administration_label", "town_label"},
    "challenges.TeamMember": {"role"},
    "people.Participation": {"role"},
    "people.Person": {"name", "slug", "aliases"},
    "press.PressContact": {"name", "phones"},
    "press.PressIndexPage": {"contact_phone"},
    "press.PressReleasePicture": {"credit"},
    "promotions.PromotionPage": {"suffix"},
    "testimonials.TestimonialPage": {"speaker"},
}


def test_everything_else_an_editor_writes_is_given_to_translators():
    found = {}
    for plugin in registry.plugins:
        for model in plugin.get_models():
            if not issubclass(model, TranslatableMixin):
                continue
            given = {f.field_name for f in get_translatable_fields(model) if isinstance(f, TranslatableField)}
            texts = {
                field.name
                for field in model._meta.local_concrete_fields
                if isinstance(field, (models.CharField, models.TextField))
                and field.editable
                and not field.choices
                and not isinstance(field, (models.URLField, models.EmailField))
            }
            if texts - given:
                found[model._meta.label] = texts - given
    assert found == UNTRANSLATED
