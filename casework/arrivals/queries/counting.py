"""Counting crossings by each of their sides: one statement for what an import enters and for what a month holds."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import connection

from casework.arrivals.rules import SENIOR_AT, WORKING_AT
from casework.arrivals.states import Side
from casework.common.periods import months_after

SIDES = {
    Side.NATIONALITY: "nationality", Side.PURPOSE: "purpose_id", Side.CHECKPOINT: "checkpoint_id",
    Side.REGION: "region_id", Side.SEX: "sex", Side.AGE: "age",
}  # fmt: skip
"""The column of a crossing by which each side counts."""
COLUMNS = ", ".join(SIDES.values())
SETS = ", ".join(f"(crossed_on, direction{more})" for more in ("", *(f", {column}" for column in SIDES.values())))
SIDE = " ".join(f"WHEN GROUPING({column}) = 0 THEN '{side}'" for side, column in SIDES.items())
KEY = " ".join(f"WHEN GROUPING({column}) = 0 THEN COALESCE({column}, '')" for column in SIDES.values())
AGE = f"""CASE
    WHEN born_on > crossed_on - interval '{WORKING_AT} years' THEN 'minor'
    WHEN born_on > crossed_on - interval '{SENIOR_AT} years' THEN 'working'
    ELSE 'senior'
END"""
COUNTED = f"""
SELECT 'day' AS grain, crossed_on AS since, CASE {SIDE} ELSE '{Side.ALL.value}' END AS side,
    CASE {KEY} ELSE '' END AS key, direction, count(*) AS crossings, count(*) FILTER (WHERE is_for_good) AS for_good
FROM (
    SELECT one.*, {AGE} AS age, is_for_good
    FROM {{source}} one JOIN arrivals_purpose ON arrivals_purpose.code = purpose_id
    JOIN arrivals_migrationcategory ON arrivals_migrationcategory.code = arrivals_purpose.category_id
) AS crossing
GROUP BY GROUPING SETS ({SETS})
"""  # noqa: S608 names of columns alone
WITH_MONTHS = """
SELECT * FROM days UNION ALL
SELECT 'month', date_trunc('month', since)::date, side, key, direction, sum(crossings), sum(for_good)
FROM days GROUP BY 2, 3, 4, 5
"""
# What the crossings that an import has judged come to.
COUNT = f"""
WITH days AS ({COUNTED.format(source="arrivals_judged")})
SELECT grain, since, side, key, direction, crossings::int, for_good::int FROM ({WITH_MONTHS}) AS found
"""  # noqa: S608
OF_PERIOD = "(SELECT * FROM arrivals_crossing WHERE crossed_on >= %(since)s AND crossed_on < %(until)s)"
RECOUNT = f"""
WITH days AS ({COUNTED.format(source=OF_PERIOD)})
SELECT count(*) FILTER (WHERE (found.crossings, found.for_good) IS DISTINCT FROM (kept.crossings, kept.for_good)),
    COALESCE(sum(kept.crossings) FILTER (WHERE grain = 'day' AND side = 'all'), 0)::bigint,
    COALESCE(sum(found.crossings) FILTER (WHERE grain = 'day' AND side = 'all'), 0)::bigint
FROM ({WITH_MONTHS}) AS found
FULL JOIN (
    SELECT grain, since, side, key, direction, crossings, for_good FROM arrivals_tally
    WHERE since >= %(since)s AND since < %(until)s
) AS kept USING (grain, since, side, key, direction)
"""  # noqa: S608


class Counted(NamedTuple):
    """Crossings of a day or a month in one direction by one side of them, as `Tally` keeps them."""

    grain: str
    since: date
    side: str
    key: str
    direction: str
    crossings: int
    for_good: int


@dataclass(frozen=True)
class Recount:
    """A month counted anew: how many tallies differ, what they come to, and how many crossings there are."""

    differing: int
    tallied: int
    crossings: int


def recount(month: date) -> Recount:
    """Count the crossings of a month, by its first day, and hold its tallies against them."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, {"since": month, "until": months_after(month, 1)})
        return Recount(*cursor.fetchone())
