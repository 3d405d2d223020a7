"""A site of the embedded profile, served as `make run` serves it, by all its processes at once."""

import sqlite3
import subprocess
import sys
import time

import pytest

from benchmarks.sqlite_under_load import PROJECT, load, prepare, serve, variables
from tests.conftest import free_port

# Preparing a site takes most of the time, and much of it on a busy machine.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

SCHEDULE = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Page

def page(slug):
    return Page.objects.get(slug=slug, locale__language_code="fr").specific

expires, appears = page("talents"), page("agents")
expires.expire_at = timezone.now() + timedelta(seconds=2)
expires.save_revision().publish()
appears.unpublish()
appears.go_live_at = timezone.now() + timedelta(seconds=2)
appears.save_revision().publish()
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    prepare(folder)
    with serve(folder, free_port(), processes=3) as site:
        yield site


def manage(site, *command):
    environment = variables(site.folder, int(site.address.rpartition(":")[2]), 1)
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=PROJECT, env=environment, capture_output=True, text=True
    )


def is_live(site, slug):
    connection = sqlite3.connect(site.folder / "db.sqlite3", timeout=20)
    try:
        (live,) = connection.execute(
            "SELECT live FROM wagtailcore_page JOIN wagtailcore_locale ON locale_id = wagtailcore_locale.id"
            " WHERE slug = ? AND language_code = 'fr'",
            [slug],
        ).fetchone()
    finally:
        connection.close()
    return bool(live)


def test_scheduler_publishes_and_expires_within_a_minute(site, wait_for):
    done = manage(site, "shell", "-c", SCHEDULE)
    assert done.returncode == 0, done.stderr
    assert (is_live(site, "talents"), is_live(site, "agents")) == (True, False)
    before = time.monotonic()
    wait_for(lambda: (is_live(site, "talents"), is_live(site, "agents")) == (False, True), seconds=90)
    assert time.monotonic() - before < 75


def test_database_is_never_locked_when_several_processes_write_and_read(site):
    result = load(site, seconds=5, editors=2, readers=2)
    assert result.locked == 0
    assert result.failed == 0
    assert len(result.durations["read"]) > 0
    assert result.revisions == len(result.durations["write"]) > 0
    # What publishing asked for was done by the worker.
    assert list(result.tasks) == ["SUCCESSFUL"]


def test_second_server_stops_with_a_sentence_when_the_port_is_taken(site):
    done = manage(site, "serve")
    assert done.returncode == 1
    assert "CommandError: The web server ended with code 1." in done.stderr
