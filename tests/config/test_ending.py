"""Being asked to end: it is heard at any moment, and waiting stops at once."""

import signal
import time

import pytest

from config.embedded.processes import Ending


class Dying:
    """Somebody asks for the end while Python clears an object away; what is raised there is printed and forgotten."""

    def __del__(self):
        signal.raise_signal(signal.SIGTERM)


@pytest.fixture
def ending():
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    yield Ending()
    for sign, handler in before.items():
        signal.signal(sign, handler)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_end_is_asked_for_by_either_signal(ending, sign):
    signal.raise_signal(sign)

    assert ending.asked


def test_it_is_heard_while_python_clears_up(ending):
    Dying()

    assert ending.comes_within(0)


def test_who_waits_waits_no_longer(ending):
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    before = signal.signal(signal.SIGALRM, ending.hear)
    start = time.monotonic()

    assert ending.comes_within(60)
    assert time.monotonic() - start < 30
    signal.signal(signal.SIGALRM, before)


def test_nobody_asks(ending):
    assert not ending.comes_within(0.2)
