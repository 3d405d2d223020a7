"""Roles, tried by the addresses their members would type."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)
from wagtail.test.utils.form_data import rich_text

from cms.accounts.models import User
from cms.accounts.roles import (
    ADMINISTRATORS,
    EDITORS,
    REVIEWERS,
    ensure_roles,
    home_pages,
    translators_of,
)

TRANSLATORS = "Traduction (anglais)"


def rights() -> dict[str, object]:
    """Every right of every group, in an order that does not change."""
    return {
        "groups": sorted(Group.objects.values_list("name", flat=True)),
        "models": sorted(Group.objects.values_list("name", "permissions__codename")),
        "pages": sorted(
            GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")
        ),
        "collections": sorted(
            GroupCollectionPermission.objects.values_list("group__name", "permission__codename")
        ),
    }


def form_of(page: Page, **changes: str) -> dict[str, str]:
    """What the editor of `page` sends; enough to be refused or accepted, not more."""
    return {"title": page.title, "slug": page.slug, **changes}


def test_ensure_roles_makes_the_four_groups_when_site_is_new(roles):
    assert sorted(roles) == sorted([EDITORS, REVIEWERS, ADMINISTRATORS, TRANSLATORS])
    assert sorted(Group.objects.values_list("name", flat=True)) == sorted(roles)
    assert translators_of("en") == TRANSLATORS


def test_ensure_roles_changes_nothing_when_run_again(roles):
    before = rights()
    assert before["pages"]
    assert before["collections"]
    ensure_roles()
    assert rights() == before


def test_ensure_roles_gives_back_what_is_missing_and_keeps_what_was_added_when_run_again(roles, french):
    before = rights()
    GroupPagePermission.objects.filter(group=roles[EDITORS]).delete()
    roles[EDITORS].permissions.clear()
    ensure_roles()
    assert rights() == before

    user = User.objects.create_user("zoé")
    user.groups.add(roles[EDITORS])
    own = Group.objects.create(name="Jury")
    ensure_roles()
    assert list(user.groups.all()) == [roles[EDITORS]]
    assert Group.objects.filter(pk=own.pk).exists()


def test_home_pages_finds_each_language_when_site_has_two(french, english):
    assert {code: page.pk for code, page in home_pages().items()} == {
        "fr": french.home.pk,
        "en": english.home.pk,
    }


def test_stock_groups_stay_when_somebody_is_in_them(french, english):
    user = User.objects.create_user("rémi")
    user.groups.add(Group.objects.get(name="Editors"))
    ensure_roles()
    assert Group.objects.filter(name="Editors").exists()
    assert not Group.objects.filter(name="Moderators").exists()


def test_reviewers_approve_the_stock_workflow_when_moderators_are_gone(roles):
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Relecture"]
    task = GroupApprovalTask.objects.get()
    assert (task.name, list(task.groups.all())) == ("Relecture", [roles[REVIEWERS]])


@pytest.mark.parametrize(
    ("role", "may_edit_french", "may_edit_english"),
    [
        (EDITORS, True, False),
        (REVIEWERS, True, True),
        (TRANSLATORS, False, True),
        (ADMINISTRATORS, True, True),
    ],
)
def test_role_opens_the_editor_of_its_own_languages_when_asked_by_address(
    member, signed_in, french, english, role, may_edit_french, may_edit_english
):
    client = signed_in(member(role))
    opened = {
        language: client.get(reverse("wagtailadmin_pages:edit", args=[tree.blog.pk])).status_code == 200
        for language, tree in (("fr", french), ("en", english))
    }
    assert opened == {"fr": may_edit_french, "en": may_edit_english}


def test_translator_changes_nothing_when_posting_to_a_french_page(member, signed_in, french):
    client = signed_in(member(TRANSLATORS))
    before = Page.objects.get(pk=french.blog.pk)
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[french.blog.pk]),
        form_of(before, title="Titre changé", **{"action-publish": "action-publish"}),
    )
    after = Page.objects.get(pk=french.blog.pk)
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")
    assert (after.title, after.latest_revision_id) == (before.title, before.latest_revision_id)


@pytest.mark.parametrize("view", ["delete", "unpublish", "copy", "move"])
def test_translator_is_sent_away_when_asking_for_what_changes_a_french_page(member, signed_in, french, view):
    client = signed_in(member(TRANSLATORS))
    response = client.get(reverse(f"wagtailadmin_pages:{view}", args=[french.blog.pk]))
    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))


@pytest.mark.parametrize(
    ("role", "may_publish"), [(EDITORS, False), (REVIEWERS, True), (ADMINISTRATORS, True)]
)
def test_role_publishes_only_when_it_may(member, signed_in, french, role, may_publish):
    page = french.blog
    user = member(role)
    assert page.permissions_for_user(user).can_publish() is may_publish
    response = signed_in(user).get(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert (response.status_code == 200) is may_publish


def test_editor_does_not_publish_when_sending_the_publish_action_by_hand(member, signed_in, french):
    from tests.factories import StandardPageFactory

    page = StandardPageFactory(title="Candidater", parent=french.home)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    results = {}
    for role in (EDITORS, REVIEWERS):
        client = signed_in(member(role))
        form = client.get(edit).context["form"]
        data = {
            name: rich_text("") if isinstance(field.widget, DraftailRichTextArea) else ""
            for name, field in form.fields.items()
        }
        data |= {"title": f"Candidater, par {role}", "slug": page.slug, "action-publish": "action-publish"}
        for prefix in _formset_prefixes(form):
            data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
        data |= {"body-count": "0"}
        response = client.post(edit, data)
        assert response.status_code == 302, response.context["form"].errors
        live = Page.objects.get(pk=page.pk)
        results[role] = (live.title, live.get_latest_revision_as_object().title)
    assert results == {
        EDITORS: ("Candidater", f"Candidater, par {EDITORS}"),
        REVIEWERS: (f"Candidater, par {REVIEWERS}", f"Candidater, par {REVIEWERS}"),
    }


def _formset_prefixes(form) -> list[str]:
    return [formset.prefix for formset in form.formsets.values()]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("wagtailusers_users:index", {ADMINISTRATORS}),
        ("wagtailusers_groups:index", {ADMINISTRATORS}),
        ("wagtailadmin_collections:index", {ADMINISTRATORS}),
        ("wagtailredirects:index", {ADMINISTRATORS, REVIEWERS}),
        ("wagtailimages:add", {ADMINISTRATORS, REVIEWERS, EDITORS}),
        ("wagtaildocs:add", {ADMINISTRATORS, REVIEWERS, EDITORS}),
        ("wagtailimages:index", {ADMINISTRATORS, REVIEWERS, EDITORS}),
        ("wagtailimages_chooser:choose", {ADMINISTRATORS, REVIEWERS, EDITORS, TRANSLATORS}),
    ],
)
def test_role_opens_admin_section_only_when_it_may(member, signed_in, address, allowed):
    opened = {
        role
        for role in (EDITORS, REVIEWERS, TRANSLATORS, ADMINISTRATORS)
        if signed_in(member(role)).get(reverse(address)).status_code == 200
    }
    assert opened == allowed


def test_only_administrators_change_site_settings_when_asked_by_address(member, signed_in):
    opened = {
        role
        for role in (EDITORS, REVIEWERS, TRANSLATORS, ADMINISTRATORS)
        if signed_in(member(role))
        .get(reverse("wagtailsettings:edit", args=["site", "sitesettings"]), follow=True)
        .request["PATH_INFO"]
        != reverse("wagtailadmin_home")
    }
    assert opened == {ADMINISTRATORS}


def test_user_without_role_does_not_enter_the_admin_when_signed_in(signed_in, db):
    client = signed_in(User.objects.create_user("passant"))
    response = client.get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("wagtailadmin_login"))
