import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import postgresql

PROJECT = Path(__file__).resolve().parents[2]
SHOW = ["sh", "-c", "echo $TEST_DATABASE_URL"]


@pytest.fixture
def without_server(monkeypatch):
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)


def start(*command, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.services.postgresql", *command],
        cwd=PROJECT, stdout=subprocess.PIPE, text=True, **options,
    )  # fmt: skip


def folder_in(address):
    return Path(address.strip().partition("?host=")[2])


def test_command_gets_a_server_that_is_gone_afterwards(without_server):
    process = start("sh", "-c", "echo $TEST_DATABASE_URL; exit 7")
    address, _ = process.communicate(timeout=60)
    assert address.startswith("postgres://eig@/eig?host=/tmp/eig-cms-pg-")
    assert process.returncode == 7
    assert not folder_in(address).exists()


def test_server_is_stopped_when_the_wrapper_is_terminated(without_server, wait_for):
    process = start("sh", "-c", "echo $TEST_DATABASE_URL; exec sleep 60")
    folder = folder_in(process.stdout.readline())
    assert folder.is_dir()
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM
    assert not folder.exists()


def test_command_uses_the_server_that_is_given(monkeypatch):
    process = start(*SHOW, env={**os.environ, "TEST_DATABASE_URL": "postgres://eig@serveur/eig"})
    assert process.communicate(timeout=20)[0] == "postgres://eig@serveur/eig\n"


def test_missing_programs_are_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr(postgresql.Path, "glob", lambda self, pattern: [])
    monkeypatch.setattr(postgresql.shutil, "which", lambda program: None)
    with pytest.raises(postgresql.NoServer) as caught:
        postgresql.binaries()
    assert str(caught.value) == (
        "PostgreSQL is not installed. Install it (Debian: apt-get install postgresql) or set TEST_DATABASE_URL."
    )
