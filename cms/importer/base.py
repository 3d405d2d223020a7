"""What a plugin's room `importer.py` offers: readers of documents.

`importers` lists classes; each run makes one object of each, in the order of the plugins, and works in two passes:

1. `claims` tells how sure a reader is that a document is its own; the surest gets it. `load` finds the object the
   document belongs to, or creates it as an empty draft, so that everything a text can link to exists.
2. `gather` runs once, between the passes. `relate` writes what the document says: fields, relations, body.

Most readers inherit from `PageImporter` or `SnippetImporter` (`cms.importer.objects`), which do all of this and ask
only for the values.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

from django.db.models import Model
from django.utils.functional import Promise

from cms.importer.documents import Document
from cms.importer.report import Outcome

if TYPE_CHECKING:
    from cms.importer.context import Context

__all__ = ["Claim", "Document", "Importer", "Outcome"]


class Claim(IntEnum):
    """How sure a reader is of a document."""

    NO = 0
    FALLBACK = 1
    """It would do for want of better; the document gets a warning that names `--as`, and stays a draft."""
    SHAPE = 2
    """Its keys look like it."""
    FOLDER = 3
    """It lies in the folder of this type."""
    CERTAIN = 4
    """Something in it says so."""


class Importer(ABC):
    """Reads the documents of one type. `context` is the run it belongs to."""

    kind: ClassVar[str] = ""
    """Name of the type in the report, and after `--as`."""
    label: ClassVar[str | Promise] = ""
    """Name of the type for people."""
    can_be_forced: ClassVar[bool] = True
    """Whether `--as` may name it."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def claims(self, document: Document) -> Claim:
        """How sure this reader is that the document is of its type."""
        return Claim.NO

    def order(self, document: Document) -> tuple[object, ...]:
        """Sort key among this reader's own documents: a page comes after the page it stands under."""
        return (document.source_path,)

    def parts(self, document: Document) -> list[Document]:
        """Documents that stand inside another one, such as a list of press releases in a page's front matter."""
        return []

    def names_of(self, document: Document) -> list[str]:
        """What other documents may call the one this document is about."""
        return [document.named]

    @abstractmethod
    def load(self, document: Document) -> Model | None:
        """The object the document belongs to, created as an empty draft when there is none. None: it is skipped.

        Raises `UnreadableDocument` when the document cannot be imported.
        """

    def gather(self) -> None:  # noqa: B027  most readers have nothing to do between the passes
        """Called once when all objects exist, before anything is related."""

    @abstractmethod
    def relate(self, document: Document, obj: Model) -> Outcome:
        """Write what the document says of `obj`, in one short transaction; nothing when nothing changed."""

    def finish(self) -> None:  # noqa: B027  nor at the end
        """Called once at the end, after all documents of all types."""
