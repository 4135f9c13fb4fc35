"""Judging a portion of a file: which rows are crossings, what they add to the tallies, what is wrong with the others.

Nothing that lasts is written, so that a session of its own can do it for the next portion while the last is entered.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from casework.arrivals.actions import statements
from casework.arrivals.crossingfile import Layout, Portion
from casework.arrivals.queries.counting import COUNT, Counted
from casework.arrivals.queries.countries import country_codes
from casework.arrivals.queries.months import first_kept
from casework.arrivals.states import Grain, Side
from casework.common.workdays import ALMATY


@dataclass(frozen=True)
class Judged:
    """A portion by what it holds: crossings and rejected rows, both ready for COPY, and how many of each side they are.

    `earliest`: the day before which no crossings were kept when it was judged.
    """

    portion: Portion
    layout: Layout
    earliest: date
    crossings: bytes
    rejected: bytes
    counted: list[Counted]

    @property
    def until(self) -> int:
        return self.portion.until

    @property
    def good(self) -> int:
        return sum(each.crossings for each in self.counted if (each.grain, each.side) == (Grain.DAY, Side.ALL))

    @property
    def bad(self) -> int:
        return self.portion.rows - self.good

    @property
    def months(self) -> set[date]:
        return {each.since for each in self.counted if each.grain == Grain.MONTH}


def prepare_session() -> None:
    """Make the tables of this session into which rows are staged."""
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGING)
        codes = country_codes()
        cursor.execute(statements.COUNTRY, [list(codes), list(codes.values())])


def judge_all(
    portions: Iterator[Portion], layout: Layout, *, batch: int, clock: Callable[[], datetime]
) -> Iterator[Judged]:
    """Each portion judged, in the session that asks for the first."""
    prepare_session()
    for portion in portions:
        yield judge(portion, layout, batch=batch, at=clock())


@transaction.atomic
def judge(portion: Portion, layout: Layout, *, batch: int, at: datetime) -> Judged:
    """Say of every row of a portion whether it is a crossing; the session was prepared."""
    earliest, latest = first_kept(), at.astimezone(ALMATY).strftime("%Y-%m-%d %H:%M")
    given: dict[str, Any] = {"batch": batch, "latest": latest, "earliest": earliest.isoformat()}
    with connection.cursor() as cursor:
        cursor.execute(statements.CLEARED)
        copy_in(cursor, statements.copy_in(layout.columns, layout.separator), portion.data)
        cursor.execute(f"INSERT INTO arrivals_judged ({statements.ENTERED}) {statements.ROWS}", given)  # noqa: S608
        is_all_good = cursor.rowcount == portion.rows
        cursor.execute(COUNT)
        counted = [Counted(*row) for row in cursor.fetchall()]
        crossings = _copied_out(cursor, statements.CROSSINGS_OUT)
        rejected = b"" if is_all_good else _copied_out(cursor, statements.REJECTED_OUT, given)
    return Judged(portion, layout, earliest, crossings, rejected, counted)


def copy_in(cursor: CursorWrapper, statement: str, data: bytes) -> None:
    """COPY these lines; what the database says against them is raised as Django's errors."""
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        copy.write(data)


def _copied_out(cursor: CursorWrapper, statement: str, given: dict[str, Any] | None = None) -> bytes:
    found = bytearray()
    with connection.wrap_database_errors, cursor.copy(statement, given) as copy:
        for piece in copy:
            found += piece
    return bytes(found)
