"""The folder an export is written into: all of it or, until the very end, nothing.

Files are first written into a hidden folder inside it. Only when all are there do they take the place of those of an
earlier export, the marker last: a folder without a marker is no export, and the import does not take it for one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from cms.importer.errors import WrongUsage
from cms.importer.export.layout import MARKER, PARTS

NEW = ".eig-cms-export-new"
OLD = ".eig-cms-export-old"
# What a folder under version control holds beside the export.
LEFT_ALONE = frozenset({".git", ".gitattributes", ".gitignore", ".hg", "lost+found"})


class ExportFolder:
    """Writes files below a folder, and nowhere else."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.new = path / NEW

    def write(self, name: str, content: bytes | Iterable[bytes]) -> int:
        """Write one file of the export and return its size."""
        target = self.new / name
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise ValueError(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with target.open("xb") as file:
            for chunk in [content] if isinstance(content, bytes) else content:
                size += file.write(chunk)
        return size

    def discard(self, name: str) -> None:
        """Take back a file that could not be written to its end."""
        (self.new / name).unlink(missing_ok=True)

    def take_place(self) -> None:
        """Put the new files where the old ones are."""
        old = self.path / OLD
        old.mkdir()
        for part in (MARKER, *(part for part in PARTS if part != MARKER)):
            if os.path.lexists(self.path / part):
                (self.path / part).rename(old / part)
        for part in PARTS:  # the marker is the last of them
            if (self.new / part).exists():
                (self.new / part).rename(self.path / part)
        shutil.rmtree(old)


@contextmanager
def export_folder(path: Path, *, overwrite: bool) -> Iterator[ExportFolder]:
    """The folder to write an export into, made when it is missing. Raises `WrongUsage` when it may not be used.

    When the block ends the export stands there; when it fails nothing of what was there has changed.
    """
    check(path, overwrite)
    try:
        path.mkdir(parents=True, exist_ok=True)
        for rest in (NEW, OLD):
            shutil.rmtree(path / rest, ignore_errors=True)
        folder = ExportFolder(path)
        folder.new.mkdir()
    except OSError as error:
        raise WrongUsage(
            _("“%(path)s” cannot be written to: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from error
    try:
        yield folder
        folder.take_place()
    finally:
        shutil.rmtree(folder.new, ignore_errors=True)


def check(path: Path, overwrite: bool) -> None:
    if path.exists() and not path.is_dir():
        raise WrongUsage(_("“%s” is not a folder.") % path)
    names = {entry.name for entry in path.iterdir()} - LEFT_ALONE - {NEW} if path.exists() else set()
    if not names:
        return
    if MARKER not in names and not names <= {*PARTS, OLD}:
        raise WrongUsage(_("“%s” is not empty and holds no export: choose another folder.") % path)
    if not overwrite:
        raise WrongUsage(
            _("“%s” holds an export already: `--overwrite` puts the new one in its place.") % path
        )
