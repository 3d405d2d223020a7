"""What ends a whole run, and what only ends one document."""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError, OperationalError

# Classes of SQLSTATE: connection lost, resources used up (a full disk), operator's intervention, system error.
ENDS = ("08", "53", "57", "58")
# What SQLite says of one statement, not of its file.
OF_ONE_STATEMENT = ("SQLITE_ERROR", "SQLITE_TOOBIG", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_RANGE")


def ends_the_run(error: DatabaseError) -> bool:
    """Whether the database itself is gone, full or locked: going on would fail each document in turn.

    A value that the database refuses, a duplicate or a deadlock concern one document.
    """
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    cause = error.__cause__
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        return not name.startswith(OF_ONE_STATEMENT)
    state = getattr(cause, "sqlstate", None)
    # psycopg gives no state where there is no server left to give one.
    return state is None or state.startswith(ENDS)
