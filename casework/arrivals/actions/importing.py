"""Bringing in a file of crossings: whole, once, from wherever a run before this one ended.

Each portion of rows is one transaction: its crossings, its rejected rows, its tallies and how far the file is settled.
Whoever is killed has either settled a portion or not begun it.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from casework.accounts.models import Officer
from casework.arrivals.actions import statements, tallying
from casework.arrivals.actions.months import make_months
from casework.arrivals.crossingfile import Examined, Layout, Portion, Reading
from casework.arrivals.models import Batch
from casework.arrivals.queries.countries import country_codes
from casework.arrivals.queries.days import first_of
from casework.arrivals.queries.months import first_kept, months_kept
from casework.arrivals.states import OPEN_BATCHES, BatchState
from casework.audit import actions as audit
from casework.common.errors import Conflict
from casework.common.workdays import ALMATY

ROWS = 100_000  # of a portion: some seconds of work, some tens of megabytes of memory
Clock = Callable[[], datetime]

# Two imports settle their portions by turns: their tallies are the same rows, and neither may wait for the other.
BY_TURNS = "SELECT pg_advisory_xact_lock(hashtext('arrivals.import'))"
MINE = "SELECT pg_try_advisory_lock(hashtextextended(%s, 1))"
NO_LONGER_MINE = "SELECT pg_advisory_unlock(hashtextextended(%s, 1))"


def bring_in(file: Examined, *, name: str, by: Officer | None, clock: Clock) -> Batch:
    """Bring in a whole file; Conflict where another process is at it."""
    with _alone(file.sha256), Reading(file) as reading:
        batch = open_batch(file, name=name, by=by, at=clock())
        layout = layout_of(reading)
        if layout.fault:
            return refuse(batch, layout.fault, at=clock())
        prepare_session()
        is_new = not batch.already
        for portion in _ahead(reading.portions(batch.lines_done, ROWS)):
            is_new = not settle(batch, portion, layout, is_new=is_new, at=clock())
        return seal(batch, is_broken=reading.is_broken, at=clock())


def layout_of(reading: Reading) -> Layout:
    """The columns of the file; what was found before its first line goes first."""
    return Layout(fault=reading.file.fault) if reading.file.fault else reading.begin()


@contextmanager
def _alone(sha256: str) -> Iterator[None]:
    """As long as this session lives, nobody else brings in this file; a killed process lets go of it."""
    with connection.cursor() as cursor:
        cursor.execute(MINE, [sha256])
        if not cursor.fetchone()[0]:
            raise Conflict(_("Another process is bringing in this file right now; wait until it has finished."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(NO_LONGER_MINE, [sha256])


@transaction.atomic
def open_batch(file: Examined, *, name: str, by: Officer | None, at: datetime) -> Batch:
    """The run of this file that has not come to its end, else a new one."""
    found = Batch.objects.filter(sha256=file.sha256, state__in=OPEN_BATCHES).first()
    facts = {"encoding": file.encoding, "lines": file.lines, "state": BatchState.RUNNING}
    if found is None:
        return Batch.objects.create(sha256=file.sha256, name=name[-200:], started_by=by, started_at=at, **facts)
    Batch.objects.filter(pk=found.pk).update(**facts)
    found.refresh_from_db()
    return found


def prepare_session() -> None:
    """Make the tables of this session into which rows are staged."""
    with connection.cursor() as cursor:
        cursor.execute(statements.STAGING)
        codes = country_codes()
        cursor.execute(statements.COUNTRY, [list(codes), list(codes.values())])


def _ahead(portions: Iterator[Portion]) -> Iterator[Portion]:
    """The portions, the next one made ready while the database works at the last."""
    with ThreadPoolExecutor(1) as reader:
        waiting = reader.submit(next, portions, None)
        while (portion := waiting.result()) is not None:
            waiting = reader.submit(next, portions, None)
            yield portion


@transaction.atomic
def settle(batch: Batch, portion: Portion, layout: Layout, *, is_new: bool = True, at: datetime) -> int:
    """Enter the good rows of a portion, keep the bad ones with their faults, and note how far the file is settled.

    `is_new`: as far as is known nothing of the file is on record; then rows are entered without looking for each of
    them first, and once more with looking where one turns out to be there. Gives how many were there already.
    """
    latest = at.astimezone(ALMATY).strftime("%Y-%m-%d %H:%M")
    given = {"batch": batch.pk, "latest": latest, "earliest": first_kept().isoformat()}
    with connection.cursor() as cursor:
        cursor.execute(BY_TURNS)
        cursor.execute(statements.CLEARED)
        with cursor.copy(statements.copy_in(layout.columns, layout.separator)) as copy:
            copy.write(portion.data)
        _make_room(cursor, given)
        entered = _enter(cursor, given, is_new=is_new)
        rejected = _reject(cursor, given) if entered < portion.rows else 0
    already = portion.rows - entered - rejected
    Batch.objects.filter(pk=batch.pk).update(
        lines_done=portion.until, read=F("read") + portion.rows, entered=F("entered") + entered,
        rejected=F("rejected") + rejected, already=F("already") + already,
    )  # fmt: skip
    return already


def _make_room(cursor: CursorWrapper, given: dict[str, Any]) -> None:
    """Have the months of the good rows in the table; which rows are good is asked only where a month is missing."""
    cursor.execute(statements.MONTHS_TOLD)
    if {month for (month,) in cursor.fetchall()} - {f"{month:%Y-%m}" for month in months_kept()}:
        cursor.execute(statements.MONTHS, given)
        make_months(first_of(month) for (month,) in cursor.fetchall())


def _enter(cursor: CursorWrapper, given: dict[str, Any], *, is_new: bool) -> int:
    try:
        with transaction.atomic():
            cursor.execute(tallying.entering(statements.ENTERED, statements.ROWS, is_new=is_new), given)
            return int(cursor.fetchone()[0])
    except IntegrityError as fault:
        if not is_new or not isinstance(fault.__cause__, UniqueViolation):
            raise
        return _enter(cursor, given, is_new=False)


def _reject(cursor: CursorWrapper, given: dict[str, Any]) -> int:
    cursor.execute(statements.REJECT, given)
    return int(cursor.rowcount)


@transaction.atomic
def seal(batch: Batch, *, is_broken: bool = False, at: datetime) -> Batch:
    """Say that the whole file is settled."""
    fault = _("The archive is damaged; only what stands before the damage was read.") if is_broken else ""
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.SEALED, sealed_at=at, fault=fault, lines=F("lines_done"))
    batch.refresh_from_db()
    counts = {name: getattr(batch, name) for name in ("read", "entered", "already", "rejected")}
    audit.record("crossings.brought_in", subject=f"crossings {batch.pk}", by=batch.started_by, at=at, after=counts)
    return batch


@transaction.atomic
def refuse(batch: Batch, fault: str, *, at: datetime) -> Batch:
    """Say that this is no file of crossings."""
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.REFUSED, fault=fault, sealed_at=at)
    batch.refresh_from_db()
    audit.record("crossings.refused", subject=f"crossings {batch.pk}", by=batch.started_by, at=at, note=fault)
    return batch
