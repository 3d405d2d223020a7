"""Taking a plugin out of service for good, while its code is still loaded.

Once a plugin has left INSTALLED_APPS, nobody can unpublish, delete or even read its rows.
So it is retired first: `unpublish` takes its content off the site and can be undone;
`delete` leaves no row, revision, translation, permission or content type behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import ProtectedError, Q, RestrictedError
from wagtail.models import DraftStateMixin, Page, Revision, Site

from .dormancy import pages_of
from .errors import PluginError
from .registry import registry
from .stored_blocks import count_blocks

if TYPE_CHECKING:
    from .base import CMSPlugin

# Rows these apps keep about an object go with it; anybody else's are theirs to remove.
BOOKKEEPING_PACKAGES = ("wagtail", "wagtail_localize", "django.contrib", "taggit", "modelsearch")
SHOWN = 5


@dataclass
class RetirementPlan:
    """What retiring a plugin would do, and what stands in its way."""

    plugin: CMSPlugin
    live: dict[str, int] = field(default_factory=dict)
    """Published objects by model label."""
    rows: dict[str, int] = field(default_factory=dict)
    """All rows by model label."""
    obstacles: list[str] = field(default_factory=list)
    """Why neither unpublishing nor deleting may begin, in whole sentences."""
    obstacles_to_deletion: list[str] = field(default_factory=list)
    """Why its rows cannot be deleted yet, in whole sentences."""
    consequences: list[str] = field(default_factory=list)
    """What happens elsewhere once its rows are deleted, in whole sentences."""


def plan_retirement(label: str) -> RetirementPlan:
    """Look at all a plugin has and all that points to it. Changes nothing.

    Raises PluginError when the plugin is not loaded: its rows could not be read.
    """
    plugin = _loaded(label)
    plan = RetirementPlan(plugin)
    for model in own_models(plugin):
        rows = _rows(model)
        if count := rows.count():
            plan.rows[model._meta.label] = count
        if has_drafts(model) and (count := rows.filter(live=True).count()):
            plan.live[model._meta.label] = count
    plan.obstacles += [*_requiring(plugin), *_site_roots(plugin)]
    plan.obstacles_to_deletion += [*_pages_below(plugin), *_rows_of_others(plugin)]
    plan.consequences += [*_emptied_fields(plugin), *_blocks_in_bodies(plugin)]
    return plan


def unpublish(label: str, done: Callable[[models.Model], None] = lambda _: None) -> None:
    """Unpublish every live object of a plugin, in all languages, and cancel what is scheduled.

    Goes object by object, so that it can be interrupted and run again. PluginError while
    the plan has obstacles.
    """
    plugin = _loaded(label)
    _refuse([*_requiring(plugin), *_site_roots(plugin)])
    for model in own_models(plugin):
        if has_drafts(model):
            for instance in _one_by_one(_rows(model).filter(live=True)):
                instance.unpublish()
                done(instance)
    scheduled = Revision.objects.filter(content_type__in=_content_types(plugin))
    scheduled.exclude(approved_go_live_at=None).update(approved_go_live_at=None)


def delete(label: str, done: Callable[[models.Model], None] = lambda _: None) -> None:
    """Delete every row of a plugin and all that Wagtail keeps about them.

    Goes object by object, so that signals are sent, other writers need not wait for all of
    it, and it can be interrupted and run again. PluginError while the plan has obstacles.
    """
    plan = plan_retirement(label)
    _refuse([*plan.obstacles, *plan.obstacles_to_deletion])
    _empty_own_references(plan.plugin)
    try:
        for model in deletion_order(plan.plugin):
            for instance in _one_by_one(_deepest_first(model)):
                instance.delete()
                done(instance)
    except (ProtectedError, RestrictedError) as error:
        raise PluginError(
            f"Plugin '{label}' has rows that others protect: {error.args[0]} Remove those, and run this again."
        ) from error
    if left := {model._meta.label for model in own_models(plan.plugin) if _rows(model).exists()}:
        raise PluginError(f"Rows of {_list(sorted(left))} were added meanwhile. Run this again.")
    _delete_bookkeeping(plan.plugin)


def own_models(plugin: CMSPlugin) -> list[type[models.Model]]:
    """The plugin's models that have a table and rows of their own."""
    return [model for model in plugin.get_models() if model._meta.managed and not model._meta.proxy]


