from __future__ import annotations

from importlib import import_module
from types import ModuleType

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .base import CMSPlugin
from .discovery import distribution_of, plugin_entry_point
from .errors import PluginError, cause


class PluginsConfig(AppConfig):
    """The contract itself. It stands before all plugins in INSTALLED_APPS."""

    default = True  # CMSPlugin, imported here, would be another candidate
    name = "cms.plugins"
    label = "plugins"
    verbose_name = _("Plugins")

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        super().__init__(app_name, app_module)
        # Django would report a plugin that cannot be imported by a traceback that does not name it.
        for name in [*settings.CMS_PLUGINS, *getattr(settings, "CMS_PLUGINS_OFF", [])]:
            check_plugin_class(name)

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system checks; imports models


def check_plugin_class(name: str) -> None:
    """Import the class a plugin's entry point names; PluginError unless it is a CMSPlugin of that label."""
    entry_point = plugin_entry_point(name)
    where = f"'{entry_point.value}' of the package {distribution_of(entry_point)}"
    try:
        plugin = entry_point.load()
        if (
            isinstance(plugin, type)
            and issubclass(plugin, CMSPlugin)
            and isinstance(getattr(plugin, "name", None), str)
        ):
            import_module(plugin.name)
    except Exception as error:
        raise PluginError(
            f"Plugin '{name}' cannot be imported from {where}: {cause(error)}. "
            "Correct it, or remove it from CMS_PLUGINS and CMS_PLUGINS_OFF."
        ) from error
    if not (isinstance(plugin, type) and issubclass(plugin, CMSPlugin)):
        raise PluginError(
            f"Plugin '{name}' ({where}) is no CMSPlugin. Let its class inherit from cms.plugins.CMSPlugin."
        )
    if not isinstance(getattr(plugin, "name", None), str):
        raise PluginError(f"Plugin '{name}' ({where}) has no `name`. Set it to the plugin's package.")
    label = getattr(plugin, "label", plugin.name.rpartition(".")[2])
    if label != name:
        raise PluginError(
            f"Plugin '{name}' ({where}) has the label '{label}'. Give the entry point and the label the same name."
        )
