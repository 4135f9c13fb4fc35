"""Tallies of crossings: added to by what an import enters, and held against the crossings themselves every night."""

from datetime import date, datetime

from django.db import transaction

from casework.arrivals.models import TallyRecount
from casework.arrivals.queries.counting import COLUMNS, COUNTED, WITH_MONTHS, recount
from casework.audit import actions as audit

ENTER = f"""
WITH entered AS (
    INSERT INTO arrivals_crossing ({{columns}}) {{rows}} {{unless}}
    RETURNING crossed_on, direction, {COLUMNS.replace("age", "born_on")}
), due AS (
    INSERT INTO arrivals_pairingdue AS due (day, asked) SELECT DISTINCT crossed_on, 1 FROM entered ORDER BY 1
    ON CONFLICT (day) DO UPDATE SET asked = due.asked + 1
), days AS ({COUNTED.format(source="entered")}), counted AS (
    INSERT INTO arrivals_tally AS tally (grain, since, side, key, direction, crossings, for_good)
    {WITH_MONTHS} ORDER BY 3, 1, 2, 4, 5
    ON CONFLICT (side, grain, since, key, direction) DO UPDATE
    SET crossings = tally.crossings + excluded.crossings, for_good = tally.for_good + excluded.for_good
)
SELECT count(*) FROM entered
"""  # noqa: S608


def entering(columns: str, rows: str, *, is_new: bool) -> str:
    """Enter these rows and count them; `is_new` fails where one is on record, else it is left out."""
    unless = "" if is_new else "ON CONFLICT (fingerprint, crossed_on) DO NOTHING"
    return ENTER.format(columns=columns, rows=rows, unless=unless)


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
