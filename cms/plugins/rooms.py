"""The named rooms of a plugin: which files it may bring, and what each must define.

An absent file offers nothing. A present file that cannot be imported, lacks its names,
or defines something of the wrong form stops the start.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from .errors import PluginError, cause
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

if TYPE_CHECKING:
    from .base import CMSPlugin


class WrongForm(ValueError):
    """What a room defines has the wrong form; the message completes "`name` …"."""


def described(value: object) -> str:
    """A wrong value as an error names it: the class itself, or what kind of thing it is."""
    if value is None:
        return "None"
    if isinstance(value, type):
        return f"the class {value.__name__}"
    return f"the {type(value).__name__} {value!r:.60}"


@dataclass(frozen=True)
class Definition:
    """One name a room defines."""

    name: str
    """The name, such as "related"."""
    form: str
    """Its form in words, as the contract and the errors put it."""
    read: Callable[[object], list[Any]]
    """Returns the single values; raises WrongForm."""
    identity: Callable[[Any], str | None]
    """What must be unique among all plugins, in words; None where nothing must."""


@dataclass(frozen=True)
class Room:
    """One file a plugin may bring."""

    name: str
    """Name of the module inside the plugin's package."""
    offers: str
    """What it offers, in words."""
    definitions: tuple[Definition, ...]
    stays_when_dormant: bool = False
    """Blocks stay, so that stored bodies still show and save."""

    @property
    def file(self) -> str:
        return f"{self.name}.py"


def _sequence(value: object, form: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple):
        raise WrongForm(f"must be {form}, not {described(value)}")
    return value


def _dictionary(value: object, form: str) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise WrongForm(f"must be {form}, not {described(value)}")
    return value


def _check_models(item: Any) -> None:
    """Refuse a value that names a model nobody loaded: it would never be asked for."""
    for name in ("target", "model", "parent"):
        label = getattr(item, name, None)
        if not label:
            continue
        try:
            apps.get_model(label)
        except (LookupError, ValueError, AttributeError):
            raise WrongForm(
                f"has the {name} {label!r}, which is no loaded model. "
                "Write app_label.Model, and name its plugin in `requires` if it is another's"
            ) from None


def _list_of(kind: type, form: str) -> Callable[[object], list[Any]]:
    def read(value: object) -> list[Any]:
        items = _sequence(value, form)
        for position, item in enumerate(items, start=1):
            if not isinstance(item, kind):
                raise WrongForm(f"must be {form}, but its item {position} is {described(item)}")
            _check_models(item)
        return list(items)

    return read


def _declared(name: str, kind: type, identity: Callable[[Any], str | None]) -> Definition:
    form = f"a list of {kind.__name__}"
    return Definition(name, form, _list_of(kind, form), identity)


def _read_endpoints(value: object) -> list[Any]:
    # The views of Wagtail's API import models: only after all are loaded.
    from wagtail.api.v2.views import BaseAPIViewSet

    items = _dictionary(value, ENDPOINTS_FORM)
    for name, viewset in items.items():
        if not (isinstance(name, str) and isinstance(viewset, type) and issubclass(viewset, BaseAPIViewSet)):
            raise WrongForm(f"must be {ENDPOINTS_FORM}, but {name!r} is {described(viewset)}")
    return list(items.items())


def _read_importers(value: object) -> list[Any]:
    items = _sequence(value, IMPORTERS_FORM)
    for position, item in enumerate(items, start=1):
        kind = getattr(item, "kind", None)
        if not (isinstance(item, type) and isinstance(kind, str) and kind):
            raise WrongForm(f"must be {IMPORTERS_FORM}, but its item {position} is {described(item)}")
        if inspect.isabstract(item):
            missing = ", ".join(sorted(getattr(item, "__abstractmethods__", ())))
            raise WrongForm(f"must be {IMPORTERS_FORM}, but {item.__name__} does not implement {missing}")
    return list(items)


def _read_shortcodes(value: object) -> list[Any]:
    items = _dictionary(value, SHORTCODES_FORM)
    for name, function in items.items():
        if not (isinstance(name, str) and callable(function)):
            raise WrongForm(f"must be {SHORTCODES_FORM}, but {name!r} is {described(function)}")
    return list(items.items())


def _read_blocks(value: object) -> list[Any]:
    from wagtail.blocks import Block  # a model, imported once all are loaded

    items = _sequence(value, BLOCKS_FORM)
    for position, item in enumerate(items, start=1):
        if not (isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str)):
            raise WrongForm(f"must be {BLOCKS_FORM}, but its item {position} is {described(item)}")
        if not isinstance(item[1], Block):
            raise WrongForm(f"must be {BLOCKS_FORM}, but {item[0]!r} is {described(item[1])}")
    return list(items)


