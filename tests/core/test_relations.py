"""Every relation of every plugin, forward and reverse, in two languages.

A reader of English gets the English target if it is published, else the French one, and never a
draft; a reader of French never gets the English one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Locale, TranslatableMixin

from cms.core.relations import owner_field, row_targets, rows_with_targets, shown_versions, target
from cms.core.serializers import RelatedSerializer
from cms.pages.challenges.related import Member, Part
from cms.plugins.registry import registry
from tests.factories import (
    AdministrationFactory,
    BlogPostPageFactory,
    CategoryFactory,
    ChallengePageFactory,
    ExpertiseFactory,
    KeyFigureFactory,
    PersonFactory,
    PressContactFactory,
    PressReleasePageFactory,
    PromotionPageFactory,
    StandardPageFactory,
    TestimonialPageFactory,
    ThemeFactory,
    paris,
    translated,
)

pytestmark = pytest.mark.django_db

MAKERS = {
    "administrations.Administration": AdministrationFactory,
    "blog.BlogPostPage": BlogPostPageFactory,
    "challenges.ChallengePage": ChallengePageFactory,
    "key_figures.KeyFigure": KeyFigureFactory,
    "people.Person": PersonFactory,
    "press.PressContact": PressContactFactory,
    "press.PressReleasePage": PressReleasePageFactory,
    "promotions.PromotionPage": PromotionPageFactory,
    "standard.StandardPage": StandardPageFactory,
    "testimonials.TestimonialPage": TestimonialPageFactory,
    "topics.Category": CategoryFactory,
    "topics.Expertise": ExpertiseFactory,
    "topics.Theme": ThemeFactory,
    "wagtailcore.Page": BlogPostPageFactory,
}

# What the API does not name by the relation it reads.
OTHERS = {
    ("press.PressReleasePage", "contact_rows.contact"): "contacts",
    ("press.PressReleasePage", "links.page_link"): "shown_links",
    ("standard.StandardPage", "hero_buttons.page"): "shown_buttons",
    ("people.Person", "participations.promotion"): "shown_participations",
}


def forward_relations() -> dict[tuple[str, str], str]:
    """(model, relation) -> the attribute by which templates and the API read it."""
    found = dict(OTHERS)
    for plugin in registry.plugins:
        for model in plugin.get_models():
            for field in getattr(model, "api_fields", []):
                serializer = field.serializer
                if isinstance(serializer, RelatedSerializer) and serializer.path:
                    key = (model._meta.label, serializer.path)
                    found.setdefault(key, serializer.source or field.name)
    return found


# A home page has the relations of a standard page, by the same base class.
FORWARD = sorted(
    (*key, attribute) for key, attribute in forward_relations().items() if key[0] != "standard.HomePage"
)


def keys_to_translatable_models() -> set[tuple[str, str]]:
    """Every foreign key of a plugin's page, snippet or row to something with languages."""
    found = set()
    for plugin in registry.plugins:
        for model in plugin.get_models():
            owner = owner_field(model)
            for field in model._meta.local_concrete_fields:
                if (
                    field.is_relation
                    and field.editable
                    and field != owner
                    and not getattr(field.remote_field, "parent_link", False)
                    and issubclass(field.related_model, TranslatableMixin)
                ):
                    path = f"{owner.remote_field.get_accessor_name()}.{field.name}" if owner else field.name
                    found.add(((owner.related_model if owner else model)._meta.label, path))
    return found


def field_of(label: str, path: str):
    model, (*rows, name) = apps.get_model(label), path.split(".")
    for accessor in rows:
        model = model._meta.get_field(accessor).related_model
    return model._meta.get_field(name)


def connect(owner: Any, path: str, to: Any) -> None:
    """Make the relation of `owner` lead to `to` alone."""
    rows, _, name = path.rpartition(".")
    if not rows:
        setattr(owner, name, to)
    else:
        manager = getattr(owner, rows)
        row = manager.first() or manager.model()
        columns = {field.name for field in row._meta.fields}
        for column, value in {name: to, "sort_order": 0, "locale": owner.locale, "label": "Voir"}.items():
            if column in columns:
                setattr(row, column, value)
        setattr(owner, rows, [row])
    owner.save()


