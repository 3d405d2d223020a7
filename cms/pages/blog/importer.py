"""Reads blog posts, of Hugo and of Jekyll."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.importer.base import Claim
from cms.importer.documents import Document
from cms.importer.names import folded, plain
from cms.importer.objects import Fields, PageImporter
from cms.pages.blog.models import BlogIndexPage, BlogPostPage
from cms.snippets.people.importer import PersonImporter

STEERING = (
    "visible", "published", "draft", "layout", "menu", "section_id", "slug", "permalink",
    "locale", "lang", "language", "lang-ref", "lang_ref", "ref", "translationKey",
)  # fmt: skip


class PostImporter(PageImporter):
    """Abstract: what a post and other types that were posts on the old site have in common."""

    parent_model = BlogIndexPage
    family = "post"
    announces_counterparts = True

    def post_values(self, document: Document, fields: Fields) -> None:
        """Fill in the common fields of a post, its date, categories and tags."""
        document.use(*STEERING)
        if document.peek("twitter"):
            self.context.note(document, f"twitter : {document.text('twitter')}")
        self.warn_of_same_title(document)
        fields.values.update(self.common(document))
        date = self.required_date(document, fields)
        fields.values["date"] = date.moment if date else None
        fields.rows["category_rows"] = self.terms(document, "categories", "category", "category")
        self.tags(document, fields)

    def tags(self, document: Document, fields: Fields) -> None:
        """Jekyll's tags are the categories of today where one has that name, and stay tags elsewhere."""
        fields.tags = []
        rows = fields.rows["category_rows"]
        categories = {plain(term.title): term for term in self.context.importers["category"].loaded.values()}
        for item in document.items("tags"):
            term = categories.get(plain(item.text))
            if term is None:
                fields.tags.append(folded(item.text))
            elif {"category": term} not in rows:
                rows.append({"category": term})

    def people(self, document: Document) -> list[Any]:
        importer = self.context.importers["person"]
        assert isinstance(importer, PersonImporter)  # noqa: S101  the plugin is in `requires`
        return importer.people_in(document.text("author"))

    def names_erased(self, document: Document) -> bool:
        """Whether the author line names somebody who was erased: they are no author here; it is warned about."""
        importer = self.context.importers["person"]
        assert isinstance(importer, PersonImporter)  # noqa: S101  the plugin is in `requires`
        found = importer.erased_in(document.text("author"))
        if found:
            self.context.leave_out_erased(document, document.line("author"))
        return found

    def warn_of_same_title(self, document: Document) -> None:
        key = plain(self.title(document))
        site = f"post titles:{document.language}:{document.source_path.startswith('content/')}"
        seen: dict[str, Document] = self.context.shared.setdefault(site, {})
        first = seen.setdefault(key, document)
        if first is not document:
            line = document.line("title")
            self.context.warn(
                document,
                line,
                f"duplicate-title:{document.collection or self.kind}",
                document.raw("title"),
                _("a page of its own beside %s") % first.shown_path,
            )


class BlogPostImporter(PostImporter):
    kind = "blog_post"
    label = gettext_lazy("blog post")
    model = BlogPostPage
    folders = ("blog", "posts", "_posts")

    def claims(self, document: Document) -> Claim:
        folder = super().claims(document)
        is_post = document.peek("layout") == "post" or "_posts" in document.path.parts
        return folder or (Claim.SHAPE if is_post else Claim.NO)

    def read(self, document: Document, obj: Any) -> Fields:
        fields = Fields()
        self.post_values(document, fields)
        # The line under the title is the post's own text: it stays even where it names somebody who was erased.
        fields.values["author_label"] = document.text("author")
        self.names_erased(document)
        fields.rows["author_rows"] = [{"person": person} for person in self.people(document)]
        fields.rows["related_rows"] = self.references(document, "related", "blog_post", "related")
        return fields


importers = [BlogPostImporter]
