"""One ledger line, the smallest decision there is: by the action, against the same line by the driver alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count

import psycopg

from casework.accounts.models import Officer
from casework.common.workdays import local_date
from casework.quotas import actions as quotas
from casework.quotas.models import Allocation
from tests.bench.databases import copied
from tests.bench.measures import Contest, Measure, Trial
from tests.bench.office import OFFICE, noon
from tests.bench.writers import Task, crowd

TITLE = "a ledger line by the action, against BEGIN; INSERT; COMMIT; 8 writers"
MEASURE = Measure("P1a", TITLE, "lines a second", rounds=11)

GOAL = 0.5
SECONDS = 1.5

LINE = """
INSERT INTO quotas_entry
    (allocation_id, kind, places, file, d_limit, d_held, d_used, ceilings, happened_on, made_by_id, key)
VALUES (%s, 'hold', 1, %s, 0, 1, 0, '{}', %s, %s, %s) RETURNING id
"""


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(OFFICE):
        hot, at = hot_allocation(), noon()
        by = Officer.objects.filter(held_roles__role="caseworker").first()
        assert by is not None
        with crowd(lambda n: ours(n, hot, by, at)) as us, crowd(lambda n: yardstick(n, hot.pk, by.pk, at)) as them:
            yield Trial([Contest("one hot allocation", lambda: us.rate(SECONDS), lambda: them.rate(SECONDS), GOAL)])


def hot_allocation() -> Allocation:
    return Allocation.objects.filter(plan__programme="returnee", region__isnull=False).order_by("-plan__year", "pk")[0]


def ours(number: int, hot: Allocation, by: Officer, at: datetime) -> Task:
    lines = count()

    def hold() -> None:
        file = f"A-{number}-{next(lines)}"
        quotas.hold(hot, places=1, file=file, key=f"{file}/hold/1", by=by, at=at)

    return hold


def yardstick(number: int, hot: int, by: int, at: datetime) -> Task:
    lines, today = count(), local_date(at)
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)

    def insert() -> None:
        file = f"B-{number}-{next(lines)}"
        with connection.transaction():
            connection.execute(LINE, [hot, file, today, by, f"{file}/hold/1"]).fetchone()

    return insert
