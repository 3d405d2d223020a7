"""How documents of an export name objects, in place of the keys of a database.

- a page or snippet: its `translation_key`, with `@language` unless that is the document's own language;
- an object without languages: its `uuid`, or its number in the database it comes from;
- an image or document: its path in the export; a collection: its names from the top, joined by ` / `.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

from cms.importer.export.content import family, is_translatable

GONE = "gone"
"""Stands in rich text for an object that is no longer there."""

COLLECTION_SEPARATOR = " / "

Identity = tuple[str, str]
"""What tells an object from others of its family, wherever it is: (key, language)."""


def identity_of(obj: Any) -> Identity:
    if is_translatable(type(obj)):
        return str(obj.translation_key), str(obj.locale.language_code)
    return str(getattr(obj, "uuid", obj.pk)), ""


def shortened(identity: Identity, language: str) -> str:
    """The name of an object in a document of that language."""
    key, own = identity
    return key if own in ("", language) else f"{key}@{own}"


def completed(name: str, model: type[models.Model], language: str) -> Identity:
    """The identity that `shortened` shortened."""
    key, _at, own = name.partition("@")
    return (key, own or language) if is_translatable(family(model)) else (key, "")


def collection_names() -> dict[int, str]:
    """Collections by key, each with its names from the top; the root is the empty text."""
    names: dict[int, str] = {}
    by_path: dict[str, str] = {}
    for collection in Collection.objects.order_by("path"):
        above = by_path.get(collection.path[: -Collection.steplen], "")
        name = (
            "" if collection.is_root() else COLLECTION_SEPARATOR.join(filter(None, [above, collection.name]))
        )
        by_path[collection.path] = name
        names[collection.pk] = name
    return names


class Keys:
    """Which objects there are, by key of the database and by identity."""

    def __init__(self) -> None:
        self._identities: dict[type[models.Model], dict[Any, Identity]] = {}
        self._keys: dict[type[models.Model], dict[Identity, Any]] = {}
        self.files: dict[type[models.Model], dict[int, str]] = {
            get_image_model(): {},
            get_document_model(): {},
        }
        """Path in the export of each image and document, by key."""
        self.paths: dict[str, int] = {}
        """The other way round, for images and documents together."""
        self.collections: dict[int, str] = {}

    def add_file(self, model: type[models.Model], key: int, path: str) -> None:
        self.files[model][key] = path
        self.paths[path] = key

    def add(self, model: type[models.Model], identity: Identity, key: Any) -> None:
        """Say that an object was made since."""
        self._load(family(model))
        self._identities[family(model)][key] = identity
        self._keys[family(model)][identity] = key

    def name(self, model: type[models.Model], key: Any, language: str) -> str | None:
        """What a document of that language calls an object; None when there is no such object."""
        model = family(model)
        if model in self.files:
            return self.files[model].get(_whole(key))
        if model is Collection:
            return self.collections.get(_whole(key))
        self._load(model)
        identity = self._identities[model].get(model._meta.pk.to_python(key) if _is_key(model, key) else None)
        return None if identity is None else shortened(identity, language)

    def find(self, model: type[models.Model], name: str, language: str) -> Any | None:
        """The key of the object that a document of that language calls so; None when there is none."""
        model = family(model)
        if model in self.files:
            return self.paths.get(name)
        if model is Collection:
            return next((key for key, own in self.collections.items() if own == name), None)
        return self.by_identity(model, completed(name, model, language))

    def by_identity(self, model: type[models.Model], identity: Identity) -> Any | None:
        self._load(family(model))
        return self._keys[family(model)].get(identity)

    def _load(self, model: type[models.Model]) -> None:
        if model in self._identities:
            return
        names = {column.name for column in model._meta.get_fields()}
        rows: Any
        if is_translatable(model):
            rows = model._base_manager.values_list("pk", "translation_key", "locale__language_code")
        else:
            own = "uuid" if "uuid" in names else "pk"
            rows = [(key, value, "") for key, value in model._base_manager.values_list("pk", own)]
        found = {key: (str(value), language) for key, value, language in rows}
        self._identities[model] = found
        self._keys[model] = {identity: key for key, identity in found.items()}


def _whole(key: Any) -> int:
    """A key as a whole number; 0, which no row has, for anything else."""
    try:
        return int(key)
    except (TypeError, ValueError):
        return 0


def _is_key(model: type[models.Model], key: Any) -> bool:
    try:
        model._meta.pk.to_python(key)
    except Exception:
        return False
    return True


def kind_of_link(kind: str) -> type[models.Model] | None:
    """The model that `linktype` or `embedtype` in rich text means."""
    kinds: dict[str, type[models.Model]] = {
        "page": Page,
        "document": get_document_model(),
        "image": get_image_model(),
    }
    return kinds.get(kind)