def shown_ids(value: Any) -> list[Any]:
    """What a reader is shown, by primary key, or by address where only that is told."""
    if value is None:
        return []
    if isinstance(value, list):
        return [shown for item in value for shown in shown_ids(item)]
    if isinstance(value, tuple):  # (row, target) or (label, address)
        return shown_ids(value[1])
    if isinstance(value, dict):
        return [value["url"]]
    if isinstance(value, str):
        return [value]
    if isinstance(value, Part):
        return shown_ids(value.challenge)
    if isinstance(value, Member):
        return shown_ids(value.person)
    return [value.pk]


def seen(owner: Any, attribute: str, language: str) -> list[Any]:
    with override(language):
        return shown_ids(getattr(type(owner)._base_manager.get(pk=owner.pk), attribute))


def names(obj: Any, by_address: bool) -> list[Any]:
    return [obj.url if by_address else obj.pk]


def test_every_key_to_something_with_languages_is_tried_below():
    home = {key for key in keys_to_translatable_models() if key[0] == "standard.HomePage"}
    assert keys_to_translatable_models() - home == {(label, path) for label, path, _ in FORWARD}


@pytest.mark.sqlite
@pytest.mark.parametrize(("label", "path", "attribute"), FORWARD, ids=[f"{a}.{b}" for a, b, _ in FORWARD])
def test_relation_shows_target_in_readers_language(label, path, attribute, fr, en):
    field = field_of(label, path)
    french_target = MAKERS[field.related_model._meta.label]()
    english_target = translated(french_target)
    owner = MAKERS[label]()
    connect(owner, path, french_target)
    english_owner = translated(owner)
    by_address = attribute in {"shown_links", "shown_buttons"}
    french, english = names(french_target, by_address), names(english_target, by_address)

    assert seen(owner, attribute, "fr") == french
    assert seen(english_owner, attribute, "en") == english
    # A snippet that is not translated is shown in English with what it names.
    assert seen(owner, attribute, "en") == english
    # Whichever translation an editor chose.
    connect(owner, path, english_target)
    assert seen(owner, attribute, "fr") == french
    connect(owner, path, french_target)

    english_target.unpublish()
    assert seen(english_owner, attribute, "en") == french
    french_target.unpublish()
    assert seen(english_owner, attribute, "en") in ([], [None])
    assert seen(owner, attribute, "fr") in ([], [None])


# (section's target, its name) -> makes what the section shows, given the target
REVERSE: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("people.Person", "challenges"): lambda person: ChallengePageFactory(team=[person]),
    ("people.Person", "posts"): lambda person: BlogPostPageFactory(authors=[person]),
    ("people.Person", "testimonials"): lambda person: TestimonialPageFactory(person=person),
    ("administrations.Administration", "challenges"): lambda body: ChallengePageFactory(
        administrations=[body]
    ),
    ("administrations.Administration", "press_releases"): lambda body: PressReleasePageFactory(
        administrations=[body]
    ),
    ("administrations.Administration", "testimonials"): lambda body: TestimonialPageFactory(
        administrations=[body]
    ),
    ("administrations.Administration", "people"): lambda body: _person_in(administrations=[body]),
    ("promotions.PromotionPage", "challenges"): lambda page: ChallengePageFactory(promotion=page),
    ("promotions.PromotionPage", "press_releases"): lambda page: PressReleasePageFactory(promotion=page),
    ("promotions.PromotionPage", "testimonials"): lambda page: TestimonialPageFactory(promotions=[page]),
    ("promotions.PromotionPage", "people"): lambda page: _person_in(promotion=page),
    ("promotions.PromotionPage", "administrations"): lambda page: _administration_in(promotion=page),
    ("challenges.ChallengePage", "press_releases"): lambda page: PressReleasePageFactory(challenges=[page]),
    ("challenges.ChallengePage", "testimonials"): lambda page: TestimonialPageFactory(challenges=[page]),
    ("topics.Theme", "challenges"): lambda theme: ChallengePageFactory(themes=[theme]),
    ("topics.Expertise", "challenges"): lambda expertise: ChallengePageFactory(expertises=[expertise]),
    ("topics.Expertise", "testimonials"): lambda expertise: TestimonialPageFactory(expertises=[expertise]),
    ("topics.Expertise", "people"): lambda expertise: PersonFactory(expertises=[expertise]),
    ("topics.Category", "posts"): lambda category: BlogPostPageFactory(categories=[category]),
    ("topics.Category", "press_releases"): lambda category: PressReleasePageFactory(categories=[category]),
    ("topics.Category", "testimonials"): lambda category: TestimonialPageFactory(categories=[category]),
    ("standard.HomePage", "latest_challenges"): lambda home: ChallengePageFactory(),
    ("standard.HomePage", "latest_posts"): lambda home: BlogPostPageFactory(),
}


