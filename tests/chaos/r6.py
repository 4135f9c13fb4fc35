"""R6: what waits in rows survives its messengers. The control sends the same effects as messages."""

import logging
import time
from collections.abc import Callable
from threading import Thread
from typing import NamedTuple

from django.db import connection, transaction

from casework.common import sweeps
from config.embedded.processes import wait_until
from tests.chaos import books, effects
from tests.chaos.faults import faults, strike
from tests.chaos.ground import Ground
from tests.chaos.room import room
from tests.chaos.verdicts import Figure, Verdict, at_least, at_most, exactly, told

TITLE = "effects that wait in rows, under FLUSHALL, a killed Redis, killed worker, children, beat and loop"
CALM = 60.0  # seconds in which everything must be settled once nobody is killed any more


class Size(NamedTuple):
    """`each` effects are committed at once, every `pause` seconds, while no more than `backlog` wait; a fault strikes
    every `every` seconds. So a slow machine takes longer, and what is measured is how the engine recovers."""

    effects: int
    each: int
    backlog: int
    pause: float
    every: float
    rounds: int
    away: float


LONG = Size(effects=5_000, each=5, backlog=500, pause=0.06, every=3.2, rounds=3, away=2.0)
SHORT = Size(effects=200, each=2, backlog=100, pause=0.03, every=0.5, rounds=1, away=0.3)


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    effects.lay_tables()
    size = SHORT if is_quick else LONG
    names = ("worker", "loop") if is_quick else ("worker", "beat", "loop")
    figures = _by_rows(ground, size, names, is_quick=is_quick)
    if not is_quick:
        figures += _by_messages(ground, size)
    return Verdict("R6", TITLE, figures)


def _by_rows(ground: Ground, size: Size, names: tuple[str, ...], *, is_quick: bool) -> list[Figure]:
    name = effects.EFFECTS.name
    with room(ground, *names, is_quick=is_quick) as engine:
        _await(name, lambda subject: sweeps.hint(name))
        writing = _written(name, size, lambda subject: sweeps.hint(name))
        struck = strike(faults(ground, engine, away=size.away).values(), every=size.every, rounds=size.rounds)
        writing.join()
        calm = books.seconds_until(lambda: books.lost(name) == 0, at_most=CALM)
        time.sleep(1)  # whoever would do one twice had the time to
    return [
        told("effects", size.effects),
        told("faults", struck),
        exactly("lost", books.lost(name), 0),
        exactly("done twice", books.twice(name), 0),
        at_most("seconds of calm until all were settled", calm, CALM),
    ]


def _by_messages(ground: Ground, size: Size) -> list[Figure]:
    """The control: without a row that waits, whoever carried the message took it along."""
    with room(ground, "worker", "beat", is_quick=False) as engine:
        _await(effects.PLAIN, _send)
        writing = _written(effects.PLAIN, size, _send)
        strike(faults(ground, engine, away=size.away).values(), every=size.every, rounds=size.rounds)
        writing.join()
        books.seconds_until_still(effects.PLAIN, still=15, at_most=5 * CALM)
    lost = books.lost(effects.PLAIN)
    return [
        at_least("control, plain messages: lost", lost, 1),
        told("control: per cent lost", 100 * lost / size.effects),
        told("control: done twice", books.twice(effects.PLAIN)),
    ]


def _send(subject: str) -> None:
    transaction.on_commit(lambda: effects.plain.delay(subject), robust=True)


def _await(sweep: str, wake: Callable[[str], object]) -> None:
    """Until the engine is at work."""
    effects.add(sweep, ["first"], wake)
    books.seconds_until(lambda: books.lost(sweep) == 0, at_most=CALM)


def _written(sweep: str, size: Size, wake: Callable[[str], object]) -> Thread:
    """Somebody who commits effects while faults strike: from the first on, and after the last."""
    writer = Thread(target=_write, args=(sweep, size, wake))
    writer.start()
    return writer


def _write(sweep: str, size: Size, wake: Callable[[str], object]) -> None:
    logging.getLogger("django.db.backends.base").disabled = True  # messages that could not be sent are counted
    try:
        for first in range(0, size.effects, size.each):
            wait_until(lambda: sweep == effects.PLAIN or books.lost(sweep) <= size.backlog, seconds=2 * CALM)
            effects.add(sweep, [f"{number:06}" for number in range(first, first + size.each)], wake)
            time.sleep(size.pause)
    finally:
        connection.close()
