"""What readers and staff meet when a plugin is switched off."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.pages.challenges.models import ChallengePage
from cms.pages.press.models import PressContact, PressReleasePage
from cms.plugins.dormancy import DormantContent, DormantPolicy, dormant_content
from cms.plugins.registry import exclude_dormant, registry
from cms.plugins.wagtail_hooks import refuse_dormant_page
from tests.factories import (
    ChallengePageFactory,
    PressContactFactory,
    PressReleasePageFactory,
    site_tree,
    translated,
)

from .made_up import MadeUpSite, Package

pytestmark = pytest.mark.django_db


@pytest.fixture
def press_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a start with CMS_PLUGINS_OFF=press."""
    monkeypatch.setattr(apps.get_app_config("press"), "dormant", True)
    monkeypatch.setattr(PressReleasePage, "is_creatable", False)


@pytest.fixture
def editor(client: Client) -> Client:
    """Somebody who reads the admin in English, as the code has it."""
    colette = get_user_model().objects.create_superuser("colette", "colette@exemple.fr", "motdepasse")
    UserProfile.objects.create(user=colette, preferred_language="en")
    client.force_login(colette)
    return client


def titles(pages) -> list[str]:
    return sorted(pages.values_list("title", flat=True))


def test_exclude_dormant_leaves_out_pages_of_every_type_and_language(press_is_off: None) -> None:
    release = PressReleasePageFactory(title="Appel à projets")
    translated(release, title="Call for projects")
    ChallengePageFactory(title="Forêt")
    pages = Page.objects.filter(depth__gte=3)
    others = titles(pages.exclude(content_type__app_label="press"))
    assert titles(exclude_dormant(pages)) == others
    assert len(others) == pages.count() - 4  # both press indexes, both releases
    assert titles(exclude_dormant(PressReleasePage.objects.all())) == []
    assert titles(exclude_dormant(ChallengePage.objects.all())) == ["Forêt"]


def test_exclude_dormant_leaves_out_snippets_of_the_plugin(press_is_off: None) -> None:
    PressContactFactory()
    assert PressContact.objects.count() == 1
    assert exclude_dormant(PressContact.objects.all()).count() == 0


def test_exclude_dormant_costs_nothing_when_all_plugins_are_on(django_assert_num_queries) -> None:
    pages = Page.objects.all()
    with django_assert_num_queries(0):
        assert exclude_dormant(pages) is pages


def test_page_of_a_dormant_plugin_is_not_served(press_is_off: None, client: Client) -> None:
    release = PressReleasePageFactory(title="Appel à projets")
    challenge = ChallengePageFactory(title="Forêt")
    assert [client.get(page.url).status_code for page in (release, challenge)] == [404, 200]


def test_hook_refuses_the_page_only_when_its_plugin_is_dormant(
    rf: RequestFactory, press_is_off: None
) -> None:
    with pytest.raises(Http404, match="Plugin 'press' is switched off"):
        refuse_dormant_page(PressReleasePageFactory(), rf.get("/"), [], {})
    assert refuse_dormant_page(ChallengePageFactory(), rf.get("/"), [], {}) is None


def test_dormant_type_cannot_be_created(press_is_off: None) -> None:
    index = site_tree("fr").press
    assert PressReleasePage not in index.creatable_subpage_models()
    assert not PressReleasePage.can_create_at(index)


def test_page_editor_says_why_the_page_is_not_shown(press_is_off: None, editor: Client) -> None:
    release = PressReleasePageFactory()
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[release.pk]))
    assert response.status_code == 200
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "This page is not shown to the public: the plugin “Press” is switched off (CMS_PLUGINS_OFF)."
    ]


def test_home_of_the_admin_tells_what_is_switched_off(press_is_off: None, editor: Client) -> None:
    PressReleasePageFactory()
    live = Page.objects.live().filter(content_type__app_label="press").count()
    assert [(found.label, found.live_pages) for found in dormant_content()] == [("press", live)]
    page = editor.get(reverse("wagtailadmin_home")).content.decode()
    sentence = (
        f"The plugin “Press” is switched off (CMS_PLUGINS_OFF): its {live} published pages are not shown."
    )
    assert sentence in " ".join(page.split())


def test_home_of_the_admin_says_nothing_when_all_plugins_are_on(editor: Client) -> None:
    assert dormant_content() == []
    assert "CMS_PLUGINS_OFF" not in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_snippet_cannot_be_added_and_the_admin_says_why(press_is_off: None, editor: Client) -> None:
    add = reverse(PressContact.snippet_viewset.get_url_name("add"))
    response = editor.get(add)
    assert (response.status_code, response.url) == (302, reverse("wagtailadmin_home"))
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Nothing can be added here: the plugin “Press” is switched off (CMS_PLUGINS_OFF)."
    ]
    assert editor.post(add, {"name": "Léa Garçon"}).status_code == 302
    assert PressContact.objects.count() == 0


def test_snippet_can_be_corrected_and_the_admin_says_that_it_is_not_shown(
    press_is_off: None, editor: Client
) -> None:
    contact = PressContactFactory()
    edit = reverse(PressContact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
    response = editor.get(edit)
    assert response.status_code == 200
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "This is not shown to the public: the plugin “Press” is switched off (CMS_PLUGINS_OFF)."
    ]


def test_dormant_policy_denies_adding_alone(django_user_model) -> None:
    colette = django_user_model.objects.create_superuser("colette", "colette@exemple.fr", "motdepasse")
    policy = DormantPolicy(PressContact)
    actions = ["add", "change", "delete", "view", "publish"]
    assert [action for action in actions if policy.user_has_permission(colette, action)] == actions[1:]
    assert list(policy.users_with_any_permission(["add", "change"])) == [colette]


def test_policy_of_a_started_site_denies_adding(made_up_site: MadeUpSite) -> None:
    models = """
    from django.db import models
    from wagtail.snippets.models import register_snippet

    @register_snippet
    class Lieu(models.Model):
        name = models.CharField(max_length=100)
    """
    made_up_site.install(Package("lieux", files={"models.py": models}))
    code = """
    from types import SimpleNamespace
    from wagtail.snippets.models import get_snippet_models
    from lieux.models import Lieu
    editor = SimpleNamespace(has_perm=lambda name: True)
    policy = Lieu.snippet_viewset.permission_policy
    result = [Lieu in get_snippet_models(), *(policy.user_has_permission(editor, a) for a in ("add", "change"))]
    """
    assert made_up_site.result_of(code, on=["lieux"]) == [True, True, True]
    assert made_up_site.result_of(code, off=["lieux"]) == [True, False, True]


def test_dormant_content_counts_published_pages_alone(press_is_off: None) -> None:
    PressReleasePageFactory(live=False)
    live = Page.objects.live().filter(content_type__app_label="press").count()
    press = registry.plugin_of(PressReleasePage)
    assert press is not None
    assert dormant_content() == [DormantContent("press", press.verbose_name, live)]
