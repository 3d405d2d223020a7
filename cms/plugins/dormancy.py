"""What being switched off means for the content a plugin already has.

Its models, migrations and blocks stay; nothing new of its types can be made, its pages
answer 404, and the admin says why.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from .registry import registry

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
    from django.db.models import Model
    from django_stubs_ext import StrOrPromise

    from .base import CMSPlugin


class DormantPolicy(ModelPermissionPolicy):
    """Nobody adds objects of a dormant plugin; what exists can be seen, changed and deleted as before."""

    def user_has_permission(self, user: AbstractBaseUser | AnonymousUser, action: str) -> bool:
        return action != "add" and bool(super().user_has_permission(user, action))

    def users_with_any_permission(self, actions: Collection[str]) -> Any:
        return super().users_with_any_permission([action for action in actions if action != "add"])


def forbid_creation(plugin: CMSPlugin) -> None:
    """Make the plugin's page types uncreatable and hide the admin's "add" for its other models."""
    for page_type in page_types(plugin):
        page_type.is_creatable = False
    for model in plugin.get_models():
        if not issubclass(model, Page) and policy_registry.get_by_type(model, fallback=False) is None:
            register_permission_policy(model, DormantPolicy(model), exact_class=True)


@dataclass(frozen=True)
class DormantContent:
    """What a dormant plugin hides."""

    label: str
    name: StrOrPromise
    live_pages: int


def dormant_content() -> list[DormantContent]:
    """Each dormant plugin with the number of published pages that are not shown because of it."""
    return [
        DormantContent(plugin.label, plugin.verbose_name, pages_of(plugin).live().count())
        for plugin in registry.plugins
        if plugin.dormant
    ]


def pages_of(plugin: CMSPlugin) -> Any:
    """All pages of a plugin's types, whatever their language and state."""
    # Not by `.type()`, which would write a content type that is missing.
    return Page.objects.filter(content_type__app_label=plugin.label)


def page_types(plugin: CMSPlugin) -> tuple[type[Page], ...]:
    """The page models of a plugin."""
    return tuple(model for model in plugin.get_models() if issubclass(model, Page))


def own_models(plugin: CMSPlugin) -> list[type[Model]]:
    """The plugin's models that have a table and rows of their own."""
    return [model for model in plugin.get_models() if model._meta.managed and not model._meta.proxy]


def dormant_plugin_of(thing: Model | type[Model]) -> CMSPlugin | None:
    """The plugin a model or an object belongs to, if that plugin is dormant."""
    plugin = registry.plugin_of(thing)
    return plugin if plugin is not None and plugin.dormant else None
