"""One run of the import: what readers share and ask of each other."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.core.locale import source_locale
from cms.importer.dates import ReadDate
from cms.importer.documents import Document, Value
from cms.importer.erased import ErasedNames
from cms.importer.links import AddressBook, LinkResolver
from cms.importer.markdown import Block, FoundImage, Shortcode, Surroundings, Target
from cms.importer.media import MediaLibrary
from cms.importer.models import ImportRecord
from cms.importer.names import tidy
from cms.importer.references import Catalogue, Level
from cms.importer.report import Outcome, Report
from cms.importer.trees import content_languages, same_site

if TYPE_CHECKING:
    from cms.importer.base import Importer

logger = logging.getLogger(__name__)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Options:
    """How the command was called."""

    dry_run: bool = False
    publish: bool = False
    kind: str = ""
    date: ReadDate | None = None
    force: bool = False


@dataclass
class Context:
    """Documents, objects and services of one run."""

    options: Options
    report: Report
    shortcodes: Mapping[str, Callable[[Shortcode, Surroundings], list[Block]]]
    block_names: frozenset[str]
    media: MediaLibrary
    addresses: AddressBook = field(default_factory=AddressBook)
    importers: dict[str, Importer] = field(default_factory=dict)
    documents: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    objects: dict[str, Model] = field(default_factory=dict)
    records: dict[str, ImportRecord] = field(default_factory=dict)
    catalogues: dict[str, Catalogue[Any]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kinds: dict[str, str] = field(default_factory=dict)
    shared: dict[str, Any] = field(default_factory=dict)
    created: set[tuple[str, int]] = field(default_factory=set)
    guessed: set[str] = field(default_factory=set)
    tree_names: dict[Path, str] = field(default_factory=dict)
    """What each site tree of the run is known by in the records, by its root."""
    erased: ErasedNames = field(default_factory=ErasedNames)
    unnamed: set[str] = field(default_factory=set)
    """Documents about somebody who was erased: the report names none of them."""
    partners: dict[str, Any] = field(default_factory=dict)
    """What a document in another language translates, by the document's path, while its translation is new."""

    @property
    def locale(self) -> Locale:
        """The language documents are written in."""
        if "locale" not in self.shared:
            self.shared["locale"] = source_locale()
        locale: Locale = self.shared["locale"]
        return locale

    # Speaking

    def warn(self, document: Document, line: int, kind: str, value: str, action: str) -> None:
        """Warn of a line of the document, or of the file of data that it was joined from."""
        self.report.warn(getattr(line, "path", document.shown_path), int(line), kind, value, action)

    def note(self, document: Document, text: str) -> None:
        """Keep a text that has no field: it goes to the object's import note."""
        if text not in self.notes[document.source_path]:
            self.notes[document.source_path].append(text)

    def where(self, document: Document, key: str) -> str:
        """The key as warnings name it: `defis.themes`; by type for a document that lies in no folder of a site."""
        return f"{document.collection or self.kinds.get(document.source_path, 'document')}.{key}"

    def fail(self, path: str, error: Exception) -> None:
        """Name what could not be imported. A traceback is for developers: `CMS_LOG_LEVEL=DEBUG` shows it."""
        logger.debug("Importing %s failed", path, exc_info=error)
        reason = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(": .")
        self.report.fail(path, 1, _("The import of this document failed: %s.") % reason)

    def is_erased(self, name: str) -> bool:
        """Whether the name is that of somebody who was erased, and whom nobody made again by hand."""
        return name in self.erased

    def leave_out_erased(self, document: Document, line: int = 1, *, whole: bool = False) -> None:
        """Warn that somebody who was erased is left out, without a name: paths and earlier warnings may hold it.

        `whole`: the document is about that person.
        """
        shown = getattr(line, "path", document.shown_path)
        if whole:
            self.report.forget("" if document.entry else document.shown_path, document.named)
            folder = shown.rpartition("/")[0]
            if not document.entry:
                shown = f"{folder}/…" if folder else "…"
            self.unnamed.add(document.source_path)
        self.report.warn(shown, int(line), "person-erased", "", _("left out; this person was erased"))

    # Objects

    def documents_of(self, obj: Model) -> list[Document]:
        """The documents that make one object, the main one first."""
        found: list[Document] = self.shared.setdefault("documents_of", {}).get((obj._meta.label, obj.pk), [])
        return found

    def group(self, document: Document, obj: Model) -> list[Document]:
        """The documents of the same tree that make one object, the main one first."""
        found = self.documents_of(obj)
        return [each for each in found if same_site(each.source_path, document.source_path)]

    def join(self, document: Document, obj: Model) -> None:
        """Say that a document belongs to an object."""
        self.objects[document.source_path] = obj
        groups = self.shared.setdefault("documents_of", {})
        group = groups.setdefault((obj._meta.label, obj.pk), [])
        if document not in group:
            group.append(document)

    def touch(self, kind: str, obj: Model, outcome: Outcome) -> None:
        """Count an object that has no document of its own (a term, an administration), once per run."""
        key = (kind, obj.pk)
        if key not in self.created:
            self.created.add(key)
            self.report.count(kind, outcome)

    # References

    def catalogue(self, kind: str) -> Catalogue[Any]:
        """Everything of a type by name: this run's documents and what the database holds."""
        if kind not in self.catalogues:
            self.catalogues[kind] = self._fill_catalogue(kind)
        return self.catalogues[kind]

    def _fill_catalogue(self, kind: str) -> Catalogue[Any]:
        catalogue: Catalogue[Any] = Catalogue()
        importer = self.importers.get(kind)
        for document in self.documents.get(kind, []):
            obj = self.objects.get(document.source_path)
            if obj is not None and document.language == content_languages()[0]:
                for name in importer.names_of(document) if importer else [document.named]:
                    catalogue.add(obj, name, document.stem)
        for obj, names in getattr(importer, "known_names", list)() if importer else ():
            for name in names:
                catalogue.add(obj, name)
        return catalogue

    def reference(self, document: Document, key: str, item: Value, kind: str) -> Any | None:
        """What a value of the front matter names; looser matches and names of nothing are warned about."""
        match = self.catalogue(kind).match(item.text)
        where = self.where(document, key)
        if match is None:
            return None
        if match.level is not Level.EXACT:
            self.warn(
                document,
                item.line,
                f"loose-reference:{where}:{match.level}",
                item.text,
                _("linked to “%s”") % match.found,
            )
        if match.others:
            self.warn(
                document,
                item.line,
                f"ambiguous-reference:{where}",
                item.text,
                _("linked to the first that fits, %s") % match.found,
            )
        return match.found

    def reference_or_warn(self, document: Document, key: str, item: Value, kind: str) -> Any | None:
        """As `reference`; a name of nothing is kept in the import note."""
        found = self.reference(document, key, item, kind)
        if found is None:
            inside = self.catalogue(kind).names_inside(item.text)
            if inside:
                named = ", ".join(str(thing) for thing in inside)
                action = _("left out: it seems to name several things (%s); kept in the import note") % named
            else:
                action = _("left out; kept in the import note")
            self.warn(
                document,
                item.line,
                f"unresolved-reference:{self.where(document, key)}",
                item.text,
                action,
            )
            self.note(document, f"{key} : {tidy(item.text)}")
        return found

    def references(self, document: Document, key: str, kind: str) -> list[Any]:
        """What a list of the front matter names, each thing once, in order."""
        found = [self.reference_or_warn(document, key, item, kind) for item in document.items(key)]
        return list(dict.fromkeys(thing for thing in found if thing is not None))

    # Texts

    def surroundings(self, document: Document) -> DocumentSurroundings:
        return DocumentSurroundings(self, document)

    def image(self, document: Document, *path: str | int) -> int | None:
        """Key of the picture a front-matter value names; None when there is none to be had."""
        if document.get(*path) is None:
            return None
        around = self.surroundings(document)
        found = around.image(document.raw(*path), document.line(*path))
        written = document.raw(*path).strip()
        if written and (found is None or found.url):
            self.note(document, f"{'.'.join(str(step) for step in path)} : {written}")
        return found.image if found else None


@dataclass
class DocumentSurroundings:
    """The site as one document sees it, for the conversion of its texts."""

    context: Context
    document: Document

    def __post_init__(self) -> None:
        self.links = LinkResolver(self.document, self.context.addresses, self.context.media, self.warn)

    @property
    def shortcodes(self) -> Mapping[str, Callable[[Shortcode, Surroundings], list[Block]]]:
        return self.context.shortcodes

    @property
    def block_names(self) -> frozenset[str]:
        return self.context.block_names

    def warn(self, line: int, kind: str, value: str, action: str) -> None:
        self.context.warn(self.document, line, kind, value, action)

    def note(self, text: str) -> None:
        self.context.note(self.document, text)

    def link(self, href: str, line: int) -> Target:
        return self.links.resolve(href, line)

    def image(self, src: str, line: int) -> FoundImage | None:
        return self.context.media.find_image(self.document, src, line, self.warn)
