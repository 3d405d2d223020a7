"""Reads testimonials: posts of the category « Témoignage », which keep their address below the blog."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy

from cms.importer.base import Claim
from cms.importer.documents import Document
from cms.importer.languages import locale_of
from cms.importer.names import plain, tidy
from cms.importer.objects import Fields
from cms.pages.blog.importer import PostImporter
from cms.pages.testimonials.models import TestimonialIndexPage, TestimonialPage

CHALLENGE_OF = re.compile(r"\bEIG\s+(?P<name>\S.*)$")

CHALLENGES_OF = re.compile(r"\bdéfis?\s+(?P<names>\S.*)$", re.IGNORECASE)


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
    folders = ("temoignages", "testimonials")

    def claims(self, document: Document) -> Claim:
        if folder := super().claims(document):
            return folder
        category = post_category()
        written = document.peek("categories")
        names = written if isinstance(written, list) else [written]
        categories = [plain(item) for item in names if isinstance(item, str)]
        is_one = document.collection in ("blog", "posts") and category and plain(category) in categories
        return Claim.CERTAIN if is_one else Claim.NO

    def gather(self) -> None:
        # A post may name one of them under “read also”.
        for document in self.context.documents[self.kind]:
            obj = self.context.objects.get(document.source_path)
            if obj is not None:
                self.context.catalogue("blog_post").add(obj, str(document.peek("title") or ""), document.stem)

    def load(self, document: Document) -> Model | None:
        if document.entry and self.names_erased(document):
            return None
        return super().load(document)

    def title(self, document: Document) -> str:
        """A testimonial of the older site's data has no title: its author is one."""
        return (
            super().title(document) if document.named or not document.entry else document.text("author")
        ) or document.stem

    def parent(self, document: Document) -> Any:
        """Posts stay under the blog; what was a line of data stands under the testimonials."""
        if document.entry:
            return self.only_page(TestimonialIndexPage, locale_of(document))
        return super().parent(document)

    def slug_of(self, document: Document) -> str:
        return "" if document.entry else super().slug_of(document)

    def read(self, document: Document, obj: Any) -> Fields:
        fields = Fields()
        self.post_values(document, fields)
        fields.values["quote"] = fields.values.pop("summary") or self.rich_text(document, "text")
        author = document.text("author")
        name, _comma, role = author.partition(",")
        people = self.people(document)
        fields.values["person"] = people[0] if people else None
        is_erased = self.names_erased(document)
        fields.values["speaker"] = "" if people or is_erased else tidy(name)
        fields.values["role"] = tidy(role) or document.text("position")
        if not is_erased and (len(people) > 1 or " et " in author):
            self.context.note(document, f"author : {author}")
        fields.rows["challenge_rows"] = [
            {"challenge": challenge} for challenge in self.challenges(document, author)
        ]
        self.avatar(document, fields)
        self.related(document)
        return fields

    def challenges(self, document: Document, author: str) -> list[Any]:
        """`Dora Crisan, EIG Brigade numérique` names her challenge; `…, défis cartAV & matchID` in `position` his two."""
        known = self.context.catalogue("challenge")
        found = CHALLENGE_OF.search(tidy(author))
        named = [found["name"]] if found else []
        in_position = CHALLENGES_OF.search(document.text("position"))
        if in_position:
            named += re.split(r",| & | et ", in_position["names"])
        matches = [known.match(tidy(name)) for name in named]
        return list(dict.fromkeys(match.found for match in matches if match))

    def avatar(self, document: Document, fields: Fields) -> None:
        if document.peek("avatar"):
            fields.values["image"] = fields.values.get("image") or self.context.image(document, "avatar")

    def related(self, document: Document) -> None:
        """Testimonials have no “read also”: what stood there is kept in the note."""
        for item in document.items("related"):
            self.context.note(document, f"related : {tidy(item.text)}")


importers = [TestimonialImporter]
