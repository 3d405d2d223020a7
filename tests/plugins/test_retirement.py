"""Taking a plugin out of service: what is unpublished, deleted, refused and left alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Revision, Site
from wagtail_localize.models import TranslatableObject, TranslationSource

from cms.pages.press.models import PressContact, PressReleasePage
from cms.pages.standard.models import HomePage
from cms.plugins import PluginError
from cms.plugins.content_left import content_left
from cms.plugins.registry import registry
from cms.plugins.retirement import delete, deletion_order, plan_retirement, unpublish
from cms.site.models import ImportantBanner, Menu, MenuItem
from cms.snippets.topics.models import Theme
from tests import factories
from tests.factories import (
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ChallengePageFactory,
    PressContactFactory,
    PressIndexPageFactory,
    PressReleasePageFactory,
    StandardPageFactory,
    ThemeFactory,
    site_tree,
    translated,
)

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture(autouse=True)
def content_types_as_before() -> Iterator[None]:
    """What a test deletes is rolled back; the cache of content types would not be."""
    yield
    ContentType.objects.clear_cache()


@pytest.fixture
def nothing_required(monkeypatch: pytest.MonkeyPatch) -> None:
    """No plugin requires another, so that what else stands in the way is seen alone."""
    for plugin in registry.plugins:
        monkeypatch.setattr(plugin, "requires", ())


@pytest.fixture
def home(db: None) -> HomePage:
    """The home page of a site without index pages: what the tests count is then theirs alone."""
    home = site_tree().home
    Page.objects.exclude(pk__in=[home.pk, home.get_parent().pk]).delete()
    return HomePage.objects.get(pk=home.pk)


@pytest.fixture
def press(home: HomePage) -> PressReleasePage:
    """A release in two languages with a contact, revisions, a translation source and references."""
    contact = PressContactFactory(name="Léa Garçon")
    room = PressIndexPageFactory(title="Espace presse", parent=home)
    release = PressReleasePageFactory(
        title="Appel à projets",
        parent=room,
        contacts=[contact],
        challenges=[ChallengePageFactory(title="Forêt", parent=home)],
        tags=["numérique"],
    )
    for page in (home, room):
        translated(page)
    release.save_revision().publish()
    TranslationSource.update_or_create_from_instance(release)
    TranslationSource.update_or_create_from_instance(contact)
    translated(release, title="Call for projects")
    ReferenceIndex.create_or_update_for_object(release)
    return release


def of_press() -> Q:
    return Q(content_type__app_label="press")


def everything_of_press() -> dict[str, int]:
    """What the database holds about the plugin, but for its own rows."""
    return {
        "pages": Page.objects.filter(of_press()).count(),
        "revisions": Revision.objects.filter(of_press()).count(),
        "references": ReferenceIndex.objects.filter(of_press()).count(),
        "references to it": ReferenceIndex.objects.filter(to_content_type__app_label="press").count(),
        "sources": TranslationSource.objects.filter(specific_content_type__app_label="press").count(),
        "permissions": Permission.objects.filter(of_press()).count(),
        "content types": ContentType.objects.filter(app_label="press").count(),
    }


def test_plan_counts_what_is_live_and_what_is_there(press: PressReleasePage) -> None:
    PressReleasePageFactory(parent=press.get_parent(), live=False)
    plan = plan_retirement("press")
    assert plan.live == {"press.PressContact": 1, "press.PressIndexPage": 2, "press.PressReleasePage": 2}
    pages_and_contacts = ["press.PressIndexPage", "press.PressReleasePage", "press.PressContact"]
    assert [plan.rows[label] for label in pages_and_contacts] == [2, 3, 1]
    assert (plan.obstacles, plan.obstacles_to_deletion) == ([], [])


def test_planning_changes_nothing(press: PressReleasePage) -> None:
    before = everything_of_press()
    plan_retirement("press")
    assert everything_of_press() == before


def test_unpublish_takes_every_page_offline_in_all_languages(press: PressReleasePage) -> None:
    challenges = Page.objects.live().filter(content_type__app_label="challenges").count()
    unpublish("press")
    assert Page.objects.filter(of_press(), live=True).count() == 0
    assert PressReleasePage.objects.count() == 2
    assert Page.objects.live().filter(content_type__app_label="challenges").count() == challenges


def test_unpublish_cancels_what_was_to_be_published_later(home: HomePage) -> None:
    release = PressReleasePageFactory(title="Annonce", parent=home, live=False)
    release.go_live_at = timezone.now() + timedelta(days=3)
    release.save_revision().publish()
    assert Revision.objects.exclude(approved_go_live_at=None).count() == 1
    unpublish("press")
    assert Revision.objects.exclude(approved_go_live_at=None).count() == 0


def test_unpublished_content_can_be_published_again(press: PressReleasePage) -> None:
    unpublish("press")
    press.refresh_from_db()
    press.save_revision().publish()
    press.refresh_from_db()
    assert press.live


def test_delete_leaves_nothing_of_the_plugin(press: PressReleasePage) -> None:
    Group.objects.create(name="Presse").permissions.add(Permission.objects.filter(of_press())[0])
    before = everything_of_press()
    assert min(before.values()) > 0, before
    delete("press")
    assert everything_of_press() == dict.fromkeys(before, 0)
    assert {m._meta.label: m._base_manager.count() for m in apps.get_app_config("press").get_models()} == {
        m._meta.label: 0 for m in apps.get_app_config("press").get_models()
    }
    assert not TranslatableObject.objects.filter(translation_key=press.translation_key).exists()
    assert content_left() == []


def test_delete_leaves_other_content_alone(press: PressReleasePage, home: HomePage) -> None:
    challenge = press.challenge_rows.first().challenge
    TranslationSource.update_or_create_from_instance(challenge)
    challenge.save_revision()

    def others() -> dict[str, int]:
        return {
            "pages": Page.objects.exclude(of_press()).count(),
            "revisions": Revision.objects.exclude(of_press()).count(),
            "sources": TranslationSource.objects.exclude(specific_content_type__app_label="press").count(),
            "content types": ContentType.objects.exclude(app_label="press").count(),
            "permissions": Permission.objects.exclude(of_press()).count(),
        }

    before = others()
    children = Page.objects.get(pk=home.pk).numchild
    delete("press")
    assert others() == before
    assert Page.objects.get(pk=home.pk).numchild == children - 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_delete_can_be_run_again_when_it_was_interrupted(press: PressReleasePage) -> None:
    class Interrupted(Exception):
        pass

    def stop(instance: object) -> None:
        if isinstance(instance, PressReleasePage):
            raise Interrupted

    with pytest.raises(Interrupted):
        delete("press", done=stop)
    assert PressReleasePage.objects.count() == 1
    delete("press")
    assert everything_of_press() == dict.fromkeys(everything_of_press(), 0)


def test_delete_says_so_when_rows_are_added_meanwhile(press: PressReleasePage) -> None:
    def add(instance: object) -> None:
        if isinstance(instance, PressContact) and not PressContact.objects.exists():
            PressContactFactory(name="Noé Besançon")

    with pytest.raises(PluginError) as error:
        delete("press", done=add)
    assert str(error.value) == "Rows of press.PressContact were added meanwhile. Run this again."
    assert ContentType.objects.filter(app_label="press").exists()


def test_plugin_that_points_to_itself_is_deleted(nothing_required: None, home: HomePage) -> None:
    blog = BlogIndexPageFactory(parent=home)
    first = BlogPostPageFactory(title="Premier", parent=blog)
    BlogPostPageFactory(title="Second", parent=blog, related_posts=[first])
    BlogPostPageFactory(title="Plus bas", parent=first)
    delete("blog")
    assert Page.objects.filter(content_type__app_label="blog").count() == 0


def test_rows_are_deleted_before_what_they_point_to() -> None:
    order = [model.__name__ for model in deletion_order(registry.plugin_of(PressContact))]
    assert order.index("PressReleasePage") > order.index("PressReleasePageTag")
    assert order.index("PressContact") > order.index("PressReleaseContact")
    assert order.index("PressIndexPage") > order.index("PressReleasePage")


def test_plugin_that_others_require_is_neither_unpublished_nor_deleted() -> None:
    requiring = [plugin.label for plugin in registry.plugins if "topics" in plugin.requires]
    sentence = (
        f"Plugin 'topics' is required by {', '.join(requiring[:-1])} and {requiring[-1]}. "
        "Retire and remove these first, or only switch plugins off with CMS_PLUGINS_OFF."
    )
    assert plan_retirement("topics").obstacles == [sentence]
    for act in (unpublish, delete):
        with pytest.raises(PluginError) as error:
            act("topics")
        assert str(error.value).startswith(sentence)


def test_plugin_of_a_home_page_is_not_retired(nothing_required: None, home: HomePage) -> None:
    site = Site.objects.get(is_default_site=True)
    assert plan_retirement("standard").obstacles == [
        f"The site {site.hostname} has a page of the plugin 'standard' as its home page. "
        "Give the site another root page first."
    ]


def test_pages_of_other_types_below_stand_in_the_way_of_deletion(
    nothing_required: None, home: HomePage
) -> None:
    blog = BlogIndexPageFactory(parent=home)
    page = factories.TestimonialPageFactory(title="Une année utile", parent=blog)
    assert plan_retirement("blog").obstacles_to_deletion == [
        "Pages of other types stand below those of 'blog': 1 testimonials.testimonialpage, "
        f"such as “Une année utile” ({page.url_path}). Move or delete them first."
    ]
    with pytest.raises(PluginError, match="Pages of other types stand below those of 'blog'"):
        delete("blog")
    unpublish("blog")
    page.refresh_from_db()
    assert page.live


def test_rows_of_others_that_point_to_it_stand_in_the_way_of_deletion(
    nothing_required: None, home: HomePage
) -> None:
    theme = ThemeFactory(title="Santé")
    ChallengePageFactory(themes=[theme], parent=home)
    ChallengePageFactory(themes=[theme], parent=home)
    (sentence,) = plan_retirement("topics").obstacles_to_deletion
    row = next(
        f"{field.model._meta.label}.{field.name}"
        for model in apps.get_app_config("challenges").get_models()
        for field in model._meta.local_fields
        if field.related_model is Theme
    )
    assert sentence == (
        f"Rows of other apps point to content of 'topics': 2 {row}. "
        "Let them point elsewhere, or delete them, first."
    )
    with pytest.raises(PluginError, match="point to content of 'topics'"):
        delete("topics")
    assert Theme.objects.count() == 1


def test_menu_entry_to_a_page_of_it_stands_in_the_way_of_deletion(
    press: PressReleasePage, home: HomePage
) -> None:
    menu = Menu.objects.create(locale=home.locale)
    MenuItem.objects.create(menu=menu, locale=home.locale, page=press.get_parent())
    assert plan_retirement("press").obstacles_to_deletion == [
        "Rows of other apps point to content of 'press': 1 site.MenuItem.page. "
        "Let them point elsewhere, or delete them, first."
    ]


def test_fields_of_others_that_become_empty_are_announced(press: PressReleasePage, home: HomePage) -> None:
    banner = ImportantBanner.objects.create(locale=home.locale, title="Appel ouvert", page=press)
    assert plan_retirement("press").consequences == [
        "Fields of other apps that point to its content become empty: 1 site.ImportantBanner.page."
    ]
    delete("press")
    banner.refresh_from_db()
    assert banner.page_id is None


def test_blocks_of_the_plugin_in_bodies_are_announced(nothing_required: None, home: HomePage) -> None:
    quote = {"type": "quote", "value": {"text": "<p>Écouter avant de développer.</p>"}, "id": "b-1"}
    for title in ("Forêt", "Eau"):
        ChallengePageFactory(title=title, parent=home, body=json.dumps([quote, quote]))
    StandardPageFactory(
        parent=home, body=json.dumps([{"type": "heading", "value": {"text": "quote"}, "id": "b-2"}])
    )
    assert plan_retirement("testimonials").consequences == [
        "Bodies keep the blocks that 'testimonials' offers, but no longer show them: 2 with quote."
    ]


def test_plugin_that_is_not_loaded_cannot_be_retired() -> None:
    loaded = ", ".join(plugin.label for plugin in registry.plugins)
    with pytest.raises(PluginError) as error:
        plan_retirement("agenda")
    assert str(error.value) == (
        "Plugin 'agenda' is not loaded, so its rows cannot be read. "
        f"Name it in CMS_PLUGINS or CMS_PLUGINS_OFF first. Loaded: {loaded}."
    )


def test_dormant_plugin_can_be_retired(press: PressReleasePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apps.get_app_config("press"), "dormant", True)
    delete("press")
    assert PressReleasePage.objects.count() == 0
