import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder

from cms.server import health


@pytest.fixture(autouse=True)
def not_asked_before(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


def test_live_answers_without_the_database(client):
    response = client.get("/healthz/live")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "checks": {"process": "ok"}})


@pytest.mark.django_db
def test_ready_answers_when_database_and_migrations_are_there(client):
    response = client.get("/healthz/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": {"database": "ok", "migrations": "ok"}}
    assert response["Cache-Control"] == "no-store"
    assert response.cookies == {}


@pytest.mark.django_db
def test_ready_refuses_when_a_migration_is_missing(client):
    MigrationRecorder.Migration.objects.filter(app="sessions", name="0001_initial").delete()
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": {"database": "ok", "migrations": "missing"}}


def test_ready_refuses_when_the_database_does_not_answer(client, monkeypatch):
    class Unreachable:
        def cursor(self):
            raise OperationalError("connection refused")

    monkeypatch.setattr(health, "connection", Unreachable())
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "unreachable", "migrations": "unknown"}


@pytest.mark.django_db
def test_ready_asks_for_migrations_only_until_they_were_found(client, django_assert_num_queries):
    client.get("/healthz/ready")
    with django_assert_num_queries(1):
        client.get("/healthz/ready")


def test_live_answers_a_probe_that_knows_neither_host_nor_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz/live", headers={"host": "10.0.0.3"}).json()["status"] == "ok"
