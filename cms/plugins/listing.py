"""What `manage.py plugins` tells: every plugin there is, and what it does here."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from .content_left import content_left
from .discovery import distribution_of, installed_plugins
from .dormancy import page_types, pages_of
from .registry import registry
from .rooms import DEFINITIONS

if TYPE_CHECKING:
    from .base import CMSPlugin

ON = "on"
DORMANT = "dormant"
NOT_LOADED = "not loaded"


@dataclass(frozen=True)
class PluginStatus:
    """One plugin as `manage.py plugins` shows it."""

    name: str
    state: str
    """on, dormant or not loaded."""
    package: str
    """The installed distribution that brings it."""
    version: str
    contract: str
    """The contract it was written for; empty while it is not loaded, since nothing of it is imported."""
    requires: list[str] = field(default_factory=list)
    pages: int = 0
    live_pages: int = 0
    rows_left: int = 0
    """Rows and revisions in the database although the plugin is not loaded."""
    offers: dict[str, int] = field(default_factory=dict)
    """How much it offers: page types, snippets, and each name of its rooms."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def plugin_statuses() -> list[PluginStatus]:
    """Loaded plugins in their order, then the other installed ones, then those of which rows alone are left."""
    rows = content_left()
    left: Counter[str] = Counter()
    for row in rows or []:
        left[row.app_label] += row.pages + row.rows + row.revisions
    loaded = [_loaded(plugin, count_pages=rows is not None) for plugin in registry.plugins]
    names = {status.name for status in loaded}
    others = [*installed_plugins(), *sorted(left.keys() - installed_plugins().keys())]
    return [*loaded, *(_not_loaded(name, left[name]) for name in others if name not in names)]


def _loaded(plugin: CMSPlugin, *, count_pages: bool) -> PluginStatus:
    package, version = _package(plugin.label)
    # Before the first migration there is nothing to count.
    pages = pages_of(plugin) if count_pages else Page.objects.none()
    return PluginStatus(
        name=plugin.label,
        state=DORMANT if plugin.dormant else ON,
        package=package,
        version=version,
        contract=plugin.contract,
        requires=list(plugin.requires),
        pages=pages.count(),
        live_pages=pages.live().count(),
        offers=_offers(plugin),
    )


def _not_loaded(name: str, rows_left: int) -> PluginStatus:
    package, version = _package(name)
    return PluginStatus(
        name=name, state=NOT_LOADED, package=package, version=version, contract="", rows_left=rows_left
    )


def _package(name: str) -> tuple[str, str]:
    entry_points = installed_plugins().get(name, [])
    if not entry_points:
        return "not installed", ""
    distribution = entry_points[0].dist
    return distribution_of(entry_points[0]), distribution.version if distribution else ""


def _offers(plugin: CMSPlugin) -> dict[str, int]:
    snippets = [model for model in get_snippet_models() if model._meta.app_label == plugin.label]
    counts = {"page types": len(page_types(plugin)), "snippets": len(snippets)}
    for name in DEFINITIONS:
        counts[name] = sum(1 for label, _ in registry.offers(name) if label == plugin.label)
    return {name: count for name, count in counts.items() if count}
