"""
Rights by language.

Wagtail's rights on pages follow the tree, and each language has its own, so they follow the
language too. Its rights on snippets are for a whole model: whoever may change a menu may change
it in every language. Here a group writes snippets in the languages whose pages it writes.

A user none of whose groups has a right on any page is not limited: a group that only looks after
contacts, say, has no language to be read from.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import GroupPagePermission, Locale, TranslatableMixin
from wagtail.permission_policies import ModelPermissionPolicy

WRITING = frozenset({"add", "change", "delete", "publish", "lock", "unlock"})
_CACHED = "_cms_writable_locales"


def writable_locales(user: Any) -> frozenset[int]:
    """Keys of the languages `user` may write snippets in; asked of the database once for each user object."""
    if not hasattr(user, _CACHED):
        setattr(user, _CACHED, _find_writable_locales(user))
    return getattr(user, _CACHED)


def _find_writable_locales(user: Any) -> frozenset[int]:
    every = frozenset(Locale.objects.values_list("pk", flat=True))
    if user.is_superuser:
        return every
    rights = GroupPagePermission.objects.filter(
        group__user=user, permission__codename__in=["add_page", "change_page", "publish_page"]
    )
    places = set(rights.values_list("page__depth", "page__locale_id"))
    # The root of the tree has a language only in name: the trees of all of them hang below it.
    if not places or any(depth == 1 for depth, _locale in places):
        return every
    return frozenset(locale for _depth, locale in places)


def may_write_in(user: Any, locale_id: int) -> bool:
    return locale_id in writable_locales(user)


class LanguagePermissionPolicy(ModelPermissionPolicy):
    """Django's rights on a model, narrowed to the languages its objects may be written in."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Model) -> bool:
        if action in WRITING and not may_write_in(user, instance.locale_id):
            return False
        return super().user_has_permission_for_instance(user, action, instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Model) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet:
        instances = super().instances_user_has_permission_for(user, action)
        return instances.filter(locale__in=writable_locales(user)) if action in WRITING else instances

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet:
        actions = set(actions)
        if (actions - WRITING) and self.user_has_any_permission(user, actions - WRITING):
            return super().instances_user_has_any_permission_for(user, actions)
        instances = super().instances_user_has_any_permission_for(user, actions)
        return instances.filter(locale__in=writable_locales(user))


def has_language_rights(model: type[Model]) -> bool:
    """Whether `model` is a snippet whose objects exist in several languages."""
    return issubclass(model, TranslatableMixin) and hasattr(model, "snippet_viewset")
