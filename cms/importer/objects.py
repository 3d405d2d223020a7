"""Readers for documents that make one page or one snippet: a plugin's room says which fields get which values."""

from __future__ import annotations

import uuid
from abc import abstractmethod
from collections.abc import Container, Iterator
from typing import Any, ClassVar, cast

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.core.addresses import RESERVED_SLUGS
from cms.core.identity import imported_uuid
from cms.importer import languages
from cms.importer.base import Claim
from cms.importer.documents import Document
from cms.importer.erased import without_erasing
from cms.importer.errors import UnreadableDocument
from cms.importer.merging import Counterparts, fill_gaps, is_second
from cms.importer.models import ImportRecord
from cms.importer.names import hugo_slug, title_slug
from cms.importer.references import Level
from cms.importer.report import Outcome
from cms.importer.trees import same_site
from cms.importer.values import ValueReader
from cms.importer.writing import Fields, Writer

__all__ = ["Claim", "Document", "Fields", "ObjectImporter", "PageImporter", "SnippetImporter"]


class ObjectImporter(ValueReader):
    """One document, one object of `model`, found again by the document's path."""

    model: ClassVar[type[models.Model]]
    folders: ClassVar[tuple[str, ...]] = ()
    """Collections of a site tree that hold documents of this type, and files of data about them."""
    title_field: ClassVar[str] = "title"
    family: ClassVar[str] = ""
    """Types that were one on the older site have the same: a document there may be about an object of each."""
    announces_counterparts: ClassVar[bool] = False
    """Whether a document of another tree about the same object is warned about even when its title is the very same."""

    def claims(self, document: Document) -> Claim:
        if document.collection in self.folders and document.collection and not document.is_index:
            return Claim.FOLDER
        return Claim.NO

    @abstractmethod
    def read(self, document: Document, obj: Any) -> Fields:
        """What the document says. Objects, links and pictures may be asked for; nothing may be written."""

    @abstractmethod
    def create(self, document: Document) -> Any:
        """Make the object as an empty draft; called inside a transaction."""

    def adopt(self, document: Document) -> Any | None:
        """An object made some other way that this document means; by default none."""
        return None

    def load(self, document: Document) -> models.Model | None:
        if languages.is_translation(document):
            return self.load_translation(document)
        obj = self.find(document) or self.adopt(document)
        if obj is None:
            obj = self.made(document)
        self.go_on_with(document, obj)
        self.context.join(document, obj)
        return obj

    def go_on_with(self, document: Document, obj: Any) -> None:
        """Take the empty draft that an import left when it was cut off for one that this run makes."""
        is_ours = getattr(obj, "source_path", "") == document.source_path
        is_empty = not getattr(obj, "live", True) and obj.latest_revision_id is None
        if is_ours and is_empty and document.source_path not in self.context.records:
            self.context.shared.setdefault("new", set()).add((obj._meta.label, obj.pk))

    def made(self, document: Document) -> models.Model:
        with transaction.atomic():
            obj: models.Model = self.create(document)
        self.context.shared.setdefault("new", set()).add((obj._meta.label, obj.pk))
        return obj

    def load_translation(self, document: Document) -> models.Model:
        """The translation of the document's partner, or a page that stands alone in its language's tree."""
        record = self.context.records.get(document.source_path)
        obj: Any = None
        if record is not None and (model := record.content_type.model_class()) is not None:
            obj = model._default_manager.filter(pk=record.object_id).first()
        if obj is None and (partner := languages.partner(self.context, document)) is not None:
            self.context.partners[document.source_path] = partner
            obj = languages.translation_of(partner, languages.locale_of(document))
        if obj is None:
            partner = self.context.partners.get(document.source_path)
            obj = (self.reader_of(partner) if partner is not None else self).made(document)
        self.go_on_with(document, obj)
        self.context.join(document, obj)
        return cast(models.Model, obj)

    def find(self, document: Document) -> Any | None:
        """The object an earlier import made of this document, or of another tree's document about the same."""
        record = self.context.records.get(document.source_path)
        if record is None:
            return self.by_source_path.get(document.source_path)
        for reader in self.relatives:
            if record.content_type_id == ContentType.objects.get_for_model(reader.model).pk:
                obj = reader.loaded.get(record.object_id)
                if reader is self or (obj is not None and is_second(document, obj)):
                    return obj
        self.leave(document, record)
        return None

    @property
    def relatives(self) -> list[ObjectImporter]:
        """This reader, and those of types that were one with its own on the older site."""
        others = [
            reader
            for reader in self.context.importers.values()
            if isinstance(reader, ObjectImporter) and self.family and reader.family == self.family
        ]
        return others or [self]

    def reader_of(self, obj: Any) -> ObjectImporter:
        return next((reader for reader in self.relatives if type(obj) is reader.model), self)

    def counterpart(self, document: Document) -> Any | None:
        """The object that another tree's document made about the same thing; what is not plain is warned about."""
        if document.tree is None:
            return None
        known = self.counterparts(document)
        title = document.named
        found, level = known.find(document, title)
        if not found and not known.stems:
            return None
        line = document.line("title")
        if not found:
            if isinstance(self, PageImporter) and title:
                action = _("an object of its own; the other tree has nothing of that name")
                self.context.warn(document, line, f"no-counterpart:{self.kind}", title, action)
            return None
        if len(found) > 1:
            action = _("taken for the first that fits, %s") % found[0]
            self.context.warn(document, line, f"ambiguous-counterpart:{self.kind}", title, action)
        if level != Level.EXACT or self.announces_counterparts:
            action = _("one with %s, whose word counts where both say something") % found[0].source_path
            self.context.warn(document, line, f"counterpart:{level}", title, action)
        return found[0]

    def counterparts(self, document: Document) -> Counterparts:
        """What other trees made of this reader's types, by name. Whatever they hold is loaded before."""
        key = f"counterparts:{self.family or self.kind}:{document.source_path.startswith('content/')}"
        if key not in self.context.shared:
            known = Counterparts()
            for reader in self.relatives:
                for obj, names in reader.known_names():
                    path = getattr(obj, "source_path", "")
                    if path and not same_site(path, document.source_path):
                        known.add(obj, names, path)
            self.context.shared[key] = known
        found: Counterparts = self.context.shared[key]
        return found

    def leave(self, document: Document, record: ImportRecord) -> None:
        """The document was of another type: its draft of then goes, unless somebody made something of it."""
        other: Any = record.content_type.model_class()
        old = other._default_manager.filter(pk=record.object_id).first() if other else None
        if old is not None:
            is_untouched = not getattr(old, "live", True) and old.latest_revision_id == record.revision_id
            if is_untouched:
                with without_erasing():
                    old.delete()
            action = (
                _("the draft of the earlier type is removed")
                if is_untouched
                else _("the object of the earlier type stays")
            )
            self.context.warn(document, 1, "type-changed", f"{record.kind}: {old}", action)
        del self.context.records[document.source_path]
        record.delete()

    @property
    def loaded(self) -> dict[int, Any]:
        """All objects of the type in the documents' language, read once per run."""
        if self._key("loaded") not in self.context.shared:
            queryset = self.model._default_manager.all()
            if any(column.name == "locale" for column in self.model._meta.get_fields()):
                queryset = queryset.filter(locale=self.context.locale)
            self.context.shared[self._key("loaded")] = {obj.pk: obj for obj in queryset}
        found: dict[int, Any] = self.context.shared[self._key("loaded")]
        return found

    @property
    def by_source_path(self) -> dict[str, Any]:
        if self._key("paths") not in self.context.shared:
            paths = {obj.source_path: obj for obj in self.loaded.values() if getattr(obj, "source_path", "")}
            self.context.shared[self._key("paths")] = paths
        found: dict[str, Any] = self.context.shared[self._key("paths")]
        return found

    def _key(self, what: str) -> str:
        return f"{what}:{self.model._meta.label}"

    def relate(self, document: Document, obj: models.Model) -> Outcome:
        reader = self.reader_of(obj)
        return reader.write(document, obj)

    def write(self, document: Document, obj: Any) -> Outcome:
        """Read the document and write what it says: all of it, or what a translation or a second tree may say."""
        if self.context.group(document, obj)[0] is not document:
            document.use(*document.head.values)
            return Outcome.MERGED
        fields = self.read(document, obj)
        if document.source_path in self.context.guessed:
            fields.draft_because.append("type")
        if document.is_draft:
            fields.draft_because.append("draft")
        if languages.is_translation(document):
            return self.write_translation(document, obj, fields)
        if is_second(document, obj):
            return fill_gaps(self.context, document, obj, self.kind, fields, self.unite)
        return Writer(self.context, document, obj, self.kind).write(fields)

    def unite(
        self, relation: str, held: list[dict[str, Any]], rows: list[dict[str, Any]]
    ) -> list[dict[str, Any]] | None:
        """The rows of a relation to which a second tree adds its own, none when it adds nothing.

        None where the first tree's word counts.
        """
        return None

    def write_translation(self, document: Document, obj: Any, fields: Fields) -> Outcome:
        is_first = document.source_path not in self.context.records
        languages.keep_to_own_words(self.context, document, obj, fields)
        outcome = Writer(self.context, document, obj, self.kind).write(fields)
        if is_first:
            with transaction.atomic():
                languages.hand_over(obj)
        return outcome

    def known_names(self) -> Iterator[tuple[Any, list[str]]]:
        """Objects in the database and the names a document may call them by."""
        for obj in self.loaded.values():
            yield obj, [str(getattr(obj, self.title_field))]


