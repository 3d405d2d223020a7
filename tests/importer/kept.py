"""Every word that an object holds, wherever it holds it: fields, rows, blocks, and the names of what it points to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.core.rows import Row, TranslatableRow
from cms.importer.dates import date_in_file_name
from cms.importer.models import ImportedFile, ImportRecord
from tests.importer.words import ADDRESS, address_key, html_words, text_words, words

# Made by the system of other fields, so that a word lost from those would still be found here.
DERIVED = frozenset(
    {"slug", "url_path", "path", "draft_title", "search_description", "seo_title", "source_path", "uuid"}
    | {"latest_revision_created_at", "last_published_at", "translation_key", "file_hash"}
)
NAMES = frozenset(
    {"image", "document", "page", "person", "promotion", "challenge", "icon", "pages", "figures"}
)


class Kept:
    """Reads objects; the names of pages, pictures and documents are read once."""

    def __init__(self, same_files: dict[str, set[str]]) -> None:
        self.same_files = same_files
        self.pages = dict(Page.objects.values_list("pk", "slug"))
        self.homes = set(Page.objects.filter(depth=2).values_list("pk", flat=True))
        self.stems: dict[int, str] = {}
        for record in ImportRecord.objects.select_related("content_type"):
            model = record.content_type.model_class()
            if model is not None and issubclass(model, Page):
                name = record.source_path.rpartition("/")[2]
                self.stems[record.object_id] = date_in_file_name(name)[1]
        self.files = {(file.library, file.object_id): file.digest for file in ImportedFile.objects.all()}
        self.titles = {
            **{("image", pk): title for pk, title in get_image_model().objects.values_list("pk", "title")},
            **{
                ("document", pk): title
                for pk, title in get_document_model().objects.values_list("pk", "title")
            },
        }

    def words(self, obj: models.Model, *, rows: bool = True) -> Iterator[str]:
        """Words of the newest version's own fields and, once, of its rows."""
        if rows and getattr(obj, "latest_revision_id", None):
            obj = obj.get_latest_revision_as_object()  # type: ignore[attr-defined]
        for field in obj._meta.get_fields():
            if field.name in DERIVED:
                continue
            if isinstance(field, models.ForeignKey):
                yield from self.named(field.name, getattr(obj, field.name, None))
            elif field.concrete and not field.is_relation:
                yield from self.value(getattr(obj, field.name))
                if field.name == "import_note":
                    yield from map(address_key, obj.import_note.split())
            elif rows and field.one_to_many and field.auto_created and _is_row(field.related_model):
                for row in getattr(obj, field.get_accessor_name()).all():
                    yield from self.words(row, rows=False)
        if rows:
            yield from self.rows_that_name(obj)
        if hasattr(obj, "tags"):
            for name in obj.tags.names():
                yield from words(name)

    def rows_that_name(self, obj: models.Model) -> Iterator[str]:
        """Rows of other objects that point here: a person's words are in the teams of challenges too."""
        for model in apps.get_models():
            if not issubclass(model, Row | TranslatableRow):
                continue
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey) and field.related_model is type(obj):
                    for row in model._default_manager.filter(**{field.name: obj}):
                        yield from self.words(row, rows=False)
                        # Somebody's cohort is that of the challenge.
                        yield from self.named(
                            "promotion", getattr(getattr(row, "page", None), "promotion", None)
                        )

    def value(self, value: Any) -> Iterator[str]:
        if isinstance(value, StreamValue):
            for block in value.raw_data:
                yield from self.block(block["value"])
        elif isinstance(value, bool) or value is None:
            return
        elif isinstance(value, dt.datetime):
            for zone in (dt.UTC, get_default_timezone()):
                yield from self.value(value.astimezone(zone).date())
        elif isinstance(value, dt.date):
            yield from words(f"{value.isoformat()} {value.day}")
            for language in ("fr", "en"):
                with translation.override(language):
                    yield from words(date_format(value, "F"))
        elif isinstance(value, str):
            yield from self.text(value)
        else:
            yield from words(str(value))

    def text(self, value: str) -> Iterator[str]:
        """A text of any sort: rich text, an address, a sentence."""
        yield from html_words(value) if "<" in value else text_words(value)
        if not ADDRESS.fullmatch(value) and len(value.split()) == 1:
            yield address_key(value)
        for library, key in LINKED.findall(value):
            yield from self.target(library, int(key))

    def block(self, value: Any, name: str = "") -> Iterator[str]:
        """A stored block: its texts, and the names of what its keys point to."""
        if isinstance(value, dict):
            for key, below in value.items():
                yield from self.block(below, key)
        elif isinstance(value, list):
            for below in value:
                yield from self.block(below, name)
        elif isinstance(value, str):
            yield from self.text(value)
        elif isinstance(value, int) and not isinstance(value, bool) and name in NAMES:
            yield from self.target({"icon": "image"}.get(name, name.removesuffix("s")), value)

    def target(self, library: str, key: int) -> Iterator[str]:
        if library in ("page", "promotion", "challenge"):
            name = "" if key in self.homes else self.pages[key]
            yield from dict.fromkeys((address_key(name), address_key(self.stems.get(key, name))))
        elif library in ("image", "document"):
            stems = self.same_files.get(self.files.get((library, key), ""), set())
            yield from dict.fromkeys(map(address_key, (self.titles[library, key], *stems)))

    def named(self, name: str, target: models.Model | None) -> Iterator[str]:
        """What a foreign key says: the name of the thing, or of the file."""
        if isinstance(target, Page):
            yield from words(target.title)
        elif isinstance(target, get_image_model()):
            yield from self.target("image", target.pk)
        elif isinstance(target, get_document_model()):
            yield from self.target("document", target.pk)
        elif target is not None and target._meta.app_label in PLUGINS:
            yield from words(str(target))
            yield from self.text(getattr(target, "website", ""))
            if target._meta.model_name in ("keyfigure", "presscontact"):
                yield from self.words(target, rows=False)


LINKED = re.compile(r'linktype="(page|document)" id="(\d+)"')
PLUGINS = frozenset({"people", "administrations", "topics", "key_figures", "press"})


def _is_row(model: Any) -> bool:
    return model is not None and model.__module__.startswith("cms.")
