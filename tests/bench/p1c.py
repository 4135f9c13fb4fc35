"""One ledger line by the action, against whoever keeps no counter: sum the ledger under a lock, then write."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count

import psycopg
from django.db import connection, transaction

from casework.accounts.models import Officer
from casework.common.workdays import local_date
from casework.quotas.models import Allocation
from tests.bench.databases import copied
from tests.bench.measures import Contest, Measure, Trial
from tests.bench.office import OFFICE, noon
from tests.bench.p1a import LINE, ours
from tests.bench.volume import beside_the_triggers
from tests.bench.writers import Task, crowd

LINES = 100_000
TITLE = f"a ledger line by the action, against counting {LINES:,} lines under a lock; 8 writers"
MEASURE = Measure("P1c", TITLE, "lines a second")
GOAL, SECONDS = 4.0, 1.5

HELD = """
INSERT INTO quotas_entry (
    allocation_id, kind, places, file, d_limit, d_held, d_used, ceilings, happened_on, made_by_id, key
)
SELECT %(cell)s, 'hold', 1, 'C-' || line, 0, 1, 0, '{}', %(day)s, %(by)s, 'C-' || %(cell)s || '/' || line
FROM generate_series(1, %(lines)s) AS line
"""
LOCK = 'SELECT "limit" FROM quotas_allocation WHERE id = %s FOR UPDATE'
COUNT = "SELECT sum(d_held + d_used) FROM quotas_entry WHERE allocation_id = %s"


@contextmanager
def prepare() -> Iterator[Trial]:
    """Each side writes on an allocation of its own, so that what we add slows nobody's counting."""
    with copied(OFFICE):
        hot, rival = Allocation.objects.filter(plan__programme="returnee", region__isnull=False).order_by("-pk")[:2]
        by, at = Officer.objects.filter(held_roles__role="caseworker")[0], noon()
        lay_in([hot, rival], by, at)
        with crowd(lambda n: ours(n, hot, by, at)) as us, crowd(lambda n: counting(n, rival.pk, by.pk, at)) as them:
            yield Trial([Contest("one hot allocation", lambda: us.rate(SECONDS), lambda: them.rate(SECONDS), GOAL)])


def lay_in(cells: list[Allocation], by: Officer, at: datetime) -> None:
    with transaction.atomic(), beside_the_triggers(), connection.cursor() as cursor:
        for cell in cells:
            cursor.execute(HELD, {"cell": cell.pk, "day": local_date(at), "by": by.pk, "lines": LINES})
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) quotas_entry")


def counting(number: int, cell: int, by: int, at: datetime) -> Task:
    lines, today = count(), local_date(at)
    driver = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)

    def insert() -> None:
        file = f"D-{number}-{next(lines)}"
        with driver.transaction():
            limit = driver.execute(LOCK, [cell]).fetchall()[0][0]
            taken = driver.execute(COUNT, [cell]).fetchall()[0][0]
            assert taken < limit
            driver.execute(LINE, [cell, file, today, by, f"{file}/hold/1"]).fetchone()

    return insert
