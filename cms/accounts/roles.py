"""
The groups a site starts with, and their rights.

What stands here is the least each role may do: `ensure_roles` gives it again when it is missing and
never takes anything away. To give a group less, make another group. Names of groups are data, so
they are French, the language the staff works in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import get_language_info, override
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    TranslatableMixin,
    Workflow,
)
from wagtail.snippets.models import get_snippet_models

EDITORS = "Rédaction"
REVIEWERS = "Relecture et publication"
ADMINISTRATORS = "Administration du site"
STOCK_EDITORS, STOCK_MODERATORS = "Editors", "Moderators"
STOCK_WORKFLOW, WORKFLOW = "Moderators approval", "Relecture"

WRITE = {"view", "add", "change"}
REVIEW = WRITE | {"delete", "publish", "lock", "unlock"}
TRANSLATE = {"view", "change", "publish"}


def translators_of(language: str) -> str:
    """Name of the group that translates into `language`: « Traduction (anglais) »."""
    with override(settings.LANGUAGE_CODE):
        return f"Traduction ({str(get_language_info(language)['name_translated']).lower()})"


@transaction.atomic
def ensure_roles(homes: Mapping[str, Page] | None = None) -> dict[str, Group]:
    """
    Make the groups and give them their rights; return them by name. May be run as often as one likes.

    `homes` is the home page of each language, by language code; if not given, those of the default
    site. A language that gets its home page later gets its translators when this is run again.
    """
    source = settings.LANGUAGE_CODE
    if homes is None:
        homes = home_pages()
    names = [EDITORS, REVIEWERS, ADMINISTRATORS]
    names += [translators_of(language) for language in homes if language != source]
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in names}
    for group in groups.values():
        _give(group, _permissions("wagtailadmin", "admin", {"access"}))

    _ensure_editors(groups[EDITORS], homes[source])
    _ensure_reviewers(groups[REVIEWERS], homes.values())
    _ensure_administrators(groups[ADMINISTRATORS])
    for language, home in homes.items():
        if language != source:
            _ensure_translators(groups[translators_of(language)], home)
    _replace_stock_groups(groups)
    return groups


def home_pages() -> dict[str, Page]:
    """The home page of the default site and its translations, by language code."""
    home = Site.objects.get(is_default_site=True).root_page
    return {page.locale.language_code: page for page in home.get_translations(inclusive=True)}


def _ensure_editors(group: Group, home: Page) -> None:
    _give_on_pages(group, home, {"add", "change"})
    _give_on_collections(group, {"add", "change", "choose"})
    _give_on_snippets(group, WRITE)


def _ensure_reviewers(group: Group, homes: Iterable[Page]) -> None:
    for home in homes:
        _give_on_pages(group, home, {"add", "change", "publish", "lock", "unlock", "bulk_delete"})
    _give_on_collections(group, {"add", "change", "choose"})
    _give_on_snippets(group, REVIEW)
    _give(group, _permissions("wagtailredirects", "redirect", REVIEW))
    _give(group, _permissions("wagtail_localize", "translation", {"submit"}))


def _ensure_translators(group: Group, home: Page) -> None:
    _give_on_pages(group, home, {"change", "publish"})
    _give_on_collections(group, {"choose"})
    _give_on_snippets(group, TRANSLATE, translatable_only=True)
    _give(group, _permissions("wagtail_localize", "translation", {"submit"}))


def _ensure_administrators(group: Group) -> None:
    root = Page.objects.get(depth=1)
    _give_on_pages(group, root, {"add", "change", "publish", "lock", "unlock", "bulk_delete"})
    _give_on_collections(group, {"add", "change", "choose"})
    _give_on_snippets(group, REVIEW)
    _give(group, _permissions("wagtail_localize", "translation", {"submit"}))
    user = apps.get_model(settings.AUTH_USER_MODEL)._meta
    for app_label, model in (
        (user.app_label, user.model_name),
        ("auth", "group"),
        ("wagtailcore", "collection"),
        ("wagtailcore", "site"),
        ("wagtailcore", "workflow"),
        ("wagtailcore", "task"),
        ("wagtailcore", "groupapprovaltask"),
        ("wagtailredirects", "redirect"),
    ):
        _give(group, _permissions(app_label, model, REVIEW))
    for model in settings_registry:
        _give(group, _permissions(model._meta.app_label, model._meta.model_name, {"change"}))
    root_collection = Collection.get_first_root_node()
    for permission in _permissions("wagtailcore", "collection", {"add", "change", "delete"}):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root_collection, permission=permission
        )


def _replace_stock_groups(groups: Mapping[str, Group]) -> None:
    """Let ours take the place of the two groups Wagtail starts with, if nobody is in them."""
    for task in GroupApprovalTask.objects.filter(groups__name=STOCK_MODERATORS):
        task.groups.add(groups[REVIEWERS])
        if task.name == STOCK_WORKFLOW:
            task.name = WORKFLOW
            task.save()
    Workflow.objects.filter(name=STOCK_WORKFLOW).update(name=WORKFLOW)
    Group.objects.filter(name__in=[STOCK_EDITORS, STOCK_MODERATORS], user=None).delete()


def _permissions(app_label: str, model_name: str, actions: Iterable[str]) -> list[Permission]:
    """Permissions of one model; an action the model does not have is left out."""
    codenames = {f"{action}_{model_name}" for action in actions}
    return list(Permission.objects.filter(content_type__app_label=app_label, codename__in=codenames))


def _give(group: Group, permissions: Iterable[Permission]) -> None:
    group.permissions.add(*permissions)


def _give_on_pages(group: Group, page: Page, actions: Iterable[str]) -> None:
    for permission in _permissions("wagtailcore", "page", actions):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _give_on_collections(group: Group, actions: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    # Rights on images and documents are kept under Wagtail's own models, whichever the site uses.
    for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document")):
        for permission in _permissions(app_label, model, actions):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def _give_on_snippets(group: Group, actions: set[str], translatable_only: bool = False) -> None:
    for model in get_snippet_models():
        if translatable_only and not issubclass(model, TranslatableMixin):
            continue
        _give(group, _permissions(model._meta.app_label, model._meta.model_name, actions))