class SnippetImporter(ObjectImporter):
    """Documents that make snippets with an address of their own."""

    def create(self, document: Document) -> Any:
        title = self.title(document)
        locale = languages.locale_of(document)
        partner = self.context.partners.get(document.source_path)
        obj = self.new(title, hugo_slug(document.stem) if document.tree else title_slug(title), locale)
        if partner is not None:
            obj.translation_key, obj.slug = partner.translation_key, partner.slug
        obj.source_path = document.source_path
        obj.uuid = free_uuid(self.model, document.source_path, locale.language_code)
        obj.save()
        if locale == self.context.locale:
            self.loaded[obj.pk] = obj
        return obj

    def new(self, title: str, slug: str, locale: Locale | None = None) -> Any:
        """An unsaved draft with a slug nobody has in its language."""
        locale = locale or self.context.locale
        obj: Any = self.model(**{self.title_field: title, "locale": locale})
        if hasattr(obj, "slug"):
            taken = self.taken_slugs(locale)
            obj.slug = free_slug(slug or hugo_slug(title) or self.kind, taken)
            taken.add(obj.slug)
        if hasattr(obj, "live"):
            obj.live = False
        return obj

    def taken_slugs(self, locale: Locale) -> set[str]:
        key = self._key(f"slugs:{locale.language_code}")
        if key not in self.context.shared:
            rows = self.model._default_manager.filter(locale=locale).values_list("slug", flat=True)
            self.context.shared[key] = set(rows)
        found: set[str] = self.context.shared[key]
        return found


