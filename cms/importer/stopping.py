"""Signals that end a run: each becomes an exception, so that what was done is still reported."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(KeyboardInterrupt):
    """Somebody stopped the command. Like Ctrl-C it is no `Exception`: no document's failure swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.name = signal.Signals(number).name
        self.exit_code = 128 + number
        """As shells count."""


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Raise `Stopped` where the program stands when a signal asks it to end; more of them change nothing.

    What the caller ignores (`nohup`, a job in the background) stays ignored.
    """
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]
    if threading.current_thread() is not threading.main_thread():
        heeded = []

    def stop(number: int, frame: FrameType | None) -> None:
        for each in heeded:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number)

    for number in heeded:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])
