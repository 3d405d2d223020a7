"""The documents of an export: one text per page and snippet, with its place in the folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from cms.importer.export.body import body_text
from cms.importer.export.content import (
    form_of,
    has_drafts,
    is_translatable,
    page_models,
    setting_models,
    snippet_models,
)
from cms.importer.export.describing import Describer
from cms.importer.export.keys import Identity, Keys, identity_of, shortened
from cms.importer.export.layout import ENGINE, FORMAT, PAGES, SETTINGS, SNIPPETS, safe_name, told_apart
from cms.importer.export.yaml_text import dump

SHORT_KEY = 8


@dataclass(frozen=True)
class Written:
    """One document: where it lies, what it says, what it is of."""

    path: str
    text: str
    kind: str
    draft: str = ""
    """`draft` for what is not published, `unpublished changes` for a newer version that is left out."""


class Documents:
    """Writes the documents of a site, in an order that depends on its content alone."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys

    def count(self) -> int:
        return sum(
            model._base_manager.count() for model in (*page_models(), *snippet_models(), *setting_models())
        )

    def all(self) -> Iterator[Written]:
        yield from self.pages()
        for model in snippet_models():
            yield from self.snippets(model)
        for model in setting_models():
            yield from self.settings(model)

    # Pages

    def pages(self) -> Iterator[Written]:
        """Every page but the root, each below its parent."""
        places = PagePlaces()
        for model in page_models():
            for page in _in_order(model._base_manager.select_related("locale").order_by("path")):
                version, draft = exported_version(page)
                head = self.head(version, page)
                if page.depth > 2:  # else it stands below the root, which is no document
                    head["parent"] = shortened(places.identity[page.path[: -page.steplen]], head["language"])
                head["position"] = places.position[page.path]
                if restriction := restriction_of(page):
                    head["restriction"] = restriction
                path = f"{PAGES}/{places.name(page.path)}.md"
                yield Written(path, self.text(version, head), str(model._meta.label), draft)

    # Snippets and settings

    def snippets(self, model: type[models.Model]) -> Iterator[Written]:
        objects = list(_in_order(model._base_manager.order_by("pk")))
        groups: dict[str, list[Any]] = {}
        for obj in objects:
            groups.setdefault(identity_of(obj)[1], []).append(obj)
        for language in sorted(groups):
            below = "/".join(filter(None, [SNIPPETS, str(model._meta.label).lower(), language]))
            # By identity: the keys of a database differ from site to site.
            group = sorted(groups[language], key=identity_of)
            names = told_apart((snippet_name(obj), identity_of(obj)[0][:SHORT_KEY]) for obj in group)
            for obj, name in zip(group, names, strict=True):
                version, draft = exported_version(obj)
                text = self.text(version, self.head(version, obj))
                yield Written(f"{below}/{name}.md", text, str(model._meta.label), draft)

    def settings(self, model: type[models.Model]) -> Iterator[Written]:
        """The settings of the default site, or those of all sites."""
        rows = model._base_manager.all()
        if any(column.name == "site" for column in model._meta.get_fields()):
            rows = rows.filter(site__is_default_site=True)
        obj = rows.first()
        if obj is not None:
            head = {"format": FORMAT, "type": str(model._meta.label)}
            path = f"{SETTINGS}/{str(model._meta.label).lower()}.md"
            yield Written(path, self.text(obj, head), str(model._meta.label))

    # One document

    def head(self, version: Any, obj: Any) -> dict[str, Any]:
        """What the engine says of an object: who it is, and its life as a publication."""
        model = type(obj)
        key, language = identity_of(obj)
        head: dict[str, Any] = {"format": FORMAT, "type": str(model._meta.label), "key": key}
        if is_translatable(model):
            head["language"] = language
        if has_drafts(model):
            head["live"] = bool(obj.live)
            if not obj.live and _is_scheduled(obj):
                head["scheduled"] = True
        return head

    def text(self, version: Any, head: dict[str, Any]) -> str:
        """Front matter and body of one object."""
        form = form_of(type(version))
        values = Describer(self.keys, str(head.get("language", ""))).values(version)
        children = values.pop(form.body, []) if form.body else []
        text = f"---\n{dump({ENGINE: head, **values})}---\n"
        if children:
            stream: Any = type(version)._meta.get_field(form.body)
            text += "\n" + body_text(stream.stream_block, children)
        return text


def exported_version(obj: Any) -> tuple[Any, str]:
    """What is published of an object; of one that is not, its newest version. And what to say of it."""
    if not has_drafts(type(obj)):
        return obj, ""
    if obj.live:
        return obj, "unpublished changes" if obj.has_unpublished_changes else ""
    return obj.get_latest_revision_as_object(), "draft"


def _is_scheduled(obj: Any) -> bool:
    revision = obj.latest_revision
    return revision is not None and revision.approved_go_live_at is not None


def restriction_of(page: Page) -> dict[str, Any] | None:
    """Who may see a page and what stands below it. A password is a secret: it stays here."""
    restriction = PageViewRestriction.objects.filter(page_id=page.pk).order_by("pk").first()
    return None if restriction is None else restriction_values(restriction)


def restriction_values(restriction: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"type": str(restriction.restriction_type)}
    groups = sorted(restriction.groups.values_list("name", flat=True))
    return {**found, "groups": groups} if groups else found


def snippet_name(obj: Any) -> str:
    # Some name themselves by a label of the interface.
    with translation.override("en"):
        return safe_name(str(getattr(obj, "slug", "") or obj))


def _in_order(objects: models.QuerySet[Any]) -> Iterator[Any]:
    yield from objects.iterator(chunk_size=100)


class PagePlaces:
    """Where each page's document lies, and its place among its siblings."""

    def __init__(self) -> None:
        self.position: dict[str, int] = {}
        self.identity: dict[str, Identity] = {}
        self.names: dict[str, str] = {}
        below: dict[str, list[tuple[str, str, str]]] = {}
        rows = Page.objects.filter(depth__gt=1).order_by("path")
        columns = ("path", "slug", "translation_key", "locale__language_code")
        for path, slug, key, language in rows.values_list(*columns):
            self.identity[path] = (str(key), language)
            siblings = below.setdefault(path[: -Page.steplen], [])
            self.position[path] = len(siblings)
            siblings.append((path, safe_name(slug), str(key)[:SHORT_KEY]))
        for siblings in below.values():
            names = told_apart((name, mark) for _path, name, mark in siblings)
            self.names.update(
                (path, name) for (path, _name, _mark), name in zip(siblings, names, strict=True)
            )

    def name(self, path: str) -> str:
        """The page's path below the folder of pages, without suffix."""
        steps = range(2 * Page.steplen, len(path) + 1, Page.steplen)
        return "/".join(self.names[path[:length]] for length in steps)
