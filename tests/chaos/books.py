"""What the tables say of effects: which are missing, which came twice, and how long all of them took."""

import time
from collections.abc import Callable

from django.db import connection

from config.embedded.processes import wait_until

LOST = """
    SELECT count(*) FROM chaos_due AS due WHERE sweep = %s AND subject NOT LIKE 'poison%%' AND NOT EXISTS
        (SELECT FROM chaos_effect AS done WHERE done.sweep = due.sweep AND done.subject = due.subject)
"""
TWICE = """
    SELECT count(*) FROM (
        SELECT FROM chaos_effect WHERE sweep = %s GROUP BY subject HAVING count(*) > 1
    ) AS twice
"""
DONE = "SELECT count(*) FROM chaos_effect WHERE sweep = %s"


def count(query: str, *parameters: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return int(cursor.fetchone()[0])


def lost(sweep: str) -> int:
    return count(LOST, sweep)


def twice(sweep: str) -> int:
    return count(TWICE, sweep)


def seconds_until(ready: Callable[[], bool], *, at_most: float) -> float:
    """How long it took; infinitely long where it did not come in that time."""
    begun = time.monotonic()
    return time.monotonic() - begun if wait_until(ready, seconds=at_most) else float("inf")


def seconds_until_still(sweep: str, *, still: float, at_most: float) -> float:
    """How long effects went on to come, the last `still` seconds without one not counted."""
    begun = since = time.monotonic()
    seen = -1
    while time.monotonic() - since < still and time.monotonic() - begun < at_most:
        if (now := count(DONE, sweep)) != seen:
            seen, since = now, time.monotonic()
        time.sleep(0.2)
    return since - begun
