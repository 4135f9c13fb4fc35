"""Two officers at once: what the second gets while the first has not finished."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from threading import Barrier
from typing import Any

from django.db import DatabaseError, connection, transaction

from casework.common.errors import RuleBroken

PATIENCE = 0.5  # seconds in which a rival that is not made to wait would long be done
LIMIT = 20  # seconds after which a rival that still waits never will be done


def rival_result(first: Callable[[], Any], second: Callable[[], Any]) -> Any:
    """Do `first`, let a rival try `second` on a connection of its own, commit; answer what the rival got.

    The rival must wait for the first: one that does not fails the test. A refusal is answered, not raised.
    """
    with ThreadPoolExecutor(1) as rivals:
        with transaction.atomic():
            first()
            rival = rivals.submit(apart, lambda: outcome(second))
            wait([rival], PATIENCE)
            assert not rival.done(), f"The rival did not wait; it got {rival.result()!r}."
        return rival.result(LIMIT)


def unhindered(second: Callable[[], Any]) -> Any:
    """What somebody on a connection of its own gets while the caller's transaction is open; it may not have to wait."""
    with ThreadPoolExecutor(1) as rivals:
        return rivals.submit(apart, lambda: outcome(second)).result(LIMIT)


def crowd(attempt: Callable[[int], Any], *, people: int, each: int = 1) -> list[Any]:
    """What everybody gets when so many people, each on a connection of its own, try at once, `each` times in a row."""
    gate = Barrier(people)

    def person(number: int) -> list[Any]:
        connection.ensure_connection()
        gate.wait(LIMIT)
        return [outcome(lambda turn=turn: attempt(number * each + turn)) for turn in range(each)]

    with ThreadPoolExecutor(people) as threads:
        everybody = [threads.submit(apart, lambda number=number: person(number)) for number in range(people)]
    return [got for one in everybody for got in one.result()]


def outcome(attempt: Callable[[], Any]) -> Any:
    """The result, or the refusal of a rule or of the database."""
    try:
        return attempt()
    except (RuleBroken, DatabaseError) as refusal:
        return refusal


def apart(work: Callable[[], Any]) -> Any:
    """Run on this thread's own connection, and close it."""
    try:
        return work()
    finally:
        connection.close()
