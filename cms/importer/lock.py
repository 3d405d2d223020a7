"""One import at a time: a second one, in another process or on another machine, is told so and stops.

The lock frees itself when its process or connection ends, however that happens: nothing has to be cleaned up after
`kill -9`. On PostgreSQL it is an advisory lock of the session, since several machines may share the database; on
SQLite a lock on a file beside the database, which only one machine can use.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from cms.importer.errors import AnotherImportRuns

# Any number will do, as long as nothing else in this database takes the same.
ADVISORY_KEY = 0x6569675F696D70  # "eig_imp"


@contextmanager
def only_import() -> Iterator[None]:
    """Hold the lock meanwhile. Raises `AnotherImportRuns` at once when another import holds it."""
    if connection.vendor == "postgresql":
        with advisory_lock():
            yield
    else:
        with file_lock(lock_file()):
            yield


@contextmanager
def advisory_lock() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ADVISORY_KEY])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        raise another()
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_KEY])
        except DatabaseError:
            # The connection is lost, and the lock with it; or its transaction is broken, and the session ends soon.
            connection.close()


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise another() from error
        yield


def lock_file() -> Path:
    """Beside the database, whatever data folder the command was given; a database in memory has none."""
    name = str(connection.settings_dict["NAME"])
    if name.startswith((":memory:", "file:")):
        return Path(settings.VAR_DIR, "import.lock")
    return Path(f"{name}.import.lock")


def another() -> AnotherImportRuns:
    return AnotherImportRuns(
        _("Another import is running: wait for its end. Nothing was read and nothing written.")
    )
