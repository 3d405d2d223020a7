"""The container's entrypoint and gunicorn configuration, run as the container runs them but without one."""

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import psycopg
import pytest

from tests.conftest import free_port
from tests.services.postgresql import server

PROJECT = Path(__file__).resolve().parents[2]
ENTRYPOINT = ["bash", str(PROJECT / "docker" / "entrypoint")]

pytestmark = [pytest.mark.slow, pytest.mark.network_engine, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def postgresql():
    """The address of a PostgreSQL, without a database's name."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
    else:
        with server() as address:
            yield address


@pytest.fixture(scope="module")
def production(postgresql, redis_url, tmp_path_factory):
    """The variables of a production site whose database is new and empty."""
    name = f"conteneur_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    start, _, query = postgresql.partition("?")
    port = free_port()
    var = tmp_path_factory.mktemp("var")
    yield {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(var),
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": "0123456789-abcdefghij-0123456789-abcdefghij-0123456789",
        "DATABASE_URL": f"{start.rpartition('/')[0]}/{name}" + (f"?{query}" if query else ""),
        "CACHE_URL": redis_url,
        "CMS_BASE_URL": "https://cms.example.org",
        "CMS_ALLOWED_HOSTS": "cms.example.org",
        "CMS_PROXY_COUNT": "1",
        "CMS_VAR_DIR": str(var),
        "CMS_BIND": f"127.0.0.1:{port}",
        "CMS_DATABASE_WAIT": "0",
    }
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(variables, *command):
    return subprocess.run(
        [*ENTRYPOINT, *command], env=variables, cwd=PROJECT, capture_output=True, text=True, timeout=600
    )


def fetch(address, **headers):
    try:
        with urlopen(Request(address, headers=headers), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except (URLError, ConnectionError):
        return 0, ""


def test_process_does_not_start_when_the_database_does_not_answer(production):
    done = run({**production, "DATABASE_URL": f"postgres://eig@127.0.0.1:{free_port()}/eig"}, "web")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database of DATABASE_URL did not answer within 0 s: ")


def test_process_does_not_start_when_migrations_are_missing(production):
    done = run(production, "web")
    assert done.returncode == 1
    assert "migrations are not applied" in done.stderr
    assert done.stderr.strip().endswith("Run `manage.py migrate`, or start once with CMS_MIGRATE=true.")


def test_other_command_is_run_as_it_stands(production):
    done = run(production, "echo", "bonjour à tous")
    assert (done.returncode, done.stdout) == (0, "bonjour à tous\n")


@pytest.fixture(scope="module")
def migrated(production):
    done = run({**production, "DJANGO_SUPERUSER_PASSWORD": "une phrase assez longue"}, "migrate")
    assert done.returncode == 0, done.stderr
    run(production, "python", "-m", "django", "collectstatic", "--noinput", "-v0")
    return done.stdout


def test_migrate_prepares_the_database_and_the_first_administrator(migrated):
    assert migrated.splitlines()[-1] == (
        "Administrator 'admin' created, with the password of DJANGO_SUPERUSER_PASSWORD."
    )


@pytest.fixture
def web(production, migrated, wait_for):
    process = subprocess.Popen(
        [*ENTRYPOINT, "web"],
        env=production,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://{production['CMS_BIND']}"
    try:
        wait_for(lambda: process.poll() is not None or fetch(f"{address}/healthz/live")[0], seconds=60)
        yield address, process
    finally:
        process.terminate()
        process.wait(60)


def test_web_is_ready_serves_https_only_and_stops_when_told_to(web):
    address, process = web
    assert fetch(f"{address}/healthz/ready") == (
        200,
        '{"status": "ok", "checks": {"database": "ok", "migrations": "ok"}}',
    )
    status, page = fetch(
        f"{address}/admin/login/", **{"Host": "cms.example.org", "X-Forwarded-Proto": "https"}
    )
    assert (status, 'name="username"' in page) == (200, True)
    assert (
        fetch(f"{address}/admin/login/", **{"Host": "ailleurs.example", "X-Forwarded-Proto": "https"})[0]
        == 400
    )
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert '"GET /healthz/ready HTTP/1.1" 200' in process.stdout.read()


def test_production_settings_pass_the_deployment_checks_without_a_warning(production, migrated):
    done = run(
        production,
        "python",
        "-m",
        "django",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        "--database",
        "default",
    )
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        "System check identified no issues (3 silenced).",
    )
