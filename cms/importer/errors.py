"""What can stop one document, or the whole command.

ImporterError
├── AnotherImportRuns    nothing is read and the command ends with 1
├── UnreadableDocument   one document is left out and the command ends with 1
└── WrongUsage           nothing is read and the command ends with 2
"""

from __future__ import annotations


class ImporterError(Exception):
    """Base of this package's errors; its text is one or two whole sentences for the person at the terminal."""


class AnotherImportRuns(ImporterError):
    """Two imports at once would overwrite each other's work: this one stops before it reads anything."""


class UnreadableDocument(ImporterError):
    """A document cannot be read. `line` is where, 1 when the whole file is meant."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


class WrongUsage(ImporterError):
    """The command was called with something it cannot work with: a missing path, an unknown type, a bad date."""
