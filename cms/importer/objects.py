"""Readers for documents that make one page or one snippet: a plugin's room says which fields get which values."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.core.addresses import RESERVED_SLUGS
from cms.core.identity import imported_uuid
from cms.importer.base import Claim, Importer
from cms.importer.dates import ReadDate
from cms.importer.documents import Document
from cms.importer.errors import UnreadableDocument
from cms.importer.markdown import body_blocks, body_rich_text
from cms.importer.models import ImportRecord
from cms.importer.names import hugo_slug, tidy, title_slug
from cms.importer.report import Outcome
from cms.importer.writing import Fields, Writer, with_ids

__all__ = ["Claim", "Document", "Fields", "ObjectImporter", "PageImporter", "SnippetImporter"]

LONGEST_TITLE = 255


class ObjectImporter(Importer):
    """One document, one object of `model`, found again by the document's path."""

    model: ClassVar[type[models.Model]]
    folders: ClassVar[tuple[str, ...]] = ()
    """Collections of a site tree that hold documents of this type."""
    title_field: ClassVar[str] = "title"

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
        obj = self.find(document) or self.adopt(document)
        if obj is None:
            with transaction.atomic():
                obj = self.create(document)
            self.context.shared.setdefault("new", set()).add((obj._meta.label, obj.pk))
        self.context.join(document, obj)
        return obj

    def find(self, document: Document) -> Any | None:
        """The object an earlier import made of this document."""
        record = self.context.records.get(document.source_path)
        if record is None:
            return self.by_source_path.get(document.source_path)
        if record.content_type_id != ContentType.objects.get_for_model(self.model).pk:
            self.leave(document, record)
            return None
        return self.loaded.get(record.object_id)

    def leave(self, document: Document, record: ImportRecord) -> None:
        """The document was of another type: its draft of then goes, unless somebody made something of it."""
        other: Any = record.content_type.model_class()
        old = other._default_manager.filter(pk=record.object_id).first() if other else None
        if old is not None:
            is_untouched = not getattr(old, "live", True) and old.latest_revision_id == record.revision_id
            if is_untouched:
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
        if self.context.documents_of(obj)[0] is not document:
            document.use(*document.head.values)
            return Outcome.MERGED
        fields = self.read(document, obj)
        if document.source_path in self.context.guessed:
            fields.draft_because.append("type")
        if document.flag("draft") or document.flag("published") is False:
            fields.draft_because.append("draft")
        return Writer(self.context, document, obj, self.kind).write(fields)

    def known_names(self) -> Iterator[tuple[Any, list[str]]]:
        """Objects in the database and the names a document may call them by."""
        for obj in self.loaded.values():
            yield obj, [str(getattr(obj, self.title_field))]

    # Reading

    def title(self, document: Document) -> str:
        """The document's title, at most as long as the field; a longer one is cut, warned about and noted whole."""
        title = document.text("title")
        if not title and not document.has_front_matter:
            title = tidy(next(line for line in document.body.split("\n") if line.strip()))
        title = title or document.stem
        if len(title) > LONGEST_TITLE:
            self.context.warn(
                document,
                document.line("title"),
                "value-too-long",
                title,
                _("cut after %d characters; whole in the import note") % LONGEST_TITLE,
            )
            self.context.note(document, f"title : {title}")
            title = title[: LONGEST_TITLE - 1].rstrip() + "…"
        return title

    def date(self, document: Document, key: str = "date") -> ReadDate | None:
        """The document's date, that of its file name, or that of `--date`; what is odd about it is warned about."""
        date = document.date(key)
        raw = document.raw(key)
        if raw and date is None:
            self.context.warn(
                document,
                document.line(key),
                "date-invalid",
                raw,
                _("left out; it is no date that can be read"),
            )
            self.context.note(document, f"{key} : {raw}")
        if date is not None and date.precision == "year":
            self.context.warn(
                document, document.line(key), "date-bare_year", raw, _("kept as 1 January of that year")
            )
        return date or document.file_date or self.context.options.date

    def required_date(self, document: Document, fields: Fields, key: str = "date") -> ReadDate | None:
        """As `date`; without any, the object stays a draft and the warning names the option that settles it."""
        date = self.date(document, key)
        if date is None:
            self.context.warn(
                document, 1, "date-missing", document.path.name, _("kept as a draft; `--date` gives it one")
            )
            fields.draft_because.append("date")
        return date

    def blocks(
        self, document: Document, source: str | None = None, line: int | None = None
    ) -> list[dict[str, Any]]:
        """The document's body as blocks, or another Markdown text of it."""
        text, first_line = self.body_of(document) if source is None else (source, line or 1)
        blocks = body_blocks(text, first_line, self.context.surroundings(document))
        return with_ids(blocks, f"{document.source_path}#{first_line if source is not None else 'body'}")

    def body_of(self, document: Document) -> tuple[str, int]:
        """The body's Markdown and its first line; without front matter the title's line is left out."""
        if document.has_front_matter:
            return document.body, document.body_line
        lines = document.body.split("\n")
        first = next(number for number, line in enumerate(lines) if line.strip())
        return "\n".join(lines[first + 1 :]), document.body_line + first + 1

    def rich_text(self, document: Document, *path: str | int) -> str:
        """A front-matter text in Markdown as rich text."""
        return self.markdown(document, document.long_text(*path), document.line(*path))

    def markdown(self, document: Document, source: str, line: int | None = None) -> str:
        """A Markdown text as rich text; without a line it is the document's body."""
        around = self.context.surroundings(document)
        return body_rich_text(source, line or document.body_line, around) if source.strip() else ""

    def references(self, document: Document, key: str, kind: str, field: str) -> list[dict[str, Any]]:
        """Rows that name other objects: one `{field: object}` each."""
        return [{field: thing} for thing in self.context.references(document, key, kind)]

    def terms(self, document: Document, key: str, kind: str, field: str) -> list[dict[str, Any]]:
        """As `references`, for a vocabulary: a term nobody has defined is created."""
        importer: Any = self.context.importers[kind]
        found = [importer.term(document, key, item) for item in document.items(key)]
        return [{field: term} for term in dict.fromkeys(found)]


