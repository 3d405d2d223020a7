"""Runs the jobs of `cms.server.jobs` by the clock."""

from __future__ import annotations

import logging
import signal
import threading
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from django.core.management import call_command
from django.db import close_old_connections, connections

from cms.server.jobs import Job, jobs
from cms.server.leadership import Leadership

logger = logging.getLogger("cms.server")

TRY_AGAIN_AFTER = 10.0


class Scheduler:
    """Waits until it leads, then runs every job until told to stop or until it leads no longer."""

    def __init__(self, leadership: Leadership, timetable: list[Job] | None = None) -> None:
        self._leadership = leadership
        self._timetable = jobs() if timetable is None else timetable
        self._stop = threading.Event()
        self.lost_leadership = False

    def run(self) -> None:
        while not self._leadership.acquire():
            logger.info("Another scheduler is at work; this one stands by.")
            if self._stop.wait(TRY_AGAIN_AFTER):
                return
        scheduler = BackgroundScheduler(
            # One thread: two jobs never write at the same moment, which suits SQLite.
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 3600},
        )
        for job in self._timetable:
            scheduler.add_job(self._run_job, job.trigger, args=[job], id=job.command)
        scheduler.start()
        logger.info("The scheduler is at work: %s.", ", ".join(job.command for job in self._timetable))
        try:
            self._stop.wait()
        finally:
            scheduler.shutdown(wait=True)
            self._leadership.release()

    def stop(self) -> None:
        self._stop.set()

    def stop_on_signals(self) -> None:
        def stop(number: int, frame: FrameType | None) -> None:
            self.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)

    def _run_job(self, job: Job) -> None:
        close_old_connections()
        try:
            if not self._leadership.is_held():
                logger.error("The scheduler lost its lock; it stops so that it can be started anew.")
                self.lost_leadership = True
                self.stop()
                return
            call_command(job.command, **job.options)
        except Exception:
            # One job that fails must not stop the clock: it runs again at its next time.
            logger.exception("The job %s failed.", job.command)
        finally:
            connections.close_all()
