"""One scheduler at work among many nodes: a lock the others wait for."""

from __future__ import annotations

import copy
import fcntl
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Any number of ours, the same on every node.
ADVISORY_LOCK = 7_310_421_986


class Leadership(Protocol):
    """A lock that one process holds at a time and that ends with it."""

    def acquire(self) -> bool:
        """Try to take the lock, without waiting."""

    def is_held(self) -> bool:
        """Whether the lock is still ours: asked before each job."""

    def release(self) -> None:
        """Let another process take it."""


class PostgresLeadership:
    """An advisory lock, held by a connection that does nothing else and never goes back to a pool.

    It ends with the connection, so a node that died is replaced at once. It needs a session: a pooler in
    transaction mode must not stand between.
    """

    def __init__(self, number: int = ADVISORY_LOCK) -> None:
        self._number = number
        self._wrapper: BaseDatabaseWrapper | None = None

    def acquire(self) -> bool:
        self.release()
        wrapper = connection.copy()
        wrapper.inc_thread_sharing()  # taken in the main thread, asked from the one that runs the jobs
        wrapper.settings_dict = copy.deepcopy(connection.settings_dict)
        wrapper.settings_dict.get("OPTIONS", {}).pop("pool", None)
        try:
            with wrapper.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [self._number])
                is_ours = bool(cursor.fetchone()[0])
        except DatabaseError:
            wrapper.close()
            return False
        if not is_ours:
            wrapper.close()
            return False
        self._wrapper = wrapper
        return True

    def is_held(self) -> bool:
        if self._wrapper is None:
            return False
        try:
            with self._wrapper.cursor() as cursor:
                cursor.execute(
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
                    " AND pid = pg_backend_pid() AND (classid::bigint << 32) | objid::bigint = %s",
                    [self._number],
                )
                return bool(cursor.fetchone()[0])
        except DatabaseError:
            return False

    def release(self) -> None:
        if self._wrapper is not None:
            self._wrapper.close()
            self._wrapper = None


class FileLeadership:
    """A locked file beside the SQLite database, which one machine has to itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def acquire(self) -> bool:
        self.release()
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._path.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def is_held(self) -> bool:
        return self._file is not None

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def leadership() -> Leadership:
    """The lock that suits the database in use."""
    if connection.vendor == "postgresql":
        return PostgresLeadership()
    return FileLeadership(settings.VAR_DIR / "scheduler.lock")
