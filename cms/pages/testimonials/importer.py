"""Reads testimonials: posts of the category « Témoignage », which keep their address below the blog."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from cms.importer.base import Claim
from cms.importer.documents import Document
from cms.importer.names import plain, tidy
from cms.importer.objects import Fields
from cms.pages.blog.importer import PostImporter
from cms.pages.testimonials.models import TestimonialPage

CHALLENGE_OF = re.compile(r"\bEIG\s+(?P<name>\S.*)$")


def post_category() -> str:
    """The category whose posts are testimonials; empty switches this off, and they stay posts.

    `CMS_PLUGIN_SETTINGS = {"testimonials": {"import_category": ""}}`.
    """
    own = getattr(settings, "CMS_PLUGIN_SETTINGS", {}).get("testimonials", {})
    return str(own.get("import_category", "Témoignage"))


class TestimonialImporter(PostImporter):
    kind = "testimonial"
    label = gettext_lazy("testimonial")
    model = TestimonialPage

    def claims(self, document: Document) -> Claim:
        category = post_category()
        written = document.peek("categories")
        categories = (
            [plain(item) for item in written if isinstance(item, str)] if isinstance(written, list) else []
        )
        is_one = document.collection == "blog" and category and plain(category) in categories
        return Claim.CERTAIN if is_one else Claim.NO

    def gather(self) -> None:
        # A post may name one of them under “read also”.
        for document in self.context.documents[self.kind]:
            obj = self.context.objects.get(document.source_path)
            if obj is not None:
                self.context.catalogue("blog_post").add(obj, str(document.peek("title") or ""), document.stem)

    def read(self, document: Document, obj: Any) -> Fields:
        fields = Fields()
        self.post_values(document, fields)
        fields.values["quote"] = fields.values.pop("summary")
        author = document.text("author")
        name, _comma, role = author.partition(",")
        people = self.people(document)
        fields.values["person"] = people[0] if people else None
        fields.values["speaker"] = "" if people else tidy(name)
        fields.values["role"] = tidy(role)
        if len(people) > 1 or " et " in author:
            self.context.note(document, f"author : {author}")
        fields.rows["challenge_rows"] = [{"challenge": challenge} for challenge in self.challenges(author)]
        self.related(document)
        return fields

    def challenges(self, author: str) -> list[Any]:
        """`Dora Crisan, EIG Brigade numérique` names her challenge."""
        found = CHALLENGE_OF.search(tidy(author))
        match = self.context.catalogue("challenge").match(found["name"]) if found else None
        return [match.found] if match else []

    def related(self, document: Document) -> None:
        """Testimonials have no “read also”: what stood there is kept in the note."""
        for item in document.items("related"):
            self.context.note(document, f"related : {tidy(item.text)}")


importers = [TestimonialImporter]
