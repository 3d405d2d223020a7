import os

import pytest
from django.db import connection

from cms.server.leadership import FileLeadership, PostgresLeadership, leadership

on_postgresql = pytest.mark.skipif(
    not os.environ.get("TEST_DATABASE_URL"), reason="advisory locks are PostgreSQL's; SQLite has the file"
)


def postgres_lock():
    # A number of its own: several test processes share a server.
    return PostgresLeadership(number=os.getpid() + (5 << 33))


@pytest.fixture(params=["file", pytest.param("postgresql", marks=[on_postgresql, pytest.mark.django_db])])
def make_lock(request, tmp_path):
    if request.param == "file":
        return lambda: FileLeadership(tmp_path / "var" / "scheduler.lock")
    return postgres_lock


def test_lock_is_given_to_one_and_to_the_next_when_it_is_released(make_lock):
    first, second = make_lock(), make_lock()
    assert (first.acquire(), second.acquire()) == (True, False)
    assert (first.is_held(), second.is_held()) == (True, False)
    first.release()
    assert (first.is_held(), second.acquire(), second.is_held()) == (False, True, True)
    second.release()


@on_postgresql
@pytest.mark.django_db
def test_lock_is_known_to_be_lost_when_its_connection_was_ended():
    lock, other = postgres_lock(), postgres_lock()
    assert lock.acquire()
    with lock._wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    assert lock.is_held() is False
    assert other.acquire() is True
    lock.release()
    other.release()


@pytest.mark.sqlite
@pytest.mark.django_db
def test_lock_suits_the_database():
    expected = {"postgresql": PostgresLeadership, "sqlite": FileLeadership}[connection.vendor]
    assert type(leadership()) is expected
