"""What readers ask of a document again and again: its title, its date, its texts, the things it names."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.importer.base import Importer
from cms.importer.dates import ReadDate
from cms.importer.documents import NAMES, Document
from cms.importer.markdown import body_blocks, body_rich_text
from cms.importer.names import tidy
from cms.importer.writing import Fields, with_ids

LONGEST_TITLE = 255


class ValueReader(Importer):
    """Abstract: reads values out of documents; nothing here writes."""

    def title(self, document: Document) -> str:
        """The document's title, at most as long as the field; a longer one is cut, warned about and noted whole."""
        title = next((text for key in NAMES if (text := document.text(key))), "")
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
                document,
                document.line(),
                "date-missing",
                document.path.name,
                _("kept as a draft; `--date` gives it one"),
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
