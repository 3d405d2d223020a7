"""Test databases that are migrated once: `python -m tests.services.migrated PROCESSES pytest --reuse-db …`.

Migrating takes longer than most tests, and each test process would do it again, under coverage at that. This
migrates one database, gives each process a copy of it, runs the command and removes them all. The database is
the one the test settings name: PostgreSQL with TEST_DATABASE_URL, else SQLite.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def migrated(processes: int) -> Iterator[None]:
    """Make the databases pytest-django looks for: one without a suffix, and one for each xdist process."""
    import django

    django.setup()
    from django.db import connection

    suffixes = [f"gw{number}" for number in range(processes)]
    creation = connection.creation
    name = creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    try:
        for suffix in suffixes:
            if connection.vendor == "sqlite":
                shutil.copy(name, f"{name}_{suffix}")
            else:
                creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
        yield
    finally:
        if connection.vendor != "sqlite":
            for suffix in suffixes:
                creation.destroy_test_db(suffix=suffix, verbosity=0)
            creation.destroy_test_db(verbosity=0)


def main(arguments: Sequence[str]) -> int:
    processes, *command = arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    with tempfile.TemporaryDirectory(prefix="eig-cms-sqlite-") as folder:
        os.environ["TEST_SQLITE_NAME"] = str(Path(folder) / "test.sqlite3")
        with migrated(int(processes)):
            return subprocess.run(command).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
