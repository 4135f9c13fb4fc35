"""Tallies of crossings: added to by what an import enters, and held against the crossings themselves every night."""

from datetime import date, datetime

from django.db import connection, transaction

from casework.arrivals.actions.statements import ENTERED
from casework.arrivals.models import TallyRecount
from casework.arrivals.queries.counting import COLUMNS, COUNTED, WITH_MONTHS, Counted, recount
from casework.audit import actions as audit

ADDED = """
due AS (
    INSERT INTO arrivals_pairingdue AS due (day, asked)
    SELECT DISTINCT since, 1 FROM counted WHERE grain = 'day' ORDER BY 1
    ON CONFLICT (day) DO UPDATE SET asked = due.asked + 1
), tallied AS (
    INSERT INTO arrivals_tally AS tally (grain, since, side, key, direction, crossings, for_good)
    SELECT * FROM counted ORDER BY 3, 1, 2, 4, 5
    ON CONFLICT (side, grain, since, key, direction) DO UPDATE
    SET crossings = tally.crossings + excluded.crossings, for_good = tally.for_good + excluded.for_good
)
"""
ADD = f"""
WITH counted AS (
    SELECT * FROM unnest(%s::text[], %s::date[], %s::text[], %s::text[], %s::text[], %s::int[], %s::int[])
    AS added (grain, since, side, key, direction, crossings, for_good)
), {ADDED} SELECT
"""  # noqa: S608
ENTER = f"""
WITH entered AS (
    INSERT INTO arrivals_crossing ({ENTERED}) SELECT {ENTERED} FROM arrivals_judged
    ON CONFLICT (fingerprint, crossed_on) DO NOTHING
    RETURNING crossed_on, direction, {COLUMNS.replace("age", "born_on")}
), days AS ({COUNTED.format(source="entered")}), counted AS ({WITH_MONTHS}), {ADDED}
SELECT count(*) FROM entered
"""  # noqa: S608


def add(counted: list[Counted]) -> None:
    """Add to the tallies what was entered."""
    if counted:
        with connection.cursor() as cursor:
            cursor.execute(ADD, [list(column) for column in zip(*counted, strict=True)])


@transaction.atomic
def recount_month(month: date, *, at: datetime) -> TallyRecount:
    """Note what a recount of a month came to. Where its tallies differ, that is told; nothing is mended silently."""
    found = recount(month)
    facts = {"differing": found.differing, "tallied": found.tallied, "crossings": found.crossings}
    before = TallyRecount.objects.filter(month=month).first()
    if found.differing and not (before and before.differing):
        audit.record("crossings.tallies_differ", subject=f"{month:%Y-%m}", by=None, at=at, after=facts)
    row, _made = TallyRecount.objects.update_or_create(month=month, defaults={**facts, "counted_at": at})
    return row
