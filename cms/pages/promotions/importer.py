"""Reads cohorts: their number and suffix are in the title, `Promotion 3 - DIG`."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy

from cms.importer.documents import Document
from cms.importer.objects import Fields, PageImporter
from cms.pages.promotions.models import PromotionIndexPage, PromotionPage

NUMBERED = re.compile(r"^\D*?(?P<number>\d{1,3})(?:\s*[-–—]\s*(?P<suffix>\S.*))?$")


class PromotionImporter(PageImporter):
    kind = "promotion"
    label = gettext_lazy("cohort")
    model = PromotionPage
    parent_model = PromotionIndexPage
    folders = ("promos", "promotions")

    def read(self, document: Document, obj: Any) -> Fields:
        document.use("visible", "menu", "layout")
        values = self.common(document, summary="desc")
        found = NUMBERED.match(values["title"])
        values["number"] = int(found["number"]) if found else None
        values["suffix"] = (found["suffix"] or "").strip() if found else ""
        year = document.get("year")
        values["year"] = year if isinstance(year, int) else None
        return Fields(values=values)


importers = [PromotionImporter]
