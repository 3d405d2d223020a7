"""ZIP archives of trees and documents: unpacked into a folder that lives as long as the run, then read as any folder.

An archive is somebody else's file. An entry that would leave the folder, a link, a device or an encrypted file is left
out with a warning; an archive that unfolds into more than a site can be is refused as a whole, before it fills the
disk: what counts is what comes out, not what the archive says of itself.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from cms.importer.errors import ImporterError
from cms.importer.report import Report

SUFFIX = ".zip"
MOST_FILES = 50_000
MOST_BYTES = 4 * 1024**3
"""Of all that comes out: a site of the programme with its pictures has a hundredth of it."""
RATIO, SMALL = 200, 1024 * 1024
"""How many times its packed size a file may have; small ones, such as a blank picture, may be any."""
PIECE = 64 * 1024
FOREIGN = ("__MACOSX/", ".DS_Store")


class RefusedArchive(ImporterError):
    """An archive that cannot be unpacked, or must not be."""


@contextmanager
def unpacked(paths: Sequence[Path], report: Report) -> Iterator[list[Path]]:
    """The paths with a folder in the place of each archive; the folders are gone afterwards.

    An archive that is refused is named in the report as a failure, and left out.
    """
    with TemporaryDirectory(prefix="import-") as place:
        found = []
        for number, path in enumerate(paths):
            if path.suffix.lower() != SUFFIX or not path.is_file():
                found.append(path)
                continue
            folder = Path(place, str(number), path.stem)
            folder.mkdir(parents=True)
            try:
                unpack(path, folder, report)
            except RefusedArchive as error:
                report.fail(path.name, 1, str(error))
            else:
                found.append(only_folder(folder))
        yield found


def only_folder(folder: Path) -> Path:
    """The folder itself, or the one that is all it holds: archives are made with and without it."""
    inside = list(folder.iterdir())
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else folder


def unpack(archive: Path, folder: Path, report: Report) -> None:
    """Write what the archive holds into an empty folder. Raises `RefusedArchive`."""
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not is_foreign(entry.filename)]
            if len(entries) > MOST_FILES:
                raise RefusedArchive(
                    _("The archive holds more than %(most)d files; the first too many is “%(name)s”.")
                    % {"most": MOST_FILES, "name": entries[MOST_FILES].filename}
                )
            left = MOST_BYTES
            for entry in entries:
                left -= unpack_entry(opened, entry, folder, left, archive, report)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise RefusedArchive(_("The archive cannot be read: %s.") % error) from error


def is_foreign(name: str) -> bool:
    """Whether an entry is what a Mac leaves in every archive."""
    return name.startswith(FOREIGN[0]) or name.rpartition("/")[2] == FOREIGN[1]


def unpack_entry(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, left: int, archive: Path, report: Report
) -> int:
    """Write one entry, unless it is refused with a warning; return how many bytes came out."""
    reason = why_refused(entry)
    target = folder.joinpath(*PurePosixPath(entry.filename).parts) if not reason else folder
    if not reason and not entry.is_dir() and target.exists():
        reason = _("left out; another entry has that name")
    if reason:
        report.warn(archive.name, 1, "archive-entry-refused", entry.filename, reason)
        return 0
    if entry.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    most = min(left, max(SMALL, entry.compress_size * RATIO))
    written = 0
    with opened.open(entry) as source, target.open("wb") as file:
        while piece := source.read(PIECE):
            written += len(piece)
            if written > most:
                raise RefusedArchive(_("The archive unfolds into too much at “%s”.") % entry.filename)
            file.write(piece)
    return written


def why_refused(entry: zipfile.ZipInfo) -> str:
    """Why an entry is left out; empty when it may be written."""
    # Whatever system wrote it: `C:\x` and `..\x` lead out as well.
    name = PureWindowsPath(entry.filename)
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if name.anchor or ".." in name.parts or not name.parts:
        return _("left out; it leads out of the folder")
    if kind and kind not in (stat.S_IFREG, stat.S_IFDIR):
        return _("left out; it is a link or a device, not a file")
    if entry.flag_bits & 1:
        return _("left out; it is encrypted")
    return ""