def has_drafts(model: type[models.Model]) -> bool:
    """Whether objects of a model are published and unpublished."""
    return issubclass(model, DraftStateMixin)


def deletion_order(plugin: CMSPlugin) -> list[type[models.Model]]:
    """Own models, each before the models its rows point to, so that nothing is protected by a sibling."""
    remaining = own_models(plugin)
    ordered: list[type[models.Model]] = []
    while remaining:
        free = [m for m in remaining if not any(m in _points_to(o) for o in remaining if o is not m)]
        # In a circle the fields that may be empty are emptied already: any order serves.
        chosen = free or remaining[:1]
        ordered += chosen
        remaining = [model for model in remaining if model not in chosen]
    return ordered


def _points_to(model: type[models.Model]) -> set[type[models.Model]]:
    keys = [f for f in model._meta.get_fields() if isinstance(f, models.ForeignKey) and not f.null]
    # A page goes with the page it stands under: children come first, so that each is deleted by itself.
    parents = model.allowed_parent_page_models() if issubclass(model, Page) else []
    return {key.related_model for key in keys} | set(parents)


def _loaded(label: str) -> CMSPlugin:
    for plugin in registry.plugins:
        if plugin.label == label:
            return plugin
    loaded = ", ".join(plugin.label for plugin in registry.plugins)
    raise PluginError(
        f"Plugin '{label}' is not loaded, so its rows cannot be read. "
        f"Name it in CMS_PLUGINS or CMS_PLUGINS_OFF first. Loaded: {loaded}."
    )


def _rows(model: type[models.Model]) -> models.QuerySet[Any]:
    # A default manager may hide rows, which would then stay behind.
    return model._base_manager.all()


def _deepest_first(model: type[models.Model]) -> models.QuerySet[Any]:
    # The tree's manager, whose querysets keep the counts of children.
    return model.objects.order_by("-depth", "path") if issubclass(model, Page) else _rows(model)


def _one_by_one(rows: models.QuerySet[Any]) -> Iterator[Any]:
    # What is done with one row may already have taken others along.
    for pk in list(rows.values_list("pk", flat=True)):
        instance = rows.filter(pk=pk).first()
        if instance is not None:
            yield instance


def _refuse(obstacles: list[str]) -> None:
    if obstacles:
        raise PluginError(" ".join(obstacles))


def _content_types(plugin: CMSPlugin) -> list[ContentType]:
    return list(ContentType.objects.filter(app_label=plugin.label))


def _requiring(plugin: CMSPlugin) -> Iterator[str]:
    requiring = [other.label for other in registry.plugins if plugin.label in other.requires]
    if requiring:
        yield (
            f"Plugin '{plugin.label}' is required by {_list(requiring)}. "
            "Retire and remove these first, or only switch plugins off with CMS_PLUGINS_OFF."
        )


def _site_roots(plugin: CMSPlugin) -> Iterator[str]:
    for site in Site.objects.filter(root_page__content_type__app_label=plugin.label):
        yield (
            f"The site {site.hostname} has a page of the plugin '{plugin.label}' as its home page. "
            "Give the site another root page first."
        )


