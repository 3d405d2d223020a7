import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cms.server.supervisor import Child, Supervisor, pause_before_restart

PROJECT = Path(__file__).resolve().parents[2]
SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
FAILS = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture
def supervise():
    made = []

    def supervise(*children, **options):
        supervisor = Supervisor(list(children), **options)
        made.append(supervisor)
        return supervisor

    yield supervise
    for supervisor in made:
        supervisor._stop_all()


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (50, 60)])
def test_pause_grows_with_each_failure_up_to_a_minute(failures, seconds):
    assert pause_before_restart(failures) == seconds


def test_child_that_ends_is_started_again_after_its_pause(supervise):
    now = [0.0]
    child = Child("worker", FAILS)
    supervisor = supervise(child, clock=lambda: now[0])
    supervisor.look_after()
    first = child.process
    first.wait()
    supervisor.look_after()
    assert (child.process, child.failures, child.start_again_at) == (None, 1, 1.0)
    now[0] = 0.9
    supervisor.look_after()
    assert child.process is None
    now[0] = 1.0
    supervisor.look_after()
    assert child.process.pid != first.pid


def test_failures_are_counted_anew_when_the_child_had_run_well(supervise):
    now = [0.0]
    child = Child("worker", FAILS, failures=5)
    supervisor = supervise(child, clock=lambda: now[0])
    supervisor.look_after()
    child.process.wait()
    now[0] = 61.0
    supervisor.look_after()
    assert child.failures == 1


def test_site_stops_with_its_code_when_an_essential_child_ends(supervise):
    worker = Child("worker", SLEEPS)
    web = Child("web", FAILS, essential=True)
    assert supervise(web, worker, poll_every=0.02).run() == 3
    assert worker.process.poll() == -signal.SIGTERM


SITE = """
import sys, time
from cms.server.supervisor import Child, Supervisor
sleeps = [sys.executable, "-c", "import time, os; print(os.getpid(), flush=True); time.sleep(60)"]
raise SystemExit(Supervisor([Child("one", sleeps), Child("two", sleeps)], poll_every=0.02).run())
"""


@pytest.fixture
def site():
    process = subprocess.Popen([sys.executable, "-c", SITE], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    yield process, [int(process.stdout.readline()) for _child in range(2)]
    process.kill()
    process.wait()


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_children_stop_with_the_supervisor_when_it_is_told_to(site, number, wait_for):
    process, children = site
    process.send_signal(number)
    assert process.wait(15) == 0
    wait_for(lambda: not any(map(is_running, children)))


def test_children_end_when_the_supervisor_is_killed(site, wait_for):
    process, children = site
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    wait_for(lambda: not any(map(is_running, children)))
