"""The class every plugin's AppConfig inherits from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, ClassVar

from django.apps import AppConfig, apps
from django.conf import settings

from .errors import PluginError, cause
from .registry import registry
from .rooms import DEFINITIONS, ROOMS, described, load_room

CONTRACT = "1.0"
"""The version of the plugin contract this CMS offers: MAJOR.MINOR, apart from the product's version."""

_VERSION = re.compile(r"(\d+)\.(\d+)")


class CMSPlugin(AppConfig):
    """A plugin. Authors set attributes and put files in rooms; they override no method.

    A wrong plugin raises PluginError in every process: what can be told without models in
    `__init__`, before any model is imported, and what its rooms hold in `ready`.
    """

    contract: ClassVar[str] = ""
    """The version of the contract the plugin was written for, such as "1.0"."""
    requires: ClassVar[Sequence[str]] = ()
    """Labels of the plugins it builds on, which must be switched on; what they offer comes before its own."""
    required_settings: ClassVar[Sequence[str]] = ()
    """Keys that CMS_PLUGIN_SETTINGS[label] must hold."""

    def __init__(self, app_name: str, app_module: ModuleType | None) -> None:
        super().__init__(app_name, app_module)
        self.dormant = self._is_switched_off()
        self._check_class()
        self._check_contract()
        self._check_requires()
        self._check_settings()
        registry.add(self)

    @property
    def settings(self) -> Mapping[str, Any]:
        """The plugin's own settings: CMS_PLUGIN_SETTINGS[label]."""
        values: Mapping[str, Any] = getattr(settings, "CMS_PLUGIN_SETTINGS", {}).get(self.label, {})
        return values

    def import_models(self) -> None:
        """Import models.py; a failure names the plugin."""
        try:
            super().import_models()
        except Exception as error:
            raise PluginError(
                f"Plugin '{self.label}' has models that cannot be imported: {cause(error)}. "
                "Correct it, or remove it from CMS_PLUGINS and CMS_PLUGINS_OFF."
            ) from error

    def ready(self) -> None:
        """Load the rooms and register what they offer; of a dormant plugin, the blocks alone."""
        from .dormancy import forbid_creation  # imports models: only once all are loaded

        _ = registry.plugins  # all are known now: those that require each other are refused
        for room in ROOMS:
            if self.dormant and not room.stays_when_dormant:
                continue
            for name, values in load_room(self, room).items():
                registry.register(self, name, values, DEFINITIONS[name].identity)
        if self.dormant:
            forbid_creation(self)
        registry.finish(self)

    def _is_switched_off(self) -> bool:
        off = getattr(settings, "CMS_PLUGINS_OFF", [])
        if self.label not in settings.CMS_PLUGINS and self.label not in off:
            raise PluginError(
                f"Plugin '{self.label}' is loaded but stands neither in CMS_PLUGINS nor in CMS_PLUGINS_OFF. "
                "Name it in CMS_PLUGINS, give it the label of its entry point, and add nothing to INSTALLED_APPS by hand."
            )
        return self.label in off

    def _check_class(self) -> None:
        if "plugins" not in apps.app_configs:
            raise PluginError(
                f"Plugin '{self.label}' is loaded before the app 'cms.plugins'. "
                "Put 'cms.plugins' before the plugins in INSTALLED_APPS."
            )
        if self.label in apps.app_configs:
            raise PluginError(
                f"Plugin '{self.label}' has the label of the app '{apps.app_configs[self.label].name}'. "
                "Give the plugin and its entry point another label."
            )
        if type(self).ready is not CMSPlugin.ready:
            raise PluginError(
                f"Plugin '{self.label}' overrides `ready()`, which loads its rooms. "
                "Remove the method, and connect signal receivers in models.py."
            )

    def _check_contract(self) -> None:
        version = _VERSION.fullmatch(self.contract) if isinstance(self.contract, str) else None
        if version is None:
            raise PluginError(
                f"Plugin '{self.label}' has the contract version {self.contract!r}. "
                f'Write the version it was made for as MAJOR.MINOR, such as contract = "{CONTRACT}".'
            )
        major, minor = (int(number) for number in version.groups())
        our_major, our_minor = (int(number) for number in CONTRACT.split("."))
        if major != our_major:
            raise PluginError(
                f"Plugin '{self.label}' was written for the plugin contract {self.contract}, but this CMS offers "
                f"{CONTRACT}. Install a version of the plugin written for {our_major}.x."
            )
        if minor > our_minor:
            raise PluginError(
                f"Plugin '{self.label}' was written for the plugin contract {self.contract}, but this CMS offers "
                f"{CONTRACT}. Upgrade EIG CMS, or install an older version of the plugin."
            )

    def _check_requires(self) -> None:
        if isinstance(self.requires, str):
            raise PluginError(
                f"Plugin '{self.label}' has `requires` = '{self.requires}'. "
                f"Write a list of plugin labels, such as ['{self.requires}']."
            )
        on = list(settings.CMS_PLUGINS)
        off = list(getattr(settings, "CMS_PLUGINS_OFF", []))
        for required in self.requires:
            if required == self.label:
                raise PluginError(
                    f"Plugin '{self.label}' requires itself. Remove '{required}' from its `requires`."
                )
            if required not in on and required not in off:
                raise PluginError(
                    f"Plugin '{self.label}' requires the plugin '{required}', which is not loaded. "
                    f"Add '{required}' to CMS_PLUGINS."
                )
            if required in off and not self.dormant:
                raise PluginError(
                    f"Plugin '{self.label}' requires the plugin '{required}', which is switched off. "
                    f"Move '{required}' to CMS_PLUGINS, or '{self.label}' to CMS_PLUGINS_OFF as well."
                )

    def _check_settings(self) -> None:
        if isinstance(self.required_settings, str):
            raise PluginError(
                f"Plugin '{self.label}' has `required_settings` = '{self.required_settings}'. "
                f"Write a list of setting names, such as ['{self.required_settings}']."
            )
        if not isinstance(self.settings, Mapping):
            raise PluginError(
                f"CMS_PLUGIN_SETTINGS['{self.label}'] is {described(self.settings)}. "
                "Write a dictionary of setting names and values."
            )
        missing = [key for key in self.required_settings if self.settings.get(key) in (None, "")]
        if missing:
            settings_, them = ("setting", "it") if len(missing) == 1 else ("settings", "them")
            raise PluginError(
                f"Plugin '{self.label}' lacks the {settings_} {', '.join(missing)}. "
                f"Give {them} in CMS_PLUGIN_SETTINGS['{self.label}']."
            )