class PageImporter(ObjectImporter):
    """Documents that make pages below one index page."""

    parent_model: ClassVar[type[Page]]

    def parent(self, document: Document) -> Any:
        """The page the new one goes under. Raises `UnreadableDocument` when the site has none."""
        return self.only_page(self.parent_model, languages.locale_of(document))

    def adopt(self, document: Document) -> Any | None:
        return self.counterpart(document)

    def only_page(self, model: type[Page], locale: Locale | None = None) -> Any:
        locale = locale or self.context.locale
        key = f"page:{model._meta.label}:{locale.language_code}"
        if key not in self.context.shared:
            pages = model._default_manager.filter(locale=locale).order_by("path")
            self.context.shared[key] = pages.first()
        if self.context.shared[key] is None:
            name = model._meta.verbose_name
            raise UnreadableDocument(
                _("There is no page of the type “%s”: run `manage.py setup_site`.") % name
            )
        return self.context.shared[key]

    def parent_of_translation(self, document: Document, partner: Any) -> Any:
        """The translation of the page that its partner stands under, else the index page of the language."""
        locale = languages.locale_of(document)
        return partner.get_parent().get_translation_or_none(locale) or self.parent(document)

    def create(self, document: Document) -> Any:
        locale = languages.locale_of(document)
        partner = self.context.partners.get(document.source_path)
        parent = self.parent_of_translation(document, partner) if partner else self.parent(document)
        title = self.title(document)
        slug = self.slug_of(document) or title_slug(title)
        page: Any = self.model(
            title=title,
            slug=free_slug(self.allowed_slug(slug or self.kind, parent), self.slugs_below(parent)),
            live=False,
            has_unpublished_changes=True,
            locale=locale,
            source_path=document.source_path,
            uuid=free_uuid(self.model, document.source_path, locale.language_code),
            first_published_at=self.first_published_at(document),
            **self.first_values(document),
        )
        if partner:
            page.translation_key = partner.translation_key
        parent.add_child(instance=page)
        self.slugs_below(parent).add(page.slug)
        if locale == self.context.locale:
            self.loaded[page.pk] = page
        return page

    def first_values(self, document: Document) -> dict[str, Any]:
        """Fields that others look for before the document is read whole."""
        return {}

    def slug_of(self, document: Document) -> str:
        """Last part of the document's address on its site; the file name of a single document says nothing."""
        if document.entry or (document.tree is not None and document.tree.layout == "jekyll"):
            return hugo_slug(document.stem)
        if document.tree is not None:
            return document.address.strip("/").rpartition("/")[2]
        return hugo_slug(document.stem) if document.file_date else ""

    def first_published_at(self, document: Document) -> Any:
        """When the source published it; lists of the newest are ordered by it."""
        date = document.date("date") or document.file_date or self.context.options.date
        return date.moment if date else None

    def slugs_below(self, parent: Page) -> set[str]:
        key = f"slugs:{parent.pk}"
        if key not in self.context.shared:
            self.context.shared[key] = set(parent.get_children().values_list("slug", flat=True))
        found: set[str] = self.context.shared[key]
        return found

    def allowed_slug(self, slug: str, parent: Page) -> str:
        """A slug the site's rules allow: neither all digits nor, on the first level, an address of the site itself."""
        slug = slug[:200].strip("-")
        return f"page-{slug}" if slug.isdigit() or (parent.depth == 2 and slug in RESERVED_SLUGS) else slug

    def common(
        self, document: Document, *, image: str = "image", summary: str = "description"
    ) -> dict[str, Any]:
        """Fields every page type has: title, chapô, image (decorative beside its title), body."""
        values: dict[str, Any] = {"title": self.title(document)}
        if summary:
            values["summary"] = self.rich_text(document, summary)
            values["search_description"] = " ".join(document.text(summary).split())
        if image:
            values["image"] = self.context.image(document, image)
            values["image_decorative"] = True
        values["body"] = self.blocks(document)
        return values


def free_slug(slug: str, taken: Container[str]) -> str:
    """The slug, or the first of `slug-2`, `slug-3`… that nobody has."""
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def free_uuid(model: type[models.Model], source_path: str, language: str) -> uuid.UUID:
    """The identifier made of a document's path, unless an object whose document moved has taken it along."""
    found = imported_uuid(source_path, language)
    return uuid.uuid4() if model._base_manager.filter(uuid=found).exists() else found
