from __future__ import annotations

import os
import signal

import pytest

from cms.importer.stopping import SIGNALS, Stopped, stopped_by_signals

pytestmark = pytest.mark.usefixtures("signals_heeded")


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_becomes_an_exception_that_names_it(number: signal.Signals) -> None:
    with pytest.raises(Stopped) as stopped, stopped_by_signals():
        os.kill(os.getpid(), number)

    assert (stopped.value.name, stopped.value.exit_code) == (number.name, 128 + number)


def test_a_second_signal_does_not_break_what_the_first_one_ends() -> None:
    ended = []

    def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            os.kill(os.getpid(), signal.SIGINT)
            ended.append("tidied")

    with pytest.raises(Stopped), stopped_by_signals():
        work()

    assert ended == ["tidied"]


def test_handlers_are_as_before_afterwards() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with stopped_by_signals():
        assert signal.getsignal(signal.SIGTERM) not in before

    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_what_the_caller_ignores_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stopped_by_signals():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)
