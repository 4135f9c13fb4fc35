"""A year of permits through the actions, until the quota is used up: refusals, lapses, renewals, replacements.

Several processes tell it at once, on the same five allocations. PERMITS=500 tells of the first 500 places alone,
MINUTES=50 of what comes in that time; what is unused then is told. Nothing here is about a crash, so commits do not
wait for the disk.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from time import perf_counter

from django.db import connection
from django.db.models import Count

from casework.cases.models import Case
from casework.desk.demonstration.permits import ROADS, Road
from casework.labour.models import Permit
from casework.quotas.models import Allocation
from tests.bench.databases import copied
from tests.bench.labour import LABOUR, PLACES, begun, desks
from tests.bench.measures import Bound, Measure, Trial
from tests.bench.writers import Crowd, Task, crowd
from tests.labour.year import faults, told

TITLE = "a year of permits through the actions: the position equals the ledger, nothing is beyond a limit"
MEASURE = Measure("P9a", TITLE, "pieces")
PROCESSES = 2 * (os.cpu_count() or 1)
AT_LEAST, AT_MOST, BEYOND = 20, 60, 60  # requests of a portion; those made when no place is left
SHADES = 40  # categories of a portion, in the proportion of the places left
LONGEST = 3600.0  # seconds that a portion may take
HOLDING = {"fee due", "under review", "to countersign"}
"""Roads that end while a place is held; the year that is told is over, and every request was decided."""
MET = {
    ("permit", "issued"), ("permit", "refused"), ("permit", "refused_acceptance"), ("permit", "withdrawn"),
    ("permit", "lapsed"), ("permit", "ended"), ("renewal", "issued"), ("replacement", "issued"),
}  # fmt: skip
"""What must have become of some request."""


def _road(road: Road) -> Road:
    return replace(road, share=60) if road.name == "in force" else road


YEAR = tuple(_road(road) for road in ROADS if road.name not in HOLDING)
"""Of a whole quota most requests come to a permit."""


@contextmanager
def prepare() -> Iterator[Trial]:
    wanted = int(os.environ.get("PERMITS", PLACES))
    with copied(LABOUR), crowd(lambda number: _portions(number, wanted), PROCESSES) as tellers:
        seconds = _tell(tellers, wanted)
        beyond = _beyond() if _used() >= PLACES else 0
        kinds = set(Case.objects.values_list("procedure", "state"))
        _say_what_came(seconds)
        yield Trial(bounds=[
            *(Bound(name, figure, 0) for name, figure in faults().items()),
            Bound(f"places of {wanted} that nobody used", max(wanted - _used(), 0), 0),
            Bound("permits beyond a quota that is used up", beyond, 0),
            Bound("ends that no request came to", len(MET - kinds), 0),
        ])  # fmt: skip


def _tell(tellers: Crowd, wanted: int) -> float:
    """By portions, until so many places are used; gives the seconds it took."""
    started, most = perf_counter(), 60 * float(os.environ.get("MINUTES", "inf"))
    while (used := _used()) < wanted and perf_counter() - started < most:
        sys.stderr.write(f"  {used} places of {wanted} used after {perf_counter() - started:.0f} s\n")
        tellers.rate(LONGEST, at_most=1)
    return perf_counter() - started


def _portions(number: int, wanted: int) -> Task:
    """Portions of one process: with employers and workers of their own, at desks and on places of all."""
    everywhere, turns = desks(), count(number, PROCESSES)
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")

    def tell_one() -> None:
        turn, left = next(turns), (wanted - _used()) // PROCESSES
        some = max(AT_LEAST, min(AT_MOST, left))
        told(
            everywhere, wanted=some, year=begun().year, seed=f"portion {turn}", turn=turn, categories=_asked_for(),
            roads=YEAR,
        )  # fmt: skip

    return tell_one


def _beyond() -> int:
    """Permits that requests came to when all places were used."""
    before, last = Permit.objects.count(), 900
    told(desks(), wanted=BEYOND, year=begun().year, seed="beyond", turn=last)
    return Permit.objects.count() - before


def _cells() -> list[Allocation]:
    return list(Allocation.objects.filter(plan__programme="labour"))


def _asked_for() -> list[str]:
    """Categories, by turns and as often as nobody uses their places."""
    left = {cell.category: (cell.limit or 0) - cell.used for cell in _cells() if cell.category}
    together = max(sum(left.values()), 1)
    shares = {category: -(-SHADES * places // together) for category, places in left.items()}
    return [category for turn in range(SHADES) for category, share in shares.items() if turn < share] or list(left)


def _used() -> int:
    return sum(cell.used for cell in _cells())


def _say_what_came(seconds: float) -> None:
    sys.stderr.write(f"  {seconds:.0f} s in {PROCESSES} processes; {Permit.objects.count()} permits\n")
    for procedure, state, number in Case.objects.values_list("procedure", "state").annotate(Count("pk")).order_by():
        sys.stderr.write(f"  {procedure} {state}: {number}\n")
