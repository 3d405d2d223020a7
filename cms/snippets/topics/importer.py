"""Reads the three vocabularies, and creates the terms that other documents use without defining them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.identity import imported_uuid
from cms.importer.documents import Document, Value
from cms.importer.names import hugo_slug, plain, tidy
from cms.importer.objects import Fields, SnippetImporter
from cms.importer.report import Outcome
from cms.snippets.topics.models import Category, Expertise, Theme, Topic


class TermImporter(SnippetImporter):
    """Abstract: a document of a vocabulary holds little more than its title."""

    model: ClassVar[type[Topic]]
    codes: ClassVar[dict[str, str]] = {}
    """What the older site wrote for a term."""

    def adopt(self, document: Document) -> Topic | None:
        """A term of that title which editors made, or another document used before it was defined."""
        return self.undefined.pop(plain(self.title(document)), None)

    @property
    def undefined(self) -> dict[str, Topic]:
        """Terms that no document has defined yet, by folded title."""
        key = self._key("undefined")
        if key not in self.context.shared:
            terms = [term for term in self.loaded.values() if not term.source_path]
            self.context.shared[key] = {plain(term.title): term for term in reversed(terms)}
        found: dict[str, Topic] = self.context.shared[key]
        return found

    def read(self, document: Document, obj: Any) -> Fields:
        document.use("visible", "menu", "layout")
        source = document.raw("desc") or document.raw("description") or document.body
        values = {"title": self.title(document), "description": self.markdown(document, source)}
        return Fields(values={**values, "source_path": document.source_path})

    def term(self, document: Document, key: str, item: Value) -> Topic:
        """The term a value names; one nobody has defined is created, with a warning."""
        item = Value(self.codes.get(plain(item.text), item.text), item.line)
        found: Topic | None = self.context.reference(document, key, item, self.kind)
        where = f"unresolved-reference:{self.context.where(document, key)}"
        if found is None:
            found = self.make(tidy(item.text))
            self.context.catalogue(self.kind).add(found, item.text)
            self.context.shared.setdefault("new terms", set()).add((self.kind, found.pk))
            self.context.warn(document, item.line, where, item.text, _("created, since nothing defines it"))
        elif (self.kind, found.pk) in self.context.shared.get("new terms", set()):
            self.context.warn(document, item.line, where, item.text, _("linked to the term created for it"))
        return found

    def make(self, title: str) -> Topic:
        with transaction.atomic():
            term = self.new(title, hugo_slug(title))
            term.uuid = imported_uuid(f"{self.kind}:{plain(title)}", self.context.locale.language_code)
            term.save()
            if self.context.options.publish:
                term.save_revision(clean=False).publish(log_action=False)
                term.live = True
        self.loaded[term.pk] = term
        self.context.touch(self.kind, term, Outcome.CREATED)
        return term


class ThemeImporter(TermImporter):
    kind = "theme"
    label = gettext_lazy("theme")
    model = Theme
    folders = ("themes",)


class ExpertiseImporter(TermImporter):
    kind = "expertise"
    label = gettext_lazy("expertise")
    model = Expertise
    codes = {
        "dev": "Développement",
        "datascience": "Data science",
        "dataengineering": "Data engineering",
        "design": "Design",
        "geomatique": "Géomatique",
        "juriste": "Juriste",
    }
    folders = ("expertises",)


class CategoryImporter(TermImporter):
    kind = "category"
    label = gettext_lazy("category")
    model = Category
    folders = ("categories",)


importers = [ThemeImporter, ExpertiseImporter, CategoryImporter]
