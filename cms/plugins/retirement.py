"""Taking a plugin out of service for good, while its code is still loaded.

Once a plugin has left INSTALLED_APPS, nobody can unpublish, delete or even read its rows.
So it is retired first: `unpublish` takes its content off the site and can be undone;
`delete` leaves no row, revision, translation, permission or content type behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import ProtectedError, Q, RestrictedError
from wagtail.models import DraftStateMixin, Page, Revision

from .dormancy import own_models
from .errors import PluginError
from .obstacles import (
    blocks_in_bodies,
    emptied_fields,
    listed,
    pages_below,
    requiring,
    rows_of_others,
    site_roots,
)
from .registry import registry

if TYPE_CHECKING:
    from .base import CMSPlugin


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
    plan.obstacles += [*requiring(plugin), *site_roots(plugin)]
    plan.obstacles_to_deletion += [*pages_below(plugin), *rows_of_others(plugin)]
    plan.consequences += [*emptied_fields(plugin), *blocks_in_bodies(plugin)]
    return plan


def unpublish(label: str, done: Callable[[models.Model], None] = lambda _: None) -> None:
    """Unpublish every live object of a plugin, in all languages, and cancel what is scheduled.

    Goes object by object, so that it can be interrupted and run again. PluginError while
    the plan has obstacles.
    """
    plugin = _loaded(label)
    _refuse([*requiring(plugin), *site_roots(plugin)])
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
        raise PluginError(f"Rows of {listed(sorted(left))} were added meanwhile. Run this again.")
    _delete_bookkeeping(plan.plugin)


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
    pointed = {f.related_model for f in model._meta.fields if isinstance(f, models.ForeignKey) and not f.null}
    if issubclass(model, Page):
        # A page goes with the page it stands under: children come first, so that each is deleted by itself.
        page_type: type[Page] = model
        pointed.update(page_type.allowed_parent_page_models())
    return pointed


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
    if issubclass(model, Page):
        page_type: type[Page] = model
        pages: models.QuerySet[Any] = page_type.objects.order_by("-depth", "path")
        return pages
    return _rows(model)


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
