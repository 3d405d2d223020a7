"""What stands in the way of retiring a plugin, and what follows from it, in whole sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from wagtail.models import Page, Site

from .dormancy import own_models, pages_of
from .registry import registry
from .stored_blocks import count_blocks

if TYPE_CHECKING:
    from .base import CMSPlugin

# Rows these apps keep about an object go with it; anybody else's are theirs to remove.
BOOKKEEPING_PACKAGES = ("wagtail", "wagtail_localize", "django.contrib", "taggit", "modelsearch")
SHOWN = 5


def requiring(plugin: CMSPlugin) -> Iterator[str]:
    labels = [other.label for other in registry.plugins if plugin.label in other.requires]
    if labels:
        yield (
            f"Plugin '{plugin.label}' is required by {listed(labels)}. "
            "Retire and remove these first, or only switch plugins off with CMS_PLUGINS_OFF."
        )


def site_roots(plugin: CMSPlugin) -> Iterator[str]:
    for site in Site.objects.filter(root_page__content_type__app_label=plugin.label):
        yield (
            f"The site {site.hostname} has a page of the plugin '{plugin.label}' as its home page. "
            "Give the site another root page first."
        )


def pages_below(plugin: CMSPlugin) -> Iterator[str]:
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
            f"such as {listed(examples[:SHOWN])}. Move or delete them first."
        )


def _relations_of_others(
    plugin: CMSPlugin,
) -> Iterator[tuple[models.ForeignKey[Any, Any], type[models.Model]]]:
    """Each foreign key of another app to a model of the plugin, or to what it inherits from."""
    for model in own_models(plugin):
        for relation in model._meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ManyToOneRel) or relation.parent_link:
                continue
            foreign_key = relation.field
            # Some keys are kept longer than what they lead to, such as those of Wagtail's log.
            if (
                getattr(foreign_key, "db_constraint", True)
                and foreign_key.model._meta.app_label != plugin.label
            ):
                yield foreign_key, model


def _pointing(foreign_key: models.ForeignKey[Any, Any], model: type[models.Model]) -> int:
    targets = model._base_manager.values(foreign_key.target_field.name)
    return foreign_key.model._base_manager.filter(**{f"{foreign_key.name}__in": targets}).count()


def rows_of_others(plugin: CMSPlugin) -> Iterator[str]:
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


def emptied_fields(plugin: CMSPlugin) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for foreign_key, model in _relations_of_others(plugin):
        if foreign_key.remote_field.on_delete is models.SET_NULL and not _is_bookkeeping(foreign_key.model):
            counts[_field(foreign_key)] += _pointing(foreign_key, model)
    if found := +counts:
        yield f"Fields of other apps that point to its content become empty: {_counts(found)}."


def blocks_in_bodies(plugin: CMSPlugin) -> Iterator[str]:
    names = [name for label, (name, _) in registry.offers("blocks") if label == plugin.label]
    if found := count_blocks(names):
        bodies = [f"{count} with {name}" for name, count in sorted(found.items())]
        yield f"Bodies keep the blocks that '{plugin.label}' offers, but no longer show them: {listed(bodies)}."


def _is_bookkeeping(model: type[models.Model]) -> bool:
    package = apps.get_app_config(model._meta.app_label).name
    return any(package == known or package.startswith(f"{known}.") for known in BOOKKEEPING_PACKAGES)


def _field(foreign_key: models.ForeignKey[Any, Any]) -> str:
    return f"{foreign_key.model._meta.label}.{foreign_key.name}"


def _counts(counts: Counter[str]) -> str:
    return listed([f"{count} {name}" for name, count in sorted(counts.items())])


def listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
