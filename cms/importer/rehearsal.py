"""A dry run does what a real one does, and takes it all back.

On PostgreSQL, and wherever a transaction is open already, that is one transaction which is rolled back. On SQLite such
a transaction would keep everybody else from writing until its end, so the dry run works on a copy of the database.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from django.db import connection, transaction


class RehearsalIsOver(Exception):
    """Rolls a dry run back."""


@contextmanager
def rehearsal() -> Iterator[None]:
    """Undo at the end whatever is written to the database meanwhile."""
    is_sqlite = connection.vendor == "sqlite" and not connection.in_atomic_block
    try:
        with on_a_copy(connection) if is_sqlite else nullcontext(), transaction.atomic():
            yield
            raise RehearsalIsOver
    except RehearsalIsOver:
        pass


@contextmanager
def on_a_copy(database: Any) -> Iterator[None]:
    """Let a connection to SQLite work on a copy of its database meanwhile."""
    name = database.settings_dict["NAME"]
    with tempfile.TemporaryDirectory(prefix="eig-cms-dry-run-") as folder:
        copy = Path(folder, "copy.sqlite3")
        database.ensure_connection()
        target = sqlite3.connect(copy)
        try:
            database.connection.backup(target)
        finally:
            target.close()
        database.close()
        database.settings_dict["NAME"] = str(copy)
        try:
            yield
        finally:
            database.close()
            database.settings_dict["NAME"] = name
