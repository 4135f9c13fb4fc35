"""Bringing in a file of crossings: whole, once, from wherever a run before this one ended.

Each portion of rows is one transaction: its crossings, its rejected rows, its tallies and how far the file is settled.
Whoever is killed has either settled a portion or not begun it.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError, connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import F
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from casework.accounts.models import Officer
from casework.arrivals.actions import judging, statements, tallying
from casework.arrivals.actions.judging import Judged
from casework.arrivals.actions.months import make_months
from casework.arrivals.crossingfile import Examined, Layout, Reading
from casework.arrivals.models import Batch
from casework.arrivals.queries.months import first_kept
from casework.arrivals.states import OPEN_BATCHES, BatchState
from casework.audit import actions as audit
from casework.common.errors import Conflict

ROWS = 20_000  # of a portion: a second of work, some megabytes of memory
AHEAD = 2  # portions: neither session waits for the other as soon as one of its own takes longer than usual
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
        judging.prepare_session()
        is_new = not batch.already
        portions = reading.portions(batch.lines_done, ROWS)
        for judged in _ahead(judging.judge_all(portions, layout, batch=batch.pk, clock=clock)):
            is_new = not settle(batch, judged, is_new=is_new, at=clock())
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


def _ahead(portions: Iterator[Judged]) -> Iterator[Judged]:
    """The portions, the next ones read and judged by a session of its own while the last is entered by this one.

    Within a transaction this session judges too: no other sees what it has changed.
    """
    if connection.in_atomic_block:
        yield from portions
        return
    with ThreadPoolExecutor(1) as reader:
        try:
            waiting = deque(reader.submit(next, portions, None) for _turn in range(AHEAD))
            while (portion := waiting.popleft().result()) is not None:
                waiting.append(reader.submit(next, portions, None))
                yield portion
        finally:
            reader.submit(connections.close_all)  # of that thread


@transaction.atomic
def settle(batch: Batch, judged: Judged, *, is_new: bool = True, at: datetime) -> int:
    """Enter the good rows of a portion, keep the bad ones with their faults, and note how far the file is settled.

    `is_new`: as far as is known nothing of the file is on record; then rows are entered without looking for each of
    them first, and once more with looking where one turns out to be there. Gives how many were there already.
    """
    with connection.cursor() as cursor:
        cursor.execute(BY_TURNS)
        if judged.earliest != first_kept():  # a month was taken off meanwhile
            judged = judging.judge(judged.portion, judged.layout, batch=batch.pk, at=at)
        make_months(judged.months)
        entered = judged.good if is_new and _all_entered(cursor, judged) else _new_entered(cursor, judged)
        judging.copy_in(cursor, statements.REJECTED_IN, judged.rejected)
    already = judged.good - entered
    Batch.objects.filter(pk=batch.pk).update(
        lines_done=judged.until, read=F("read") + judged.portion.rows, entered=F("entered") + entered,
        rejected=F("rejected") + judged.bad, already=F("already") + already,
    )  # fmt: skip
    return already


def _all_entered(cursor: CursorWrapper, judged: Judged) -> bool:
    """Enter all; where one is on record, none."""
    try:
        with transaction.atomic():
            judging.copy_in(cursor, statements.CROSSINGS_IN, judged.crossings)
    except IntegrityError as fault:
        if isinstance(fault.__cause__, UniqueViolation):
            return False
        raise
    tallying.add(judged.counted)
    return True


def _new_entered(cursor: CursorWrapper, judged: Judged) -> int:
    """Enter those that are not on record; gives how many."""
    cursor.execute(statements.CLEARED)
    judging.copy_in(cursor, statements.JUDGED_IN, judged.crossings)
    cursor.execute(tallying.ENTER)
    return int(cursor.fetchone()[0])


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
