"""What a text needs to know of the world outside it, so that conversion can be tested without a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from cms.importer.markdown.shortcodes import Shortcode

Block = dict[str, Any]
"""One stored block: {"type": …, "value": …}; its id is given when the whole body is known."""


@dataclass(frozen=True)
class Target:
    """Where a link leads: a page or a document of ours, or an address. None of them: nowhere allowed."""

    page: int | None = None
    document: int | None = None
    url: str = ""
    anchor: str = ""

    def __bool__(self) -> bool:
        return bool(self.page or self.document or self.url or self.anchor)

    def link_value(self) -> dict[str, Any]:
        """The stored value of a link inside a block."""
        return {"page": self.page, "document": self.document, "url": self.url, "anchor": self.anchor}

    def opening_tag(self) -> str:
        """The opening `<a>` of Wagtail's rich text."""
        if self.page:
            return f'<a linktype="page" id="{self.page}">'
        if self.document:
            return f'<a linktype="document" id="{self.document}">'
        return f'<a href="{escape(self.url or "#" + self.anchor, quote=True)}">'


@dataclass(frozen=True)
class FoundImage:
    """A picture a text names: in our library, or on another site (then only its address is kept)."""

    image: int | None = None
    url: str = ""


class Surroundings(Protocol):
    """The site as one document sees it."""

    @property
    def shortcodes(self) -> Mapping[str, Callable[[Shortcode, Surroundings], list[Block]]]: ...

    @property
    def block_names(self) -> frozenset[str]:
        """Blocks that the site's bodies take: a plugin that is not there offers none."""

    def warn(self, line: int, kind: str, value: str, action: str) -> None:
        """Report something that could not be mapped as it stands."""

    def note(self, text: str) -> None:
        """Keep a text that has no place in the body: it goes to the object's import note."""

    def link(self, href: str, line: int) -> Target:
        """Resolve an address; warns when it leads nowhere. An empty target means the address is not allowed."""

    def image(self, src: str, line: int) -> FoundImage | None:
        """Find a picture; warns, and None, when there is none."""
