"""The months of the table of crossings: made ahead, made for an older file, taken off when their time is over."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection, transaction

from casework.arrivals.queries.months import months_kept, table_of
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.common.periods import months_after

AHEAD = 3  # months beside the running one

# Made beside the table and then attached: nobody who reads or writes it waits for that.
MAKE = """
CREATE TABLE {name} (LIKE arrivals_crossing INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
ALTER TABLE arrivals_crossing ATTACH PARTITION {name} FOR VALUES FROM ('{since}') TO ('{until}');
"""
TAKE_OFF = "ALTER TABLE arrivals_crossing DETACH PARTITION {name}"
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('arrivals.months'))"


@transaction.atomic
def make_months(months: Iterable[date]) -> list[date]:
    """Have these months in the table, each by its first day; gives those that were made."""
    wanted = sorted(set(months))
    if not set(wanted) - months_kept():
        return []
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        missing = [month for month in wanted if month not in months_kept()]
        for month in missing:
            cursor.execute(MAKE.format(name=table_of(month), since=month, until=months_after(month, 1)))
    return missing


def ahead_of(today: date) -> list[date]:
    """The running month and those that follow."""
    return [months_after(today.replace(day=1), step) for step in range(AHEAD + 1)]


@transaction.atomic
def take_off(month: date, *, at: datetime) -> str:
    """Take a month whose time is over off the table; gives the table that holds it from now on. Its tallies stay."""
    if month not in months_kept():
        raise RuleBroken(f"{month:%Y-%m}: no crossings of this month are kept.")
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
        cursor.execute(TAKE_OFF.format(name=table_of(month)))
        cursor.execute(f"SELECT EXISTS (SELECT FROM {table_of(month)})")  # noqa: S608 a table's name
        if not cursor.fetchone()[0]:
            cursor.execute(f"DROP TABLE {table_of(month)}")  # nothing in it: made again when something is
    audit.record("crossings.month_taken_off", subject=f"{month:%Y-%m}", by=None, at=at)
    return table_of(month)
