"""Recalculation after 1,000 new lines, against the recount that reads the whole ledger and every file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count

from django.db import connection, transaction
from django.utils import timezone

from casework.cases.queries import recount
from casework.quotas.actions.projections import recalculate
from tests.bench.databases import copied
from tests.bench.measures import Better, Contest, Measure, Trial
from tests.bench.timing import milliseconds
from tests.bench.volume import LEDGER

TITLE = "recalculation after 1,000 new lines, against a full recount; 1,000,000 lines"
MEASURE = Measure("P2c", TITLE, "milliseconds", Better.LESS)
GOAL, NEW = 1 / 50, 1_000
TURNS = count()

# Holds and their uses as officers write them, each moving its counters by the trigger.
HOLDS = """
INSERT INTO quotas_entry (
    allocation_id, kind, places, file, d_limit, d_held, d_used, ceilings, happened_on, made_by_id, key
)
SELECT allocation_id, 'hold', 1, file, 0, 1, 0, '{}', %(day)s, made_by_id, file || '/hold/3'
FROM (SELECT allocation_id, made_by_id, 'N-' || %(turn)s || '-' || id AS file
      FROM quotas_entry WHERE kind = 'hold' ORDER BY id LIMIT %(lines)s) AS like_those
"""
USES = """
INSERT INTO quotas_entry (
    allocation_id, kind, places, file, d_limit, d_held, d_used, ceilings, happened_on, made_by_id, key, closes_id
)
SELECT allocation_id, 'use', 1, file, 0, -1, 1, '{}', happened_on, made_by_id, file || '/use/' || id, id
FROM quotas_entry WHERE file LIKE 'N-' || %(turn)s || '-%%' AND kind = 'hold'
"""
# As many open files move as lines come, some of every allocation: what all of them hold is asked by stage anew.
STEPS = """
UPDATE cases_case SET version = version + 1 WHERE id IN (
    SELECT id FROM cases_case WHERE state = 'under_review' ORDER BY id LIMIT %(lines)s
)
"""


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(LEDGER):
        recalculate(at=timezone.now())
        yield Trial([
            Contest("after 1,000 lines", after(lines), milliseconds(recount.differences), GOAL),
            Contest("and 500 steps of files", after(lines, steps), milliseconds(recount.differences), GOAL),
        ])  # fmt: skip


def after(*changes: Callable[[str], None]) -> Callable[[], float]:
    """Write, unmeasured, then read what was written."""
    read = milliseconds(read_all)

    def ours() -> float:
        turn = str(next(TURNS))
        for change in changes:
            change(turn)
        return read()

    return ours


def read_all() -> None:
    """A transaction left open anywhere on the server would hold the lines back, and nothing would be measured."""
    assert recalculate(at=timezone.now()) > 0, "The new lines are not settled: another transaction is at work."


@transaction.atomic
def lines(turn: str) -> None:
    values: dict[str, str | date | int] = {"turn": turn, "day": timezone.localdate(), "lines": NEW // 2}
    with connection.cursor() as cursor:
        cursor.execute(HOLDS, values)
        cursor.execute(USES, values)


def steps(turn: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STEPS, {"lines": NEW // 2})
