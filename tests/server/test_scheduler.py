import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from apscheduler.triggers.interval import IntervalTrigger
from django.core.management import call_command

from cms.server import scheduler
from cms.server.jobs import Job, jobs
from cms.server.scheduler import Scheduler

PARIS = ZoneInfo("Europe/Paris")


class Lock:
    """A lock in memory, which a test can take away."""

    def __init__(self, free=True):
        self.free, self.held = free, False

    def acquire(self):
        self.held = self.free
        return self.held

    def is_held(self):
        return self.held

    def release(self):
        self.held = False


def often(command):
    return Job(command, IntervalTrigger(seconds=0.05))


@pytest.fixture
def calls(monkeypatch):
    """Collects the commands that are run, in place of running them."""
    made = []
    monkeypatch.setattr(scheduler, "call_command", lambda command, **options: made.append(command))
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    return made


@pytest.fixture
def start():
    running = []

    def start(lock, *timetable):
        started = Scheduler(lock, list(timetable))
        thread = threading.Thread(target=started.run)
        thread.start()
        running.append((started, thread))
        return started, thread

    yield start
    for started, thread in running:
        started.stop()
        thread.join(10)
        assert not thread.is_alive()


def test_publishing_runs_at_each_full_minute():
    publishing = next(job for job in jobs() if job.command == "publish_scheduled")
    now = datetime(2026, 11, 21, 9, 59, 20, tzinfo=PARIS)
    at = publishing.trigger.get_next_fire_time(None, now)
    assert at == datetime(2026, 11, 21, 10, 0, tzinfo=PARIS)
    assert publishing.trigger.get_next_fire_time(at, at + timedelta(seconds=1)) == datetime(
        2026, 11, 21, 10, 1, tzinfo=PARIS
    )


@pytest.mark.sqlite
@pytest.mark.django_db
@pytest.mark.parametrize("job", jobs(), ids=lambda job: job.command)
def test_job_runs_with_its_options(job, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    assert call_command(job.command, **job.options) is None


def test_scheduler_runs_its_jobs_while_it_leads(start, calls, wait_for):
    start(Lock(), often("publish_scheduled"))
    wait_for(lambda: len(calls) >= 2)
    assert set(calls) == {"publish_scheduled"}


def test_scheduler_stands_by_while_another_leads_and_then_takes_over(start, calls, wait_for, monkeypatch):
    monkeypatch.setattr(scheduler, "TRY_AGAIN_AFTER", 0.05)
    lock = Lock(free=False)
    start(lock, often("publish_scheduled"))
    threading.Event().wait(0.3)
    assert calls == []
    lock.free = True
    wait_for(lambda: calls)


def test_scheduler_goes_on_when_a_job_fails(start, monkeypatch, wait_for, caplog):
    made = []

    def fail(command, **options):
        made.append(command)
        raise ValueError("base occupée")

    monkeypatch.setattr(scheduler, "call_command", fail)
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    start(Lock(), often("publish_scheduled"))
    wait_for(lambda: len(made) >= 2)
    assert "The job publish_scheduled failed." in caplog.messages


def test_scheduler_stops_without_running_the_job_when_its_lock_was_lost(start, calls):
    lock = Lock()
    started, thread = start(lock, often("publish_scheduled"))
    lock.held = False
    thread.join(10)
    count = len(calls)
    assert started.lost_leadership is True
    assert not thread.is_alive()
    assert len(calls) == count
