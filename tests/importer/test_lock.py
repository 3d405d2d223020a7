"""One import at a time."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cms.importer.errors import AnotherImportRuns
from cms.importer.lock import ADVISORY_KEY, file_lock, lock_file, only_import
from cms.importer.models import ImportRecord
from cms.importer.run import run_import
from tests.importer.small_site import imported
from tests.importer.trees import Tree

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

HOLDER = """
import fcntl, sys, time
with open(sys.argv[1], "w") as file:
    fcntl.flock(file, fcntl.LOCK_EX)
    print("held", flush=True)
    time.sleep(60)
"""


@contextmanager
def held_elsewhere() -> Iterator[None]:
    """As another process or machine holds it."""
    if connection.vendor != "postgresql":
        with file_lock(lock_file()):
            yield
        return
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_KEY])
        yield
    finally:
        other.close()


def test_a_second_import_stops_before_it_reads_anything(small_site: Tree) -> None:
    with held_elsewhere(), pytest.raises(AnotherImportRuns):
        run_import([small_site.root, Path("/nulle/part")], publish=True)

    assert ImportRecord.objects.count() == 0


def test_the_command_says_so_in_one_sentence_and_ends_with_1(small_site: Tree) -> None:
    with held_elsewhere(), pytest.raises(CommandError) as raised:
        call_command("import_content", str(small_site.root), verbosity=0)

    assert (str(raised.value), raised.value.returncode) == (
        "Another import is running: wait for its end. Nothing was read and nothing written.",
        1,
    )


def test_an_import_after_the_other_one_goes_its_way(small_site: Tree) -> None:
    with held_elsewhere():
        pass

    imported(small_site, publish=True)
    imported(small_site, publish=True)


def test_a_dry_run_waits_for_nobody(small_site: Tree) -> None:
    with held_elsewhere():
        report = imported(small_site, dry_run=True)

    assert report.outcomes["challenge"] == {"created": 1}


def test_the_lock_is_free_again_when_its_holder_was_killed() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("there the lock is the session's: the server ends it with the connection")
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock_file())], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(AnotherImportRuns), only_import():
        pass

    holder.send_signal(signal.SIGKILL)
    holder.wait()

    with only_import():
        pass
