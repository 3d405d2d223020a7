"""What all loaded plugins offer, in their order.

API, search, importer and templates ask the registry; none of them knows a plugin by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings

from .errors import PluginError
from .rooms import DEFINITIONS

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from wagtail.api.v2.views import BaseAPIViewSet
    from wagtail.blocks import Block

    from .base import CMSPlugin
    from .offers import (
        Boost,
        Event,
        Facet,
        Feed,
        IntegrityCheck,
        JsonLd,
        ListFilter,
        PersonFinder,
        RelatedSection,
        SitePage,
    )


class Registry:
    """Plugins and their offers. Filled while Django starts, only read afterwards."""

    def __init__(self) -> None:
        self._plugins: dict[str, CMSPlugin] = {}
        self._offers: dict[str, dict[str, list[Any]]] = {}
        self._finished: set[str] = set()
        self._ordered: tuple[CMSPlugin, ...] | None = None
        self._reserved: set[str] = set()

    # Filling, by CMSPlugin alone; reserving, by what stands below the plugins

    def add(self, plugin: CMSPlugin) -> None:
        """Note a plugin as loaded; what it offers follows when its models are ready."""
        self._plugins[plugin.label] = plugin
        self._ordered = None
        self._finished.discard(plugin.label)
        for by_label in self._offers.values():
            by_label.pop(plugin.label, None)

    def reserve(self, name: str, values: Iterable[Any]) -> None:
        """Keep what is not a plugin's to offer, such as the names of the blocks every body has."""
        identity = DEFINITIONS[name].identity
        self._reserved |= {words for value in values if (words := identity(value)) is not None}

    def register(
        self,
        plugin: CMSPlugin,
        name: str,
        values: Sequence[Any],
        identity: Callable[[Any], str | None],
    ) -> None:
        """Note the values a plugin offers under one name of a room; PluginError where two offer the same,
        or one what is reserved."""
        taken = {identity(value): label for label, value in self._pairs(name)}
        for value in values:
            words = identity(value)
            if words is None:
                continue
            if words in self._reserved:
                raise PluginError(
                    f"Plugin '{plugin.label}' offers {words}, which is there without it. Give it another name."
                )
            if words in taken:
                raise PluginError(_offered_twice(words, taken[words], plugin.label))
            taken[words] = plugin.label
        self._offers.setdefault(name, {})[plugin.label] = list(values)

    def finish(self, plugin: CMSPlugin) -> None:
        """Note that a plugin has registered all it offers."""
        self._finished.add(plugin.label)

    # Plugins

    @property
    def ready(self) -> bool:
        """True once every plugin of both lists has registered what it offers."""
        if not apps.is_installed("cms.plugins"):
            return False
        return self._finished.issuperset([*settings.CMS_PLUGINS, *getattr(settings, "CMS_PLUGINS_OFF", [])])

    @property
    def plugins(self) -> tuple[CMSPlugin, ...]:
        """Every loaded plugin, each after those it requires; else in the order of the two lists, those on first.

        Raises PluginError where plugins require each other.
        """
        if self._ordered is None:
            self._ordered = tuple(in_order_of_requirements(self._plugins))
        return self._ordered

    def is_on(self, label: str) -> bool:
        """Whether the plugin is loaded and named in CMS_PLUGINS."""
        return label in self._plugins and not self._plugins[label].dormant

    def is_dormant(self, label: str) -> bool:
        """Whether the plugin is loaded but switched off by CMS_PLUGINS_OFF."""
        return label in self._plugins and self._plugins[label].dormant

    def plugin_of(self, model: type[Model] | Model) -> CMSPlugin | None:
        """The plugin a model belongs to, or None for a model of no plugin."""
        return self._plugins.get(model._meta.app_label)

    def dormant_models(self) -> tuple[type[Model], ...]:
        """Every model of the dormant plugins."""
        return tuple(model for plugin in self.plugins if plugin.dormant for model in plugin.get_models())

    # Offers

    def offers(self, name: str) -> tuple[tuple[str, Any], ...]:
        """(plugin label, value) for one name of a room, such as "related" or "filters".

        A value is one item of the room's list, or one (key, value) pair of its dictionary.
        """
        if name not in DEFINITIONS:
            raise KeyError(f"No room defines {name!r}. Rooms define: {', '.join(DEFINITIONS)}.")
        if not self.ready:
            raise PluginError(
                f"`{name}` was asked of the plugin registry before every plugin was ready. "
                "Ask for it when it is needed, not while a module is imported."
            )
        return tuple(self._pairs(name))

    def related_for(self, model: type[Model]) -> tuple[RelatedSection, ...]:
        """Sections other plugins add to a model or to one it inherits from."""
        return self._for("related", model)

    def filters_for(self, model: type[Model]) -> tuple[ListFilter, ...]:
        """List filters of a model or of one it inherits from."""
        return self._for("filters", model)

    def facets_for(self, model: type[Model]) -> tuple[Facet, ...]:
        """Search facets of a model."""
        return self._for("facets", model)

    def boosts_for(self, model: type[Model]) -> tuple[Boost, ...]:
        """Search boosts of a model."""
        return self._for("boosts", model)

    def events_for(self, model: type[Model]) -> tuple[Event, ...]:
        """Webhook events of a model."""
        return self._for("events", model)

    def json_ld_for(self, model: type[Model]) -> tuple[JsonLd, ...]:
        """Structured data of a model."""
        return self._for("json_ld", model)

    def endpoints(self) -> dict[str, type[BaseAPIViewSet]]:
        """API endpoints by URL segment."""
        return dict(self._values("endpoints"))

    def filters(self) -> tuple[ListFilter, ...]:
        """List filters of all models."""
        return self._values("filters")

    def importers(self) -> tuple[type[Any], ...]:
        """Importer classes."""
        return self._values("importers")

    def shortcodes(self) -> dict[str, Callable[..., Any]]:
        """Shortcode functions by name."""
        return dict(self._values("shortcodes"))

    def blocks(self) -> tuple[tuple[str, Block], ...]:
        """(name, block) for bodies, those of dormant plugins included."""
        return self._values("blocks")

    def facets(self) -> tuple[Facet, ...]:
        """Search facets of all models."""
        return self._values("facets")

    def events(self) -> tuple[Event, ...]:
        """Webhook events of all models."""
        return self._values("events")

    def feeds(self) -> tuple[Feed, ...]:
        """Feeds."""
        return self._values("feeds")

    def checks(self) -> tuple[IntegrityCheck, ...]:
        """Checks of the integrity report."""
        return self._values("checks")

    def site_pages(self) -> tuple[SitePage, ...]:
        """Index pages of a new site."""
        return self._values("site_pages")

    def finders(self) -> tuple[PersonFinder, ...]:
        """Finders of a person's data."""
        return self._values("finders")

    def _pairs(self, name: str) -> Iterable[tuple[str, Any]]:
        offered = self._offers.get(name, {})
        for plugin in self.plugins:
            for value in offered.get(plugin.label, []):
                yield plugin.label, value

    def _values(self, name: str) -> tuple[Any, ...]:
        return tuple(value for _, value in self.offers(name))

    def _for(self, name: str, model: type[Model]) -> tuple[Any, ...]:
        return tuple(value for value in self._values(name) if issubclass(model, apps.get_model(value.target)))


