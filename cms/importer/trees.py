"""Where documents lie: the tree of a Hugo site (`jekyll.py`: of a Jekyll site), or single files and plain folders.

A tree is known by its folders (`site/content` or `content`, with `static` or Hugo's configuration beside it), from
whatever part of it is given: the whole site, its content, one collection, one file. A document keeps one
`source_path` however the command was called.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings

from cms.importer.names import hugo_slug, trimmed

if TYPE_CHECKING:
    from cms.importer.documents import Document

HUGO_SIGNS = ("static", "config.toml", "config.yaml", "config.yml", "hugo.toml", "hugo.yaml", "config")
TEXT_SUFFIXES = frozenset({".md", ".markdown", ".txt"})
NEVER_READ = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__"})


def content_languages() -> list[str]:
    """Codes of the languages content may have, the source language first."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def composed(path: str | Path) -> str:
    """A path to compare and to keep: `/` between parts, letters composed. Files are opened by their own bytes."""
    return trimmed(str(path).replace(os.sep, "/"))


@dataclass(frozen=True)
class SiteTree:
    """A Hugo site on disk: `root` holds `content` and `static`. Other layouts say what differs."""

    root: Path

    layout: ClassVar[str] = "hugo"

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def static(self) -> Path:
        return self.root / "static"

    @cached_property
    def files(self) -> FileIndex:
        """Every file an image or link of the site may name."""
        return FileIndex([self.static, self.content])

    def documents(self, folder: Path) -> Iterator[Path]:
        """Files below `folder` that may be documents."""
        return walk(folder)

    # What a document's path says

    def collection(self, source_path: str) -> str:
        """First folder inside the content that is no language (`defis`); empty at its root."""
        folders = [part for part in source_path.split("/")[1:-1] if part not in content_languages()]
        return folders[0] if folders else ""

    def is_draft(self, source_path: str) -> bool:
        return False

    def default(self, source_path: str, key: str) -> Any:
        """The value front matter has without saying so; Hugo has none that matter here."""
        return None

    def setting(self, name: str) -> Any:
        """A value of the site's configuration; Hugo's is not read."""
        return None

    def language_folder(self, source_path: str) -> str:
        """The folder that may be named by a language."""
        parts = source_path.split("/")
        return parts[1] if len(parts) > 2 else ""

    def address(self, document: Document) -> str:
        """Path of the document's page on its site; `x.en.md` is at `/en/…/x/`."""
        folders = document.source_path.split("/")[1:-1]
        language = document.language
        if f".{language}." in document.path.name and language != content_languages()[0]:
            folders = [language, *folders]
        name = [] if document.is_index else [document.stem]
        return "/" + "".join(f"{hugo_slug(part)}/" for part in [*folders, *name])

    def is_listing(self, document: Document) -> bool:
        return False


class FileIndex:
    """Files below some folders, found by composed path, then by path without case.

    Only what lies in the folders is ever found: `../../etc/passwd` and symbolic links name nothing here.
    """

    def __init__(self, folders: list[Path]) -> None:
        self.exact: dict[str, Path] = {}
        self.loose: dict[str, Path] = {}
        for folder in folders:
            for path in walk(folder):
                name = composed(path.relative_to(folder))
                self.exact.setdefault(name, path)
                self.loose.setdefault(name.casefold(), path)

    def find(self, name: str) -> tuple[Path | None, bool]:
        """The file and whether its name is exactly this one."""
        key = composed(name).lstrip("/").removeprefix("./")
        if key in self.exact:
            return self.exact[key], True
        return self.loose.get(key.casefold()), False


def tree_around(path: Path) -> SiteTree | None:
    """The site tree that `path` is, holds (`site/content`) or is part of; None when there is none."""
    for root in (path, path / "site"):
        # Named as the site's root, a folder needs no other sign than its content.
        if _is_site(root) or _has_documents(root / "content"):
            return SiteTree(root)
    for parent in path.parents:
        if parent.name == "content" and _is_site(parent.parent):
            return SiteTree(parent.parent)
    if path.name == "content" and _is_site(path.parent):
        return SiteTree(path.parent)
    return None


def _has_documents(folder: Path) -> bool:
    return folder.is_dir() and any(path.suffix.lower() in TEXT_SUFFIXES for path in walk(folder))


def _is_site(root: Path) -> bool:
    return (root / "content").is_dir() and any((root / sign).exists() for sign in HUGO_SIGNS)


def walk(folder: Path) -> Iterator[Path]:
    """Files below `folder` in a stable order; symbolic links and hidden folders are not followed."""
    if not folder.is_dir():
        return
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(
            name for name in folders if name not in NEVER_READ and not name.startswith(".git")
        )
        for name in sorted(files):
            path = Path(parent, name)
            if not path.is_symlink() and path.is_file():
                yield path


def links_below(folder: Path) -> Iterator[Path]:
    """Symbolic links below `folder`: they are named in a warning instead of being followed."""
    for parent, folders, files in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if name not in NEVER_READ]
        for name in sorted([*folders, *files]):
            if Path(parent, name).is_symlink():
                yield Path(parent, name)


def same_site(one: str, other: str) -> bool:
    """Whether two source paths can be of one tree: what Hugo has lies below `content`, and nothing else does."""
    return one.startswith("content/") == other.startswith("content/")