class SnippetImporter(ObjectImporter):
    """Documents that make snippets with an address of their own."""

    def create(self, document: Document) -> Any:
        title = self.title(document)
        obj = self.new(title, hugo_slug(document.stem) if document.tree else title_slug(title))
        obj.source_path = document.source_path
        obj.uuid = imported_uuid(document.source_path, self.context.locale.language_code)
        obj.save()
        self.loaded[obj.pk] = obj
        return obj

    def new(self, title: str, slug: str) -> Any:
        """An unsaved draft with a slug nobody has."""
        obj: Any = self.model(**{self.title_field: title, "locale": self.context.locale})
        if hasattr(obj, "slug"):
            obj.slug = free_slug(slug or hugo_slug(title) or self.kind, self.taken_slugs())
        if hasattr(obj, "live"):
            obj.live = False
        return obj

    def taken_slugs(self) -> set[str]:
        return {obj.slug for obj in self.loaded.values()}


class PageImporter(ObjectImporter):
    """Documents that make pages below one index page."""

    parent_model: ClassVar[type[Page]]

    def parent(self, document: Document) -> Any:
        """The page the new one goes under. Raises `UnreadableDocument` when the site has none."""
        return self.only_page(self.parent_model)

    def only_page(self, model: type[Page]) -> Any:
        key = f"page:{model._meta.label}"
        if key not in self.context.shared:
            pages = model._default_manager.filter(locale=self.context.locale).order_by("path")
            self.context.shared[key] = pages.first()
        if self.context.shared[key] is None:
            name = model._meta.verbose_name
            raise UnreadableDocument(
                _("There is no page of the type “%s”: run `manage.py setup_site`.") % name
            )
        return self.context.shared[key]

    def create(self, document: Document) -> Any:
        parent = self.parent(document)
        title = self.title(document)
        slug = self.slug_of(document) or title_slug(title)
        page: Any = self.model(
            title=title,
            slug=free_slug(self.allowed_slug(slug or self.kind, parent), self.slugs_below(parent)),
            live=False,
            has_unpublished_changes=True,
            locale=self.context.locale,
            source_path=document.source_path,
            uuid=imported_uuid(document.source_path, self.context.locale.language_code),
            first_published_at=self.first_published_at(document),
        )
        parent.add_child(instance=page)
        self.slugs_below(parent).add(page.slug)
        self.loaded[page.pk] = page
        return page

    def slug_of(self, document: Document) -> str:
        """Last part of the document's address on its site; the file name of a single document says nothing."""
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


def free_slug(slug: str, taken: Iterable[str]) -> str:
    """The slug, or the first of `slug-2`, `slug-3`… that nobody has."""
    taken = set(taken)
    number, found = 1, slug
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found
