"""What an import has left behind, described without keys and times: two imports of one site compare equal."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision
from wagtail.snippets.models import get_snippet_models

from cms.importer.models import ImportedFile, ImportRecord

# Keys, and moments that no two runs have in common.
LEFT_OUT = frozenset(
    [
        "id",
        "page_ptr",
        "path",
        "numchild",
        "depth",
        "translation_key",
        "uuid",
        "latest_revision",
        "live_revision",
        "last_published_at",
        "latest_revision_created_at",
        "first_published_at",
        "draft_title",
    ]
)
# What a key inside a body's blocks leads to.
BLOCK_KEYS: dict[str, str] = {
    "image": "image", "icon": "image", "document": "document", "page": "page", "pages": "page",
    "promotion": "page", "challenge": "page", "person": "people.Person", "figures": "key_figures.KeyFigure",
}  # fmt: skip
LINK = re.compile(r'<a [^>]*?(?:linktype="(?P<type>page|document)"|id="(?P<id>\d+)")[^>]*>')
NUMBER = re.compile(r'\bid="(\d+)"')


class Names:
    """The name of each object that something leads to."""

    def __init__(self) -> None:
        self.known: dict[str, dict[int, str]] = {}

    def of(self, model: Any, key: int | None) -> str | None:
        if key is None:
            return None
        label = model._meta.label
        if label not in self.known:
            self.known[label] = {obj.pk: name_of(obj) for obj in model._base_manager.all()}
        return self.known[label].get(key, f"nothing ({key})")

    def in_block(self, kind: str, key: int) -> str | None:
        models_of = {"image": get_image_model(), "document": get_document_model(), "page": Page}
        model = models_of.get(kind)
        if model is None:
            from django.apps import apps

            model = apps.get_model(kind)
        return self.of(model, key)


def name_of(obj: Any) -> str:
    if isinstance(obj, Page):
        return str(obj.url_path)
    return str(getattr(obj, "file_hash", "") or getattr(obj, "source_path", "") or obj)


def state() -> dict[str, Any]:
    """Every page and snippet with its fields and rows, the libraries, redirects, records, and what is out of order."""
    names = Names()
    objects: dict[str, Any] = {}
    for page in Page.objects.order_by("path").specific():
        place = list(page.get_siblings().order_by("path").values_list("pk", flat=True)).index(page.pk)
        objects[f"page {page.url_path}"] = {**described(page, names), "place": place}
    for model in get_snippet_models():
        for obj in model._base_manager.all():
            objects[f"{model._meta.label} {getattr(obj, 'slug', '') or obj} {obj_locale(obj)}"] = described(
                obj, names
            )
    libraries = {"image": get_image_model(), "document": get_document_model()}
    return {
        "objects": objects,
        "libraries": {
            name: sorted(f"{row.title} {row.file_hash} {row.collection.name}" for row in model.objects.all())
            for name, model in libraries.items()
        },
        "redirects": {row.old_path: row.link for row in Redirect.objects.all()},
        "records": {
            row.source_path: (row.kind, row.title, row.content, row.published)
            for row in ImportRecord.objects.all()
        },
        "out of order": out_of_order(libraries),
    }


def obj_locale(obj: Any) -> str:
    return obj.locale.language_code if hasattr(obj, "locale") else ""


def described(obj: Any, names: Names) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in obj._meta.concrete_fields:
        if field.name in LEFT_OUT:
            continue
        value = getattr(obj, field.attname)
        if isinstance(field, models.ForeignKey):
            found[field.name] = names.of(field.related_model, value)
        else:
            found[field.name] = plain(field.value_to_string(obj), names)
    for relation in get_all_child_relations(obj):
        rows = getattr(obj, relation.get_accessor_name()).all()
        found[relation.get_accessor_name()] = [
            {key: value for key, value in described(row, names).items() if key != relation.field.name}
            for row in rows
        ]
    content_type = ContentType.objects.get_for_model(obj, for_concrete_model=False)
    found["revisions"] = Revision.objects.filter(content_type=content_type, object_id=str(obj.pk)).count()
    return found


def plain(text: Any, names: Names) -> Any:
    """A field's text with names in place of keys; a body's blocks as such."""
    if not isinstance(text, str):
        return in_blocks(text, names)
    if text.startswith(("[{", "{")):
        try:
            return in_blocks(json.loads(text), names)
        except ValueError:
            return text
    return in_links(text, names)


def in_blocks(value: Any, names: Names, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: in_blocks(item, names, name) for name, item in value.items() if name != "id"}
    if isinstance(value, list):
        return [in_blocks(item, names, key) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and key in BLOCK_KEYS:
        return names.in_block(BLOCK_KEYS[key], value)
    return in_links(value, names) if isinstance(value, str) else value


def in_links(text: str, names: Names) -> str:
    def named(match: re.Match[str]) -> str:
        tag = match[0]
        kind = "document" if 'linktype="document"' in tag else "page"
        return NUMBER.sub(lambda number: f'to="{names.in_block(kind, int(number[1]))}"', tag)

    return LINK.sub(named, text)


def out_of_order(libraries: dict[str, Any]) -> dict[str, Any]:
    """What must always be empty: faults of the page tree, files without a row, rows without a file, open announcements."""
    stray, lost = [], []
    for model in libraries.values():
        storage = model._meta.get_field("file").storage
        rows = set(model.objects.values_list("file", flat=True))
        folder = "original_images" if model is get_image_model() else "documents"
        files = set(files_below(storage, folder))
        stray += sorted(files - rows)
        lost += sorted(rows - files)
    return {
        "tree": [list(problem) for problem in Page.find_problems()],
        "files without a row": stray,
        "rows without a file": lost,
        "announced files": ImportedFile.objects.filter(object_id=None).count(),
        "documents twice": [
            path for path, times in Counter(ImportRecord.objects.values_list("source_path", flat=True)).items()
            if times > 1
        ],
    }  # fmt: skip


def files_below(storage: Storage, folder: str) -> list[str]:
    if not storage.exists(folder):
        return []
    folders, files = storage.listdir(folder)
    inside = [path for name in folders for path in files_below(storage, f"{folder}/{name}")]
    return [f"{folder}/{name}" for name in files] + inside
