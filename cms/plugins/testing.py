"""The tests every plugin should pass, for authors to inherit from.

    from cms.plugins.testing import PluginContractTests

    class TestChallenges(PluginContractTests):
        plugin = "challenges"

They need pytest and a settings module in which the plugin is on; they touch no database.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

import polib
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.api import APIField
from wagtail.models import DraftStateMixin, Page, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from .apps import check_plugin_class
from .checks import extends_page_search_fields, template_exists
from .dormancy import page_types
from .registry import registry
from .rooms import DEFINITIONS, ROOMS, load_room

if TYPE_CHECKING:
    from .base import CMSPlugin

# Run in a process of its own: languages are read while models are imported.
_MISSING_MIGRATIONS = """
import json, sys
from django.conf import settings
more = [(code, code) for code in sys.argv[1:] if code not in dict(settings.LANGUAGES)]
settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, *more]
import django
django.setup()
from django.utils import translation
translation.deactivate_all()  # as makemigrations does: labels are compared as they are written
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
loader = MigrationLoader(None, ignore_no_migrations=True)
changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
print(json.dumps({
    label: [operation.describe() for migration in migrations for operation in migration.operations]
    for label, migrations in changes.items()
}))
"""


class PluginContractTests:
    """Set `plugin` to the plugin's name; each test then holds it to one clause of the contract."""

    plugin: ClassVar[str]
    untranslated: ClassVar[dict[str, str]] = {}
    """Text fields that are the same in all languages on purpose: {"Model.field": "why"}."""

    def test_entry_point_leads_to_the_plugin(self) -> None:
        check_plugin_class(self.plugin)

    def test_plugin_is_on_and_registered(self) -> None:
        require(registry.ready, "Not every plugin has registered what it offers.")
        require(registry.is_on(self.plugin), f"Plugin '{self.plugin}' is not on. Name it in CMS_PLUGINS.")

    def test_rooms_have_the_form_of_the_contract(self) -> None:
        for room in ROOMS:
            for name, values in load_room(self._config, room).items():
                require(
                    self._offered(name) == values, f"What {room.file} defines as `{name}` is not registered."
                )

    def test_it_requires_the_plugins_it_builds_on(self) -> None:
        plugins = {plugin.label for plugin in registry.plugins}
        required = _with_what_they_require(self.plugin)
        forgotten = {
            f"{label} ({reason})"
            for label, reason in self._builds_on(required)
            if label in plugins and label not in required
        }
        require_none(sorted(forgotten), "Plugins it builds on that `requires` does not name")

    def test_every_page_type_has_a_template(self) -> None:
        lacking = [
            f"{m.__name__} ({m.template})" for m in self._page_types if not template_exists(m.template)
        ]
        require_none(lacking, "Page types without their template")

    def test_every_related_section_has_a_template(self) -> None:
        sections = self._offered("related")
        require_none(
            [f"{s.name} ({s.template})" for s in sections if not template_exists(s.template)],
            "Related sections without their template",
        )

    def test_every_block_has_a_template(self) -> None:
        templates = [(name, getattr(block.meta, "template", None)) for name, block in self._offered("blocks")]
        require_none(
            [
                f"{name} ({template})"
                for name, template in templates
                if not (template and template_exists(template))
            ],
            "Blocks without their template",
        )

    def test_every_page_type_has_api_fields(self) -> None:
        require_none(
            [m.__name__ for m in self._page_types if not getattr(m, "api_fields", None)],
            "Page types without api_fields",
        )

    def test_api_fields_name_what_the_model_has(self) -> None:
        wrong = [
            f"{model.__name__}.{name}"
            for model in self._models
            for name, source in _api_sources(model)
            if not _resolves(model, source)
        ]
        require_none(wrong, "API fields of which the model has nothing")

    def test_api_fields_are_named_once(self) -> None:
        names = [f"{model.__name__}.{name}" for model in self._models for name, _ in _api_sources(model)]
        require_none(sorted({name for name in names if names.count(name) > 1}), "API fields named twice")

    def test_search_fields_extend_those_of_page(self) -> None:
        lacking = [m.__name__ for m in self._page_types if not extends_page_search_fields(m)]
        require_none(lacking, "Page types whose search_fields leave those of Page out")

    def test_every_page_type_names_its_parents(self) -> None:
        unnamed = [m.__name__ for m in self._page_types if getattr(m, "parent_page_types", None) is None]
        require_none(unnamed, "Page types without parent_page_types")
        # Wagtail reads the names here, and stops at one that does not exist.
        for model in self._page_types:
            model.clean_parent_page_models()

    def test_no_page_type_shuts_out_children_of_other_plugins(self) -> None:
        named = [m.__name__ for m in self._page_types if getattr(m, "subpage_types", None) is not None]
        require_none(named, "Page types with subpage_types")

    def test_what_looks_like_a_snippet_is_registered(self) -> None:
        registered = get_snippet_models()
        forgotten = [m.__name__ for m in self._models if _looks_like_a_snippet(m) and m not in registered]
        require_none(forgotten, "Models like snippets that models.py or wagtail_hooks.py does not register")

    def test_migrations_are_up_to_date(self) -> None:
        require_none(_missing_migrations().get(self.plugin, []), "Changes without a migration")

    def test_migrations_do_not_depend_on_the_languages(self) -> None:
        known = _missing_migrations().get(self.plugin, [])
        missing = _missing_migrations("de", "es").get(self.plugin, [])
        require_none(
            [change for change in missing if change not in known],
            "Changes without a migration where the site has two more languages",
        )

    def test_every_text_is_translatable_or_synchronized_on_purpose(self) -> None:
        missed = [
            name
            for model in self._content_models
            for field in model._meta.concrete_fields
            if (name := f"{model.__name__}.{field.name}") not in self.untranslated
            and _is_prose(field)
            and not _is_translated(model, field)
        ]
        require_none(missed, "Texts that translators do not get, and that are not declared as synchronized")

    def test_french_catalogue_is_complete(self) -> None:
        path = Path(self._config.path) / "locale" / "fr" / "LC_MESSAGES" / "django.po"
        require(path.is_file(), f"The French catalogue {path} is missing. Make it with makemessages.")
        catalogue = polib.pofile(str(path))
        require_none([entry.msgid for entry in catalogue.untranslated_entries()], "Untranslated in French")
        require_none([entry.msgid for entry in catalogue.fuzzy_entries()], "Fuzzy in French")

    @property
    def _config(self) -> CMSPlugin:
        return cast("CMSPlugin", apps.get_app_config(self.plugin))

    def _offered(self, name: str) -> list[Any]:
        return [value for label, value in registry.offers(name) if label == self.plugin]

    def _builds_on(self, required: set[str]) -> Iterator[tuple[str, str]]:
        """The app of each model that the plugin cannot be without, and why."""
        for model in self._models:
            for field in model._meta.get_fields():
                if field.related_model and (field.concrete or field.many_to_many) and not field.auto_created:
                    yield field.related_model._meta.app_label, f"{model.__name__}.{field.name}"
        for model in self._page_types:
            # One parent is enough: those of plugins that are not there are left out.
            parents = {parent._meta.app_label for parent in model.clean_parent_page_models()}
            if not parents & (required | {"wagtailcore"}):
                for label in parents:
                    yield label, f"{model.__name__}.parent_page_types"
        for name in DEFINITIONS:
            for value in self._offered(name):
                for attribute in ("target", "model", "parent"):
                    if isinstance(target := getattr(value, attribute, None), str) and target:
                        yield target.partition(".")[0], f"`{name}`"

    @property
    def _models(self) -> list[type[models.Model]]:
        return list(self._config.get_models())

    @property
    def _page_types(self) -> tuple[type[Page], ...]:
        return page_types(self._config)

    @property
    def _content_models(self) -> list[type[models.Model]]:
        """What editors write in: page types, snippets, and the rows of both."""
        snippets = get_snippet_models()
        return [m for m in self._models if issubclass(m, Page) or m in snippets or _parental_key(m)]