def _pages_below(plugin: CMSPlugin) -> Iterator[str]:
    paths = list(pages_of(plugin).filter(numchild__gt=0).values_list("path", flat=True))
    below: Counter[str] = Counter()
    examples: list[str] = []
    for path in paths:
        children = Page.objects.filter(path__startswith=path, depth=len(path) // Page.steplen + 1)
        for child in children.exclude(content_type__app_label=plugin.label).select_related("content_type"):
            below[f"{child.content_type.app_label}.{child.content_type.model}"] += 1
            examples.append(f"“{child.title}” ({child.url_path})")
    if below:
        yield (
            f"Pages of other types stand below those of '{plugin.label}': {_counts(below)}, "
            f"such as {_list(examples[:SHOWN])}. Move or delete them first."
        )


def _relations_of_others(
    plugin: CMSPlugin,
) -> Iterator[tuple[models.ForeignKey[Any, Any], type[models.Model]]]:
    """Each foreign key of another app to a model of the plugin, or to what it inherits from."""
    for model in own_models(plugin):
        for relation in model._meta.get_fields(include_hidden=True):
            if not (
                relation.auto_created
                and not relation.concrete
                and (relation.one_to_many or relation.one_to_one)
            ):
                continue
            foreign_key = relation.field
            if not foreign_key.db_constraint:
                continue  # such as Wagtail's log, which is kept longer than what it is about
            if foreign_key.model._meta.app_label == plugin.label or foreign_key.remote_field.parent_link:
                continue
            yield foreign_key, model


def _pointing(foreign_key: models.ForeignKey[Any, Any], model: type[models.Model]) -> int:
    targets = model._base_manager.values(foreign_key.target_field.name)
    return foreign_key.model._base_manager.filter(**{f"{foreign_key.name}__in": targets}).count()


def _rows_of_others(plugin: CMSPlugin) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for foreign_key, model in _relations_of_others(plugin):
        on_delete = foreign_key.remote_field.on_delete
        protects = on_delete in (models.PROTECT, models.RESTRICT, models.DO_NOTHING)
        would_delete = on_delete is models.CASCADE and not _is_bookkeeping(foreign_key.model)
        if protects or would_delete:
            counts[_field(foreign_key)] += _pointing(foreign_key, model)
    if found := +counts:
        yield (
            f"Rows of other apps point to content of '{plugin.label}': {_counts(found)}. "
            "Let them point elsewhere, or delete them, first."
        )


def _emptied_fields(plugin: CMSPlugin) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for foreign_key, model in _relations_of_others(plugin):
        if foreign_key.remote_field.on_delete is models.SET_NULL and not _is_bookkeeping(foreign_key.model):
            counts[_field(foreign_key)] += _pointing(foreign_key, model)
    if found := +counts:
        yield f"Fields of other apps that point to its content become empty: {_counts(found)}."


def _blocks_in_bodies(plugin: CMSPlugin) -> Iterator[str]:
    names = [name for label, (name, _) in registry.offers("blocks") if label == plugin.label]
    if found := count_blocks(names):
        bodies = [f"{count} with {name}" for name, count in sorted(found.items())]
        yield f"Bodies keep the blocks that '{plugin.label}' offers, but no longer show them: {_list(bodies)}."


def _is_bookkeeping(model: type[models.Model]) -> bool:
    package = apps.get_app_config(model._meta.app_label).name
    return any(package == known or package.startswith(f"{known}.") for known in BOOKKEEPING_PACKAGES)


def _empty_own_references(plugin: CMSPlugin) -> None:
    """Empty the fields by which the plugin's rows point to each other, where they may be empty."""
    own = set(own_models(plugin))
    for model in own:
        for foreign_key in model._meta.local_fields:
            if (
                isinstance(foreign_key, models.ForeignKey)
                and foreign_key.null
                and foreign_key.related_model in own
            ):
                _rows(model).exclude(**{foreign_key.name: None}).update(**{foreign_key.name: None})


def _delete_bookkeeping(plugin: CMSPlugin) -> None:
    content_types = _content_types(plugin)
    if apps.is_installed("wagtail_localize"):
        _delete_translations(content_types)
    # Revisions, workflow states, references, search entries, permissions go with their content type.
    Revision.objects.filter(
        Q(content_type__in=content_types) | Q(base_content_type__in=content_types)
    ).delete()
    for content_type in content_types:
        content_type.delete()
    ContentType.objects.clear_cache()


def _delete_translations(content_types: list[ContentType]) -> None:
    from wagtail_localize import models as localize  # an app that need not be installed

    sources = localize.TranslationSource.objects.filter(specific_content_type__in=content_types)
    objects = localize.TranslatableObject.objects.filter(
        Q(content_type__in=content_types) | Q(sources__in=sources)
    ).values("pk")
    keys = list(objects)
    for start in range(0, len(keys), 200):
        batch = [key["pk"] for key in keys[start : start + 200]]
        # Segments protect their context: they go before it.
        for segment in (
            localize.OverridableSegment,
            localize.RelatedObjectSegment,
            localize.StringSegment,
            localize.TemplateSegment,
        ):
            segment.objects.filter(Q(context__object__in=batch) | Q(source__object__in=batch)).delete()
        localize.RelatedObjectSegment.objects.filter(object__in=batch).delete()
        for translated in (localize.SegmentOverride, localize.StringTranslation):
            translated.objects.filter(context__object__in=batch).delete()
        localize.TranslatableObject.objects.filter(pk__in=batch).delete()


def _field(foreign_key: models.ForeignKey[Any, Any]) -> str:
    return f"{foreign_key.model._meta.label}.{foreign_key.name}"


def _counts(counts: Counter[str]) -> str:
    return _list([f"{count} {name}" for name, count in sorted(counts.items())])


def _list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
