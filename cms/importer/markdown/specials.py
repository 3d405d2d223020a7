"""Tags that are no text though they stand in a line of it: pictures, players, shortcodes, scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import unquote

from bs4 import Tag
from django.utils.translation import gettext as _

from cms.importer.markdown import shortcodes
from cms.importer.markdown.embeds import absolute, video_address
from cms.importer.markdown.html import SourceHtml
from cms.importer.markdown.richtext import cleaned
from cms.importer.markdown.surroundings import Block, Surroundings

GENERIC_ALT = frozenset({"null", "undefined", "none", "image"})


@dataclass
class Specials:
    """Called with each such tag as it is met; `take` gives the blocks they became."""

    html: SourceHtml
    around: Surroundings
    found: list[Block] = field(default_factory=list)

    def take(self) -> list[Block]:
        """The blocks of the tags met since the last time."""
        found, self.found = self.found, []
        return found

    def __call__(self, tag: Tag) -> None:
        """Note the block, or the warning, that a tag becomes."""
        if tag.name == self.html.placeholder:
            call = self.html.calls[int(str(tag["n"]))]
            self.found += shortcodes.convert(call, self.around)
        elif tag.name == "img":
            self.image(tag)
        elif tag.name in ("script", "style", "svg", "template"):
            value = " ".join(
                [str(tag.get("src") or ""), *tag.get_text(" ").split(), *addresses_in(tag)]
            ).strip()
            self.around.warn(
                self.line(tag), f"html-{tag.name}", value, _("dropped; nothing that runs is kept")
            )
        else:
            self.player(tag)

    def line(self, tag: Tag) -> int:
        return self.html.line(tag.sourceline)

    def player(self, tag: Tag) -> None:
        source = tag if tag.get("src") or tag.get("data") else tag.find("source")
        src = str((source.get("src") or source.get("data") or "") if isinstance(source, Tag) else "").strip()
        line = self.line(tag)
        title = str(tag.get("title") or "")
        inside = " ".join([*tag.get_text(" ").split(), *(href for href in addresses_in(tag) if href != src)])
        if inside:
            self.around.note(f"<{tag.name}> : {inside}")
        video = video_address(src)
        if video:
            self.around.warn(line, f"html-{tag.name}", src, _("kept as a video block"))
            self.found.append(shortcodes.video_block(video, title))
            return
        target = self.around.link(absolute(src), line) if src else None
        if target:
            self.around.warn(line, f"html-{tag.name}", src, _("kept as a link to what it shows"))
            self.found.append(shortcodes.link_block(title or absolute(src), target))
        else:
            self.around.warn(line, f"html-{tag.name}", src or title, _("dropped; it shows nothing"))
            if title:
                self.around.note(f"<{tag.name}> : {title}")

    def image(self, tag: Tag) -> None:
        line = self.line(tag)
        src = str(tag.get("src") or "").strip()
        alt = " ".join(str(tag.get("alt") or "").split())
        if alt.casefold() in GENERIC_ALT:
            self.around.warn(line, "alt-missing", alt, _("counts as no description; the image waits for one"))
            alt = ""
        found = self.around.image(src, line)
        link = tag.find_parent("a")
        title = " ".join(str(tag.get("title") or "").split())
        if found is None:
            if src or alt or title:
                self.around.note(" : ".join(part for part in (unquote(src), alt, title) if part))
            self.link_around(link, src, alt, line)
            return
        if found.image is None:
            if title and title != alt:
                self.around.note(f"{unquote(src)} : {title}")
            self.found.append(self.external_image(found.url, alt, link, line))
            return
        if not alt and str(tag.get("alt") or "").casefold() not in GENERIC_ALT:
            self.around.warn(line, "alt-missing", unquote(src), _("the image waits for a description"))
        self.found.append(image_block(found.image, alt, title))
        self.link_around(link, src, alt, line)

    def link_around(self, link: Tag | None, src: str, alt: str, line: int) -> None:
        """The link a picture stood in becomes one of its own below it."""
        href = str(link.get("href") or "") if link else ""
        target = self.around.link(href, line) if href and href != src else None
        if target:
            label = " ".join(str(link.get("title") or "").split()) if link else ""
            self.found.append(shortcodes.link_block(label or alt or href, target))

    def external_image(self, url: str, alt: str, link: Tag | None, line: int) -> Block:
        """A picture on another site is not fetched: its description links to it."""
        title = " ".join(str(link.get("title") or "").split()) if link else ""
        label = escape(alt or title or _("Image"), quote=False)
        href = str(link.get("href") or "") if link else ""
        target = self.around.link(href, line) if href and href != url else None
        picture = f'<a href="{escape(url)}">{label}</a>'
        if not target:
            return {"type": "rich_text", "value": cleaned(f"<p>{picture}</p>")}
        credit = escape(title if title and title != alt else href, quote=False)
        return {
            "type": "rich_text",
            "value": cleaned(f"<p>{picture} ({target.opening_tag()}{credit}</a>)</p>"),
        }


def addresses_in(tag: Tag) -> list[str]:
    """Addresses inside a tag that is not shown as it stands."""
    return [str(inner[name]) for inner in tag.find_all(True) for name in ("href", "src") if inner.get(name)]


def image_block(image: int, alt: str, caption: str = "", credit: str = "") -> Block:
    shown: dict[str, Any] = {"image": image, "decorative": False, "alt_text": alt}
    return {"type": "image", "value": {"image": shown, "caption": caption, "credit": credit}}