def require(fact: bool, sentence: str) -> None:
    """Fail with a sentence: pytest explains no bare `assert` of an installed package."""
    if not fact:
        raise AssertionError(sentence)


def require_none(found: Sequence[str], what: str) -> None:
    """Fail naming each thing found."""
    require(not found, f"{what}: {', '.join(found)}.")


def _with_what_they_require(label: str) -> set[str]:
    """A plugin, those it requires, those these require, and so on."""
    found = {label}
    for plugin in reversed(registry.plugins):
        # What is required comes before: one pass from the end meets each after those that require it.
        if plugin.label in found:
            found.update(plugin.requires)
    return found


def _api_sources(model: type[models.Model]) -> list[tuple[str, str]]:
    """(name, where its value comes from) of each API field of a model."""
    sources = []
    for api_field in getattr(model, "api_fields", []):
        if not isinstance(api_field, APIField):
            sources.append((api_field, api_field))
            continue
        source = getattr(api_field.serializer, "source", None)
        sources.append((api_field.name, source or api_field.name))
    return sources


def _resolves(model: type[models.Model], source: str) -> bool:
    first = source.partition(".")[0]
    if first == "*" or hasattr(model, first):
        return True
    try:
        model._meta.get_field(first)
    except FieldDoesNotExist:
        return False
    return True


def _parental_key(model: type[models.Model]) -> Any:
    return next((field for field in model._meta.fields if isinstance(field, ParentalKey)), None)


def _looks_like_a_snippet(model: type[models.Model]) -> bool:
    if issubclass(model, Page) or _parental_key(model):
        return False
    return issubclass(model, DraftStateMixin | PreviewableMixin | RevisionMixin | TranslatableMixin)


def _is_prose(field: models.Field[Any, Any]) -> bool:
    """Whether people write words into the field: no addresses, codes or choices."""
    if not field.editable or field.choices or isinstance(field, models.URLField | models.EmailField):
        return False
    return isinstance(field, models.CharField | models.TextField) or hasattr(field, "stream_block")


def _is_translated(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    """Whether translators get the field, or its author said that it is the same in all languages."""
    if issubclass(model, Page) and field.model is Page:
        return True
    if issubclass(model, TranslatableMixin):
        return _is_declared(model, field.name)
    # A row that is no translatable object goes along with its parent, as one synchronized field.
    parental_key = _parental_key(model)
    return bool(parental_key) and _is_declared(
        parental_key.related_model, parental_key.remote_field.related_name
    )


def _is_declared(model: type[models.Model], name: str) -> bool:
    declared = [
        *getattr(model, "translatable_fields", []),
        *getattr(model, "override_translatable_fields", []),
    ]
    if any(isinstance(field, SynchronizedField) and field.field_name == name for field in declared):
        return True
    return TranslatableField(name) in get_translatable_fields(model)


@cache
def _missing_migrations(*more_languages: str) -> dict[str, list[str]]:
    """What makemigrations would write for each app if the site had these languages too.

    Models read the languages when they are imported: it takes a process of its own.
    """
    result = subprocess.run(  # noqa: S603  this very Python, on code of ours
        [sys.executable, "-c", _MISSING_MIGRATIONS, *more_languages],
        capture_output=True,
        text=True,
        check=False,
    )
    require(result.returncode == 0, result.stderr)
    missing: dict[str, list[str]] = json.loads(result.stdout.splitlines()[-1])
    return missing
