"""The tree of a Jekyll site: which files are documents, their collections, languages, drafts and old addresses.

`_config.yml` says most of it: the collections, the form of their addresses (`permalink`) and the values that front
matter has by default for a folder or collection (`defaults`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from cms.importer.front_matter import FrontMatter
from cms.importer.names import hugo_slug
from cms.importer.trees import TEXT_SUFFIXES, FileIndex, SiteTree, walk

if TYPE_CHECKING:
    from cms.importer.documents import Document

CONFIGURATIONS = ("_config.yml", "_config.yaml")
PAGES = TEXT_SUFFIXES | {".html", ".htm"}
MADE_BY_JEKYLL = frozenset({"_site", ".jekyll-cache", "vendor"})
POSTS, DRAFTS = "_posts", "_drafts"
# Jekyll's own names for forms of addresses.
PERMALINKS = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title:output_ext",
}
PLACEHOLDER = re.compile(r":([a-z_]+)")
LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
LISTS_OTHERS = re.compile(r"\{%-?\s*for\s+\w+\s+in\s+(?:site|paginator|collections|page)\b")
LOOP = re.compile(r"\{%-?\s*for\b.*?\{%-?\s*endfor\s*-?%\}", re.DOTALL)
SHORT = 200
"""A page that lists others has a heading and a sentence of its own; more than this is a text."""
# Keys that say how a page looks or is found, and nothing a reader reads.
STEERING = frozenset(
    [
        "layout",
        "section_id",
        "robots",
        "permalink",
        "lang",
        "lang-ref",
        "locale",
        "pagination",
        "paginate",
        "sitemap",
        "nav",
        "nav_order",
    ]
)
LISTS_BY = ("tag", "tags", "category", "pagination", "paginate")
"""Keys of a page that lists the documents of a tag, of a category, or page by page."""


@dataclass(frozen=True)
class JekyllTree(SiteTree):
    """A Jekyll site on disk: documents and files lie side by side below `root`."""

    config: FrontMatter = field(default_factory=FrontMatter, compare=False)

    layout: ClassVar[str] = "jekyll"

    @property
    def content(self) -> Path:
        return self.root

    @property
    def static(self) -> Path:
        return self.root

    @cached_property
    def files(self) -> FileIndex:
        return FileIndex([self.root])

    def documents(self, folder: Path) -> Iterator[Path]:
        """Files below `folder` that Jekyll would read: collections, posts, drafts, and pages with front matter.

        Layouts, includes, data and what Jekyll itself made are no documents; nor are pictures and style sheets.
        """
        excluded = {str(name).strip("/") for name in self.setting_list("exclude")}
        for path in walk(folder):
            parts = path.relative_to(self.root).parts
            folders = [part for part in parts[:-1] if part.startswith(("_", "."))]
            is_hidden = any(part in MADE_BY_JEKYLL or part in excluded for part in parts)
            known = all(name in (POSTS, DRAFTS) or name[1:] in self.collections for name in folders)
            is_text = path.suffix.lower() in (PAGES if not folders else TEXT_SUFFIXES)
            if is_hidden or not known or not is_text:
                continue
            if folders or opens_front_matter(path):
                yield path

    @cached_property
    def collections(self) -> dict[str, dict[str, Any]]:
        """Collections of `_config.yml`, and folders that look like one although it does not name them."""
        found: dict[str, dict[str, Any]] = {}
        written = self.config.values.get("collections")
        if isinstance(written, dict):
            found = {str(name): value if isinstance(value, dict) else {} for name, value in written.items()}
        elif isinstance(written, list):
            found = {str(name): {} for name in written}
        if not self.config.values:
            others = {"_layouts", "_includes", "_data", "_sass", "_plugins", POSTS, DRAFTS, *MADE_BY_JEKYLL}
            for path in sorted(self.root.glob("_*")):
                if path.is_dir() and path.name not in others:
                    found.setdefault(path.name[1:], {})
        return found

    def setting(self, name: str) -> Any:
        return self.config.values.get(name)

    def setting_list(self, name: str) -> list[Any]:
        value = self.config.values.get(name)
        return value if isinstance(value, list) else []

    # What a document's path says

    def collection(self, source_path: str) -> str:
        """`defis` for `_defis/x.md`, `posts` for every `_posts`, the data file's name for an entry of it."""
        for part in source_path.split("/")[:-1]:
            if part in (POSTS, DRAFTS):
                return "posts"
            if part.startswith("_"):
                return part[1:]
        return ""

    def is_draft(self, source_path: str) -> bool:
        """Jekyll skips files whose name begins with `_`, and shows `_drafts` to authors only."""
        *folders, name = source_path.split("/")
        return DRAFTS in folders or name.startswith("_")

    def default(self, source_path: str, key: str) -> Any:
        """What `defaults` says of a key: the value of the narrowest scope the document lies in."""
        collection = self.collection(source_path)
        found: Any = None
        narrowest = (-1, -1)
        for rule in self.setting_list("defaults"):
            scope = rule.get("scope") if isinstance(rule, dict) else None
            values = rule.get("values") if isinstance(rule, dict) else None
            if not isinstance(scope, dict) or not isinstance(values, dict) or key not in values:
                continue
            folder = str(scope.get("path") or "").strip("/")
            kind = str(scope.get("type") or "")
            inside = not folder or source_path == folder or source_path.startswith(f"{folder}/")
            if inside and kind in ("", collection) and (len(folder), len(kind)) >= narrowest:
                narrowest, found = (len(folder), len(kind)), values[key]
        return found

    def language_folder(self, source_path: str) -> str:
        return source_path.split("/")[0]

    # Addresses

    def address(self, document: Document) -> str:
        """Where Jekyll put the document: `/defis/2019/adler.html`; empty when it has no page of its own."""
        if document.entry:
            return ""
        form = self.permalink(document)
        if not form:
            return self.page_address(document.source_path)
        values = self.placeholders(document)
        path = PLACEHOLDER.sub(lambda found: placeholder(values, found.group(1)), form)
        return "/" + re.sub(r"/{2,}", "/", path).lstrip("/")

    def permalink(self, document: Document) -> str:
        """The form of its address; empty for a page without one, which stands where its file lies."""
        own = document.peek("permalink") or self.default(document.source_path, "permalink")
        collection = self.collection(document.source_path)
        if not own and collection:
            settings = self.collections.get(collection, {})
            own = settings.get("permalink")
            if not own and collection != "posts":
                own = f"/{collection}/:title:output_ext"
            own = own or self.config.values.get("permalink") or "date"
        return PERMALINKS.get(str(own), str(own)) if own else ""

    def placeholders(self, document: Document) -> dict[str, str]:
        date = document.file_date or document.date("date")
        day = date.day if date else None
        categories = document.peek("categories") or document.peek("category") or []
        if isinstance(categories, str):
            categories = categories.split()
        names = categories if isinstance(categories, list) else []
        in_folders = [part for part in document.source_path.split("/")[:-1] if not part.startswith("_")]
        values = {
            "title": document.stem,
            "slug": document.stem,
            "name": document.stem,
            "basename": document.stem,
            "path": document.stem,
            "collection": self.collection(document.source_path),
            "categories": "/".join([*in_folders, *(hugo_slug(str(name)) for name in names)]),
            "output_ext": ".html",
        }
        if day:
            values |= {
                "year": f"{day:%Y}",
                "short_year": f"{day:%y}",
                "month": f"{day:%m}",
                "i_month": str(day.month),
                "day": f"{day:%d}",
                "i_day": str(day.day),
                "y_day": f"{day:%j}",
            }
        return values

    def page_address(self, source_path: str) -> str:
        path = re.sub(r"\.\w+$", ".html", source_path)
        return "/" + re.sub(r"(^|/)index\.html$", r"\1", path)

    def is_listing(self, document: Document) -> bool:
        """Whether a page only lists other documents, or says nothing: Jekyll fills it, and so do we."""
        if document.entry or self.collection(document.source_path):
            return False
        text = TAGS.sub("", LIQUID.sub("", LOOP.sub("", document.body))).strip()
        if LISTS_OTHERS.search(document.body):
            return len(text) <= SHORT
        says = set(document.head.values) - STEERING - document.used
        return not text and (not says or any(document.peek(key) for key in LISTS_BY))


def placeholder(values: dict[str, str], name: str) -> str:
    """What `:title` or another placeholder stands for; one that is not known stays as it is."""
    return values.get(name, f":{name}")


def opens_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(8).removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    except OSError:
        return True  # reading it says why it cannot be read


def jekyll_root(path: Path) -> Path | None:
    """The Jekyll site that `path` is or lies in; None when there is none."""
    for folder in (path, *path.parents):
        has_posts = (folder / POSTS).is_dir() and folder == path
        if has_posts or any((folder / name).is_file() for name in CONFIGURATIONS):
            return folder
        if folder.name == POSTS and folder == path:
            return folder.parent
    return None


def configuration(root: Path) -> Path | None:
    return next((root / name for name in CONFIGURATIONS if (root / name).is_file()), None)