def in_order_of_requirements(plugins: Mapping[str, CMSPlugin]) -> Iterable[CMSPlugin]:
    """Yield each plugin after those it requires; PluginError where some require each other."""
    done: set[str] = set()

    def visit(label: str, path: tuple[str, ...]) -> Iterable[CMSPlugin]:
        if label in path:
            circle = " → ".join(f"'{name}'" for name in [*path[path.index(label) :], label])
            raise PluginError(f"Plugins require each other: {circle}. Remove one of these `requires`.")
        if label in done:
            return
        for required in plugins[label].requires:
            if required in plugins:
                yield from visit(required, (*path, label))
        done.add(label)
        yield plugins[label]

    for label in plugins:
        yield from visit(label, ())


def exclude_dormant(queryset: QuerySet[Any]) -> QuerySet[Any]:
    """Leave what belongs to dormant plugins out of a queryset of pages or of one plugin's own model."""
    # Models: they cannot be imported where settings import this package.
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    if registry.is_dormant(queryset.model._meta.app_label):
        return queryset.none()
    if not issubclass(queryset.model, Page):
        return queryset
    page_types = [model for model in registry.dormant_models() if issubclass(model, Page)]
    if not page_types:
        return queryset
    content_types = ContentType.objects.get_for_models(*page_types)
    return queryset.exclude(content_type__in=list(content_types.values()))


def _offered_twice(words: str, first: str, second: str) -> str:
    if first == second:
        return f"Plugin '{first}' offers {words} twice. Remove one."
    return (
        f"Plugins '{first}' and '{second}' both offer {words}. Rename one, or do without one of the plugins."
    )


registry = Registry()