ENDPOINTS_FORM = "a dictionary of URL segment to API v2 viewset class"
IMPORTERS_FORM = "a list of importer classes, each with its `kind`"
SHORTCODES_FORM = "a dictionary of shortcode name to function"
BLOCKS_FORM = "a list of (name, block) pairs"

ROOMS: tuple[Room, ...] = (
    Room(
        "related",
        "sections and API fields this type adds to another type",
        (_declared("related", RelatedSection, lambda s: f"the section '{s.name}' of {s.target}"),),
    ),
    Room(
        "api",
        "endpoints and list filters",
        (
            Definition(
                "endpoints", ENDPOINTS_FORM, _read_endpoints, lambda pair: f"the endpoint '{pair[0]}'"
            ),
            _declared("filters", ListFilter, lambda f: f"the filter '{f.name}' of {f.target}"),
        ),
    ),
    Room(
        "importer",
        "readers of documents of this type, and shortcodes",
        (
            Definition(
                "importers", IMPORTERS_FORM, _read_importers, lambda cls: f"the importer of '{cls.kind}'"
            ),
            Definition(
                "shortcodes", SHORTCODES_FORM, _read_shortcodes, lambda pair: f"the shortcode '{pair[0]}'"
            ),
        ),
    ),
    Room(
        "search",
        "facets and boosts of the public search",
        (
            _declared("facets", Facet, lambda f: f"the facet '{f.name}' of {f.target}"),
            _declared("boosts", Boost, lambda _: None),
        ),
    ),
    Room(
        "events", "events sent by webhook", (_declared("events", Event, lambda e: f"the event '{e.name}'"),)
    ),
    Room("feeds", "feeds", (_declared("feeds", Feed, lambda f: f"the feed '{f.name}'"),)),
    Room(
        "structured_data",
        "structured data for search engines",
        (_declared("json_ld", JsonLd, lambda j: f"the structured data of {j.target}"),),
    ),
    Room(
        "blocks",
        "blocks for the bodies of all types",
        (Definition("blocks", BLOCKS_FORM, _read_blocks, lambda pair: f"the block '{pair[0]}'"),),
        stays_when_dormant=True,
    ),
    Room(
        "integrity",
        "rows of the integrity report",
        (_declared("checks", IntegrityCheck, lambda c: f"the check '{c.name}'"),),
    ),
    Room(
        "personal_data",
        "where a person may be found",
        (_declared("finders", PersonFinder, lambda _: None),),
    ),
    Room(
        "site_pages",
        "index pages a new site gets, in each language",
        (_declared("site_pages", SitePage, lambda p: f"the page {p.model} at '{p.slugs}'"),),
    ),
)

DEFINITIONS: dict[str, Definition] = {
    definition.name: definition for room in ROOMS for definition in room.definitions
}


def load_room(plugin: CMSPlugin, room: Room) -> dict[str, list[Any]]:
    """What the plugin defines in one room, by name, its form checked; empty where the file is absent."""
    module = _import_room(plugin, room)
    if module is None:
        return {}
    defined = {d.name: getattr(module, d.name) for d in room.definitions if hasattr(module, d.name)}
    if not defined:
        names = [f"`{definition.name}`" for definition in room.definitions]
        lacking = f"neither {' nor '.join(names)}" if len(names) > 1 else f"no {names[0]}"
        raise PluginError(
            f"Plugin '{plugin.label}' has a room {room.file} that defines {lacking}. "
            f"Define {' or '.join(names)} in it, or delete the file."
        )
    values: dict[str, list[Any]] = {}
    for name, value in defined.items():
        try:
            values[name] = DEFINITIONS[name].read(value)
        except WrongForm as error:
            raise PluginError(
                f"Plugin '{plugin.label}' has a wrong room {room.file}: `{name}` {error}. Correct it there."
            ) from None
    return values


def _import_room(plugin: CMSPlugin, room: Room) -> ModuleType | None:
    # Catching ModuleNotFoundError would take a broken import inside the room for its absence.
    if plugin.module is None or not module_has_submodule(plugin.module, room.name):
        return None
    try:
        return import_module(f"{plugin.name}.{room.name}")
    except Exception as error:
        cure = (
            "Correct it." if room.stays_when_dormant else "Correct it, or move the plugin to CMS_PLUGINS_OFF."
        )
        raise PluginError(
            f"Plugin '{plugin.label}' has a room {room.file} that cannot be imported: {cause(error)}. {cure}"
        ) from error
