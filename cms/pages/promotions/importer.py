"""Reads cohorts: their number and suffix are in the title, `Promotion 3 - DIG`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from cms.importer.documents import Document
from cms.importer.names import plain
from cms.importer.objects import Fields, PageImporter
from cms.importer.trees import same_site
from cms.pages.promotions.models import PromotionIndexPage, PromotionPage

NUMBERED = re.compile(r"^\D*?(?P<number>\d{1,3})(?:\s*[-–—]\s*(?P<suffix>\S.*))?$")


YEAR = re.compile(r"\b(20\d\d)\b")


class PromotionImporter(PageImporter):
    kind = "promotion"
    label = gettext_lazy("cohort")
    model = PromotionPage
    parent_model = PromotionIndexPage
    folders = ("promos", "promotions")

    def title(self, document: Document) -> str:
        """The older site's data call a cohort `EIG 4` beside the heading of its list, `Les défis EIG 4`."""
        return (document.text("slug") if document.entry else "") or super().title(document)

    def own_values(self, document: Document) -> dict[str, Any]:
        """Number and suffix from `promotion`, `4` or `dig`, else from the title; the year as it is given."""
        written = document.text("promotion")
        found = NUMBERED.match(self.title(document))
        number = int(found["number"]) if found else None
        suffix = (found["suffix"] or "").strip() if found else ""
        if written:
            number, suffix = (int(written), "") if written.isdigit() else (None, written.upper())
        year = document.number("year")
        if year is None:
            in_classes = YEAR.search(document.text("class"))
            year = int(in_classes.group(1)) if in_classes else None
        return {"number": number, "suffix": suffix, "year": year}

    def first_values(self, document: Document) -> dict[str, Any]:
        return self.own_values(document)

    def names_of(self, document: Document) -> list[str]:
        values = self.own_values(document)
        return [document.named, self.title(document), *names(values["number"], values["suffix"])]

    def known_names(self) -> Iterator[tuple[Any, list[str]]]:
        for page in self.loaded.values():
            yield page, [page.title, *names(page.number, page.suffix)]

    def adopt(self, document: Document) -> Any | None:
        """Another tree's cohort of that number or suffix, whatever its title is."""
        values = self.own_values(document)
        wanted = set(names(values["number"], values["suffix"]))
        for page in self.loaded.values():
            is_same = wanted & set(names(page.number, page.suffix))
            if is_same and page.source_path and not same_site(page.source_path, document.source_path):
                return page
        return super().adopt(document)

    def of_year(self, year: int, programme: str) -> list[Any]:
        """Cohorts of a year; of the programme whose name is a suffix (`dig`) only those with it."""
        said = {
            (self.context.objects[each.source_path].pk, self.own_values(each)["year"])
            for each in self.context.documents.get(self.kind, [])
            if each.source_path in self.context.objects
        }
        of_year = [page for page in self.loaded.values() if page.year == year or (page.pk, year) in said]
        with_suffix = [page for page in of_year if page.suffix and plain(page.suffix) == programme]
        return with_suffix or [page for page in of_year if not page.suffix]

    def read(self, document: Document, obj: Any) -> Fields:
        document.use("visible", "menu", "layout", "slug", "promotion", "class", "colorback")
        if self.title(document) != document.text("title"):
            self.context.note(document, f"title : {document.text('title')}")
        return Fields(values={**self.common(document, summary="desc"), **self.own_values(document)})


def names(number: int | None, suffix: str) -> list[str]:
    """What documents call a cohort beside its title: its number alone, or its suffix."""
    if suffix:
        return [suffix, suffix.lower()]
    return [] if number is None else [str(number)]


importers = [PromotionImporter]
