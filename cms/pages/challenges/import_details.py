"""What the older site knew of a challenge beside its text: outputs, videos, key figures, poster."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from django.utils.translation import gettext as _

from cms.importer.context import Context
from cms.importer.documents import Document
from cms.importer.names import tidy
from cms.importer.objects import ObjectImporter
from cms.snippets.key_figures.importer import KeyFigureImporter

Row = dict[str, Any]
PLAYERS = {
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "loom": "https://www.loom.com/share/{}",
    "vimeo": "https://vimeo.com/{}",
    "youtube": "https://www.youtube.com/watch?v={}",
}
VIDEO_KEYS = ("end_of_project_videos", "videos")


class Details:
    """Reads the lists of one challenge's front matter into rows."""

    def __init__(self, importer: ObjectImporter, document: Document) -> None:
        self.importer = importer
        self.context: Context = importer.context
        self.document = document

    def count(self, key: str) -> int:
        value = self.document.get(key)
        return len(value) if isinstance(value, list) else 0

    def lost(self, kind: str, path: tuple[str | int, ...], value: str, action: str) -> None:
        self.context.warn(self.document, self.document.line(*path), kind, value, action)
        self.context.note(self.document, f"{path[0]} : {value}")

    def key_figures(self) -> list[Row]:
        importer = self.context.importers["key_figure"]
        assert isinstance(importer, KeyFigureImporter)  # noqa: S101  the plugin is in `requires`
        rows = []
        for number in range(self.count("key_figures")):
            path = ("key_figures", number)
            figure = importer.figure(self.document, *path)
            if figure is None:
                self.lost("invalid-value", path, self.words(*path), _("no number; kept in the import note"))
            else:
                rows.append({"figure": figure})
        return rows

    def outputs(self) -> list[Row]:
        """`projects`: what the team made. The label of its button has no field and is kept in the note."""
        rows = []
        for number in range(self.count("projects")):
            path = ("projects", number)
            if not isinstance(self.document.peek(*path), dict):
                self.lost("invalid-value", path, self.words(*path), _("no output; kept in the import note"))
                continue
            label = self.document.text(*path, "call_to_action")
            title = self.document.text(*path, "title") or label or self.importer.title(self.document)
            if label and label != title:
                self.context.note(self.document, f"projects : {title} : {label}")
            rows.append(
                {
                    "title": title,
                    "image": self.context.image(self.document, *path, "image"),
                    "text": self.importer.rich_text(self.document, *path, "description"),
                    "link": self.address(*path, "url"),
                }
            )
        return rows

    def address(self, *path: str | int) -> str:
        """An absolute address: one inside the older site is that site's own."""
        written = self.document.text(*path)
        if not written or "://" in written:
            return written
        tree = self.document.tree
        host = str(tree.setting("url") or "") if tree is not None else ""
        if host:
            return urljoin(host, written)
        self.lost("invalid-value", path, written, _("no address; kept in the import note"))
        return ""

    def videos(self) -> list[Row]:
        rows = []
        for key in VIDEO_KEYS:
            for number in range(self.count(key)):
                rows += self.video((key, number))
        return rows

    def video(self, path: tuple[str | int, ...]) -> list[Row]:
        """One video, unless the older site did not show it: then it is not public, and kept in the note."""
        document = self.document
        written, player = document.text(*path, "id"), document.text(*path, "platform").lower()
        title = document.text(*path, "description") or document.text(*path, "title")
        url = document.text(*path, "url") or (
            PLAYERS[player].format(written) if written and player in PLAYERS else ""
        )
        if not re.match(r"https?://", url):
            self.lost("invalid-value", path, self.words(*path), _("no known video; kept in the import note"))
            return []
        if document.get(*path, "show") is False:
            self.lost("video-hidden", path, f"{title} {url}", _("not shown there; kept in the import note"))
            return []
        return [{"url": url, "title": title or self.importer.title(document)}]

    def poster(self) -> int | None:
        """The poster's document, when its file is in the site; an address of elsewhere is kept in the note."""
        written = self.document.text("poster")
        if not written:
            return None
        found, _exact = self.document.files.find(written) if "://" not in written else (None, False)
        if found is None:
            kind = "document-external" if "://" in written else "file-missing"
            self.lost(kind, ("poster",), written, _("not fetched; kept in the import note"))
            return None
        return self.context.media.document(found, found.stem)

    def words(self, *path: str | int) -> str:
        value = self.document.peek(*path)
        return tidy(" ".join(str(item) for item in value.values()) if isinstance(value, dict) else str(value))
