"""System checks of what plugins bring, with ids, hints and the object at fault.

What would break every request stops the start instead (base.py, rooms.py): these are the
mistakes a site can run with. Those of the tag `database` read it, and say nothing before
it has tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import Page

from .content_left import content_left
from .discovery import installed_plugins
from .dormancy import dormant_content, page_types
from .registry import registry
from .rooms import ROOMS

if TYPE_CHECKING:
    from .base import CMSPlugin


@register
def check_page_types(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """What every page type of a plugin needs (cms.E001 to E004, cms.W001)."""
    return [
        problem
        for plugin in _among(app_configs)
        for model in page_types(plugin)
        for problem in _page_type_problems(plugin, model)
    ]


def _page_type_problems(plugin: CMSPlugin, model: type[Page]) -> Iterator[CheckMessage]:
    name = f"{model._meta.label} of the plugin '{plugin.label}'"
    if not getattr(model, "api_fields", None):
        yield Error(
            f"The page type {name} has no api_fields: partner sites would get its title alone.",
            hint="List the fields partner sites may read in `api_fields`.",
            obj=model,
            id="cms.E001",
        )
    if not template_exists(model.template):
        yield Error(
            f"The page type {name} has no template '{model.template}'.",
            hint=f"Create it in the plugin's folder templates/{plugin.label}/, or set `template`.",
            obj=model,
            id="cms.E002",
        )
    if not extends_page_search_fields(model):
        yield Error(
            f"The page type {name} has search_fields that do not extend those of Page: "
            "the admin could neither find nor filter its pages.",
            hint="Write search_fields = [*Page.search_fields, …].",
            obj=model,
            id="cms.E003",
        )
    if getattr(model, "subpage_types", None) is not None:
        yield Error(
            f"The page type {name} has `subpage_types`, which shut the types of other plugins out.",
            hint="Remove it, and name the parent in the `parent_page_types` of each child.",
            obj=model,
            id="cms.E004",
        )
    if getattr(model, "parent_page_types", None) is None:
        yield Warning(
            f"The page type {name} has no `parent_page_types`: it may stand anywhere in the tree.",
            hint="Name the types it may stand under.",
            obj=model,
            id="cms.W001",
        )


def template_exists(name: str) -> bool:
    """Whether Django finds a template; one that cannot be parsed raises."""
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def extends_page_search_fields(model: type[Page]) -> bool:
    """Whether everything Wagtail's Page makes searchable is so in this type."""
    present = {(type(field), field.field_name) for field in model.search_fields}
    return present.issuperset((type(field), field.field_name) for field in Page.search_fields)


@register
def check_plugin_files(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """A file whose name is almost that of a room (cms.W002): what it offers would be ignored."""
    rooms = {room.name for room in ROOMS}
    known = rooms | {"apps", "models", "wagtail_hooks", "admin", "views", "urls", "forms", "tests", "signals"}
    problems: list[CheckMessage] = []
    for plugin in _among(app_configs):
        for path in sorted(Path(plugin.path).glob("*.py")):
            close = get_close_matches(path.stem, rooms, n=1, cutoff=0.8)
            if path.stem not in known and close:
                problems.append(
                    Warning(
                        f"The plugin '{plugin.label}' has a file {path.name}, which is no room: "
                        "what it offers is ignored.",
                        hint=f"Did you mean {close[0]}.py? Else give the file a name that is less alike.",
                        obj=plugin,
                        id="cms.W002",
                    )
                )
    return problems


@register
def check_plugin_settings(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Settings of a plugin that is not loaded (cms.W003)."""
    loaded = {plugin.label for plugin in registry.plugins}
    return [
        Warning(
            f"CMS_PLUGIN_SETTINGS has settings of the plugin '{label}', which is not loaded.",
            hint=_settings_hint(label, loaded),
            id="cms.W003",
        )
        for label in getattr(settings, "CMS_PLUGIN_SETTINGS", {})
        if label not in loaded
    ]


def _settings_hint(label: str, loaded: set[str]) -> str:
    close = get_close_matches(label, loaded, n=1)
    return f"Did you mean '{close[0]}'?" if close else "Remove them, or name the plugin in CMS_PLUGINS."


@register
def check_installed_apps(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The package of a plugin in INSTALLED_APPS by itself (cms.E005): Django loads it, but not as a plugin."""
    packages = {
        entry_point.value.partition(":")[0].rpartition(".")[0]: name
        for name, entry_points in installed_plugins().items()
        for entry_point in entry_points
    }
    loaded = {plugin.name for plugin in registry.plugins}
    return [
        Error(
            f"The app '{app.name}' is the package of the plugin '{packages[app.name]}', "
            "but INSTALLED_APPS names it without its plugin class.",
            hint=f"Remove it from INSTALLED_APPS and name '{packages[app.name]}' in CMS_PLUGINS.",
            id="cms.E005",
        )
        for app in apps.get_app_configs()
        if app.name in packages and app.name not in loaded
    ]


@register(Tags.database)
def check_content(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Content whose plugin is off (cms.W010) or not loaded at all (cms.E010, cms.E011)."""
    if not databases or "default" not in databases:
        return []
    left = content_left()
    if left is None:
        return []
    problems: list[CheckMessage] = [
        Warning(
            f"The plugin '{content.label}' is switched off: its {_counted(content.live_pages, 'published page')} "
            f"{'answers' if content.live_pages == 1 else 'answer'} 404.",
            hint=f"Move '{content.label}' back to CMS_PLUGINS, "
            f"or unpublish them for good with `manage.py plugins retire {content.label}`.",
            id="cms.W010",
        )
        for content in dormant_content()
        if content.live_pages
    ]
    for row in left:
        amounts = {"page": row.pages} if row.pages else {"row": row.rows, "revision": row.revisions}
        what = " and ".join(_counted(count, noun) for noun, count in amounts.items() if count)
        problems.append(
            Error(
                f"The database holds {what} of {row.app_label}.{row.model}, whose app is not loaded: "
                "the admin, deletions and scheduled publishing would fail on them.",
                hint=f"Name '{row.app_label}' in CMS_PLUGINS or CMS_PLUGINS_OFF again. To remove it for good, "
                f"run `manage.py plugins retire {row.app_label} --delete` while it is loaded.",
                id="cms.E010" if row.pages else "cms.E011",
            )
        )
    return problems


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _among(app_configs: Sequence[AppConfig] | None) -> list[CMSPlugin]:
    return [plugin for plugin in registry.plugins if app_configs is None or plugin in app_configs]
