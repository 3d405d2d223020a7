"""The file a report is written to: tried before the import, written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from cms.importer.errors import WrongUsage


class ReportFile:
    """Where a report goes. Raises `WrongUsage` at once when nothing can be written there.

    A link is followed; what is no file (`/dev/stdout`, a pipe) is written to directly.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        if self.path.is_dir():
            raise WrongUsage(_("“%s” is a folder: name the file to write the report to.") % path)
        if not self.path.parent.is_dir():
            raise WrongUsage(_("There is no folder “%s” to write the report into.") % self.path.parent)
        self.is_special = self.path.exists() and not self.path.is_file()
        try:
            if self.path.exists() and not os.access(self.path, os.W_OK):
                raise PermissionError(os.strerror(13))
            if not self.is_special:
                with self._beside():
                    pass
        except OSError as error:
            raise WrongUsage(
                _("The report cannot be written to “%(path)s”: %(reason)s.")
                % {"path": path, "reason": error.strerror or error}
            ) from error

    def write(self, text: str) -> None:
        """Put the text in place of the file's, in one step. Raises `OSError`, and then leaves the file as it was."""
        # A name on disk need not be text: its bytes are written as JSON writes them, `\udcff`.
        content = text.encode("utf-8", "backslashreplace")
        if self.is_special:
            self.path.write_bytes(content)
            return
        with self._beside() as (beside, file):
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            beside.replace(self.path)

    @contextmanager
    def _beside(self) -> Iterator[tuple[Path, BinaryIO]]:
        """A new file in the same folder, gone afterwards unless it took the other's place."""
        beside = self.path.with_name(f".{self.path.name[:100]}.{os.getpid()}.tmp")
        try:
            with beside.open("xb") as file:
                yield beside, file
        finally:
            beside.unlink(missing_ok=True)