def _person_in(**fields: Any) -> Any:
    person = PersonFactory()
    ChallengePageFactory(team=[person], **fields)
    return person


def _administration_in(**fields: Any) -> Any:
    administration = AdministrationFactory()
    ChallengePageFactory(administrations=[administration], **fields)
    return administration


def test_every_section_of_every_plugin_is_tried_below():
    assert {(section.target, section.name) for _, section in registry.offers("related")} == set(REVERSE)


@pytest.mark.sqlite
@pytest.mark.parametrize(("label", "name"), sorted(REVERSE), ids=[".".join(key) for key in sorted(REVERSE)])
def test_section_shows_what_names_its_owner_in_readers_language(label, name, fr, en):
    section = next(s for _, s in registry.offers("related") if (s.target, s.name) == (label, name))
    home = label == "standard.HomePage"
    owner = fr.home if home else MAKERS[label]()
    english_owner = en.home if home else translated(owner)
    french = REVERSE[label, name](owner)
    english = translated(french)

    def shown(of: Any, language: str) -> list[Any]:
        with override(language):
            return shown_ids(list(section.items(of)))

    for of in (owner, english_owner):
        assert (shown(of, "fr"), shown(of, "en")) == ([french.pk], [english.pk])
    english.unpublish()
    for of in (owner, english_owner):
        assert (shown(of, "fr"), shown(of, "en")) == ([french.pk], [french.pk])
    french.unpublish()
    for of in (owner, english_owner):
        assert (shown(of, "fr"), shown(of, "en")) == ([], [])


def test_relation_hides_expired_private_and_embargoed_targets(fr, en):
    expired = ChallengePageFactory(expire_at=paris(2020, 1, 1))
    private = ChallengePageFactory(private=True)
    shown = ChallengePageFactory()
    post = BlogPostPageFactory(
        related_posts=[expired, private, PressReleasePageFactory(embargo_until=paris(2099, 1, 1)), shown]
    )
    assert [page.pk for page in post.related_posts] == [shown.pk]


def test_targets_of_page_keys_are_of_their_own_type(fr):
    post = BlogPostPageFactory(related_posts=[BlogPostPageFactory(), ChallengePageFactory()])
    assert [type(page).__name__ for page in post.related_posts] == ["BlogPostPage", "ChallengePage"]


def test_same_target_in_two_languages_is_shown_once(fr, en):
    theme = ThemeFactory()
    page = ChallengePageFactory(themes=[theme, translated(theme), theme])
    assert page.themes == [theme]


def test_rows_without_target_and_order_are_kept(fr):
    zoe, aicha = PersonFactory(name="Zoé"), PersonFactory(name="Aïcha")
    page = ChallengePageFactory(team=[(zoe, {"role": "mentor"}), aicha, zoe])
    assert [(row.role, person) for row, person in page.members] == [
        ("mentor", zoe),
        ("participant", aicha),
        ("participant", zoe),
    ]
    assert rows_with_targets([], "person") == []
    assert target(ChallengePageFactory(), "promotion") is None


def test_object_of_third_language_only_is_shown_for_want_of_others(fr, en):
    spanish = Locale.objects.create(language_code="es")
    theme = ThemeFactory(title="Ecología", locale=spanish)
    assert row_targets(ChallengePageFactory(themes=[theme]).theme_rows.all(), "theme", "en") == [theme]


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "maker", [ThemeFactory, PersonFactory, ChallengePageFactory], ids=lambda f: f.__name__
)
def test_targets_cost_the_same_queries_when_there_are_many(maker, fr, en):
    few, many = [maker()], [maker() for _ in range(5)]
    for obj in (*few, *many):
        translated(obj)
    model = type(few[0])

    def queries(objects: list[Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            shown = shown_versions(model, [obj.pk for obj in objects], en.locale)
            assert {found.locale.language_code for found in shown.values()} == {"en"}
        return len(captured)

    assert queries(few) == queries(many) <= 4
