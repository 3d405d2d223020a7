"""Finds installed plugins by their entry points, without importing any of them.

Settings call `plugin_apps()`, and settings may import no models: only names and
dotted paths are handled here.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points

from .errors import PluginError

GROUP = "eig_cms.plugins"
OUR_PACKAGE = "cms."

_TARGET = re.compile(r"(?P<module>[A-Za-z_][\w.]*):(?P<name>[A-Za-z_]\w*)")


def installed_plugins() -> dict[str, list[EntryPoint]]:
    """Every entry point of our group by name, sorted; a sound name has exactly one."""
    found: dict[str, list[EntryPoint]] = {}
    for entry_point in entry_points(group=GROUP):
        found.setdefault(entry_point.name, []).append(entry_point)
    return dict(sorted(found.items()))


def our_plugins() -> list[str]:
    """Names of the plugins that EIG CMS itself brings, in alphabetical order; PluginError if it is not installed."""
    ours = [
        name
        for name, found in installed_plugins().items()
        if any(entry_point.value.startswith(OUR_PACKAGE) for entry_point in found)
    ]
    if not ours:
        raise PluginError(
            "No plugin of EIG CMS is installed: their entry points are written at install. Run `make install`."
        )
    return ours


def distribution_of(entry_point: EntryPoint) -> str:
    """The name of the installed package that carries the entry point."""
    return entry_point.dist.name if entry_point.dist else "?"


def plugin_apps(on: Sequence[str], off: Sequence[str] = ()) -> list[str]:
    """Turn plugin names into dotted AppConfig paths for INSTALLED_APPS.

    `on` is CMS_PLUGINS, `off` is CMS_PLUGINS_OFF: plugins of both lists are loaded,
    those of `off` last and dormant. Nothing is imported. Raises PluginError for a name
    that is not installed, offered twice, listed twice or listed in both.
    """
    _check_lists(on, off)
    installed = installed_plugins()
    return [_dotted_path(name, installed) for name in [*on, *off]]


def plugin_entry_point(name: str) -> EntryPoint:
    """The one entry point called `name`, or PluginError."""
    return _entry_point(name, installed_plugins())


def _check_lists(on: Sequence[str], off: Sequence[str]) -> None:
    for setting, names in (("CMS_PLUGINS", on), ("CMS_PLUGINS_OFF", off)):
        if isinstance(names, str):
            raise PluginError(
                f"{setting} is the text '{names}'. Write a list of plugin names, such as ['{names}']."
            )
        for name in names:
            if list(names).count(name) > 1:
                raise PluginError(f"Plugin '{name}' stands more than once in {setting}. Remove all but one.")
    for name in on:
        if name in off:
            raise PluginError(
                f"Plugin '{name}' stands both in CMS_PLUGINS and in CMS_PLUGINS_OFF. "
                "Keep it in the first to switch it on, or in the second to make it dormant."
            )


def _dotted_path(name: str, installed: dict[str, list[EntryPoint]]) -> str:
    entry_point = _entry_point(name, installed)
    target = _TARGET.fullmatch(entry_point.value)
    if target is None:
        raise PluginError(
            f"Plugin '{name}' of the package {distribution_of(entry_point)} has the entry point "
            f"'{entry_point.value}', which names no class. Write it as 'package.apps:ClassName' and install again."
        )
    return f"{target['module']}.{target['name']}"


def _entry_point(name: str, installed: dict[str, list[EntryPoint]]) -> EntryPoint:
    found = installed.get(name, [])
    if len(found) > 1:
        packages = " and ".join(sorted(distribution_of(entry_point) for entry_point in found))
        raise PluginError(
            f"Plugin '{name}' is offered by {packages}. Uninstall all but one of these packages."
        )
    if not found:
        raise PluginError(_not_installed(name, installed))
    return found[0]


def _not_installed(name: str, installed: dict[str, list[EntryPoint]]) -> str:
    ours = [ep for eps in installed.values() for ep in eps if ep.value.startswith(OUR_PACKAGE)]
    if not ours:
        return (
            f"Plugin '{name}' is not installed, nor is any other plugin of EIG CMS: "
            "their entry points are written at install. Run `make install`."
        )
    close = get_close_matches(name, installed, n=1)
    if close:
        cure = f"Did you mean '{close[0]}'?"
    else:
        cure = "Install the package that offers it, or run `make install` if pyproject.toml has just been given it."
    return f"Plugin '{name}' is not installed. {cure} Installed: {', '.join(installed)}."
