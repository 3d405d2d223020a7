"""What can stop one document, or the whole command.

ImporterError
├── AnotherImportRuns    nothing is read and the command ends with 1
├── Refused              a picture or file is left out, with a warning
├── StorageFailed        the run stops; the next one goes on
├── UnreadableDocument   one document is left out and the command ends with 1
└── WrongUsage           nothing is read and the command ends with 2
"""

from __future__ import annotations


class ImporterError(Exception):
    """Base of this package's errors; its text is one or two whole sentences for the person at the terminal."""


class AnotherImportRuns(ImporterError):
    """Two imports at once would overwrite each other's work: this one stops before it reads anything."""


class Refused(ImporterError):
    """A file that may not go into the library."""


class StorageFailed(ImporterError):
    """A file cannot be stored: the disk is full or may not be written. So will it be for the next one."""


class UnreadableDocument(ImporterError):
    """A document cannot be read. `line` is where, 1 when the whole file is meant."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class WrongUsage(ImporterError):
    """The command was called with something it cannot work with: a missing path, an unknown type, a bad date."""
