"""What every test starts from, and the services some of them need."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.services.migrated import copy_migrated

# What random examples find is found at a desk; continuous integration says the same of the same code twice.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI") == "true":
    hypothesis.settings.load_profile("ci")


def pytest_unconfigure() -> None:
    """Remove what this process wrote; xdist ends its processes without letting them do so at exit."""
    if settings.VAR_DIR.name.startswith("eig-cms-test-"):
        shutil.rmtree(settings.VAR_DIR, ignore_errors=True)


def needed(program: str) -> str:
    """The path of a program a test needs. Without it the test is skipped, but in CI it fails."""
    found = shutil.which(program)
    if found:
        return found
    sentence = f"{program} is not installed: run `make system-packages` as root."
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(autouse=True)
def same_start() -> Iterator[None]:
    """French is the active language and the cache is empty, whatever the test before has left."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """A SQLite database starts as a copy of one that is migrated; it goes with the folder it lies in."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "django.db.backends.sqlite3":
        return bool(request.config.getvalue("reuse_db"))
    name = Path(database["TEST"]["NAME"])
    if not name.exists():
        copy_migrated(name)
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The home and index pages of each language are in the database of every test, as on every site."""
    from tests.factories import site_tree

    with django_db_blocker.unblock():
        site_tree()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's Chromium, for Playwright's `executable_path`."""
    return needed("chromium")


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of the tests' own."""
    folder: Path = tmp_path_factory.mktemp("redis")
    port = free_port()
    process = subprocess.Popen(
        [
            needed("redis-server"),
            "--port",
            str(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--dir",
            str(folder),
        ],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="session")
def wait_for() -> Callable[..., None]:
    """Wait until a condition holds; fail when it does not in time."""

    def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"It did not happen within {seconds} s.")
            time.sleep(0.02)

    return wait_for


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"Nothing answers on port {port}.")
