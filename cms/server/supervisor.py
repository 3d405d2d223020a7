"""Keeps the processes of a site running: starts them, restarts those that may die, stops them together."""

from __future__ import annotations

import ctypes
import logging
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger("cms.server")

LONGEST_PAUSE = 60.0
# A process that lived this long had started well: its next failure counts as the first.
STEADY_AFTER = 60.0
STOP_PATIENCE = 35.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process. When it ends by itself it is started again, unless the site cannot do without it."""

    name: str
    argv: Sequence[str]
    essential: bool = False
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    start_again_at: float = 0.0


def pause_before_restart(failures: int) -> float:
    """Seconds to wait after this many failures in a row: 1, 2, 4 … 60."""
    return min(2.0 ** max(failures - 1, 0), LONGEST_PAUSE)


def _end_with_parent() -> None:
    # Were the supervisor killed outright, its children would keep the port and the database.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Supervisor:
    children: list[Child]
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    poll_every: float = 0.25
    exit_code: int = 0
    _stopping: bool = field(default=False, init=False)

    def run(self) -> int:
        """Run until told to stop or until an essential child ends; returns the exit code.

        SIGTERM, SIGINT and SIGHUP stop all children: each gets SIGTERM, and SIGKILL when it has not ended
        in time.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop_on_signal)
        try:
            for child in self.children:
                self._start(child)
            while not self._stopping:
                self.look_after()
                self.sleep(self.poll_every)
        finally:
            self._stop_all()
        return self.exit_code

    def look_after(self) -> None:
        """Notice children that ended, and start again those whose pause is over."""
        now = self.clock()
        for child in self.children:
            if child.process is not None and (code := child.process.poll()) is not None:
                self._ended(child, code, now)
            if child.process is None and not self._stopping and now >= child.start_again_at:
                self._start(child)

    def _start(self, child: Child) -> None:
        child.started_at = self.clock()
        # A session of its own: Ctrl-C reaches the supervisor alone, which then stops each child in order.
        child.process = subprocess.Popen(  # noqa: S603  our own commands
            child.argv, start_new_session=True, preexec_fn=_end_with_parent
        )
        logger.debug("%s started (process %s).", child.name, child.process.pid)

    def _ended(self, child: Child, code: int, now: float) -> None:
        child.process = None
        if self._stopping:
            return
        if child.essential:
            logger.error("%s ended with code %s; the site stops.", child.name, code)
            self.exit_code = code if code > 0 else 1
            self._stopping = True
            return
        child.failures = 1 if now - child.started_at >= STEADY_AFTER else child.failures + 1
        pause = pause_before_restart(child.failures)
        child.start_again_at = now + pause
        logger.warning("%s ended with code %s; it starts again in %.0f s.", child.name, code, pause)

    def _stop_on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
