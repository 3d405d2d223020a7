"""Test databases that are migrated once: `python -m tests.services.migrated PROCESSES pytest --reuse-db …`.

Migrating takes longer than most tests, and each test process would do it again, under coverage at that. This
migrates one database, gives each process a copy of it, runs the command and removes them all. The database is
the one the test settings name: PostgreSQL with TEST_DATABASE_URL, else SQLite.

A migrated SQLite database is kept for the next run, under a name that changes with the migrations.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "eig-cms" / "tests"


def copy_migrated(target: Path) -> None:
    """Put a migrated SQLite database there; it is made first where none is kept for these migrations."""
    CACHE.mkdir(parents=True, exist_ok=True)
    kept = CACHE / f"{_digest_of_migrations()}.sqlite3"
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            for old in CACHE.glob("*.sqlite3*"):
                old.unlink()
            draft = kept.with_suffix(".sqlite3.draft")
            environment = {**os.environ, "TEST_SQLITE_NAME": str(draft), "TEST_DATABASE_URL": ""}
            subprocess.run([sys.executable, "-m", __name__], cwd=PROJECT, env=environment, check=True)
            draft.rename(kept)
        shutil.copy(kept, target)


def _digest_of_migrations() -> str:
    ours = sorted(PROJECT.glob("cms/**/migrations/*.py"))
    files = [PROJECT / "requirements" / "dev.txt", PROJECT / "cms" / "settings" / "base.py", *ours]
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.relative_to(PROJECT)}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _migrate() -> str:
    """Make the database the test settings name, and return its name."""
    import django

    django.setup()
    from django.db import connection

    name: str = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()
    return name


@contextmanager
def migrated(processes: int) -> Iterator[None]:
    """Make the databases pytest-django looks for: one without a suffix, and one for each xdist process."""
    suffixes = [f"gw{number}" for number in range(processes)]
    if not os.environ.get("TEST_DATABASE_URL"):
        name = Path(os.environ["TEST_SQLITE_NAME"])
        copy_migrated(name)
        for suffix in suffixes:
            shutil.copy(name, f"{name}_{suffix}")
        yield
        return
    _migrate()
    from django.db import connection

    try:
        for suffix in suffixes:
            connection.creation.clone_test_db(suffix, verbosity=0, autoclobber=True)
        yield
    finally:
        for suffix in suffixes:
            connection.creation.destroy_test_db(suffix=suffix, verbosity=0)
        connection.creation.destroy_test_db(verbosity=0)


def main(arguments: Sequence[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    if not arguments:
        _migrate()
        return 0
    processes, *command = arguments
    with tempfile.TemporaryDirectory(prefix="eig-cms-sqlite-") as folder:
        os.environ["TEST_SQLITE_NAME"] = str(Path(folder) / "test.sqlite3")
        with migrated(int(processes)):
            return subprocess.run(command).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
