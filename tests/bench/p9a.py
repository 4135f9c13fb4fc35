"""A year of permits through the actions, until the quota is used up: refusals, lapses, renewals, replacements.

It takes an hour or two; PERMITS=500 tells of the first 500 places alone.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from casework.labour.models import Permit
from casework.quotas.models import Allocation
from tests.bench.databases import copied
from tests.bench.labour import LABOUR, PLACES, begun, desks
from tests.bench.measures import Bound, Measure, Trial
from tests.labour.year import faults, told

TITLE = "a year of permits through the actions: the position equals the ledger, nothing is beyond a limit"
MEASURE = Measure("P9a", TITLE, "pieces")
AT_ONCE = 500
MOST_TURNS = 120


@contextmanager
def prepare() -> Iterator[Trial]:
    wanted = int(os.environ.get("PERMITS", PLACES))
    with copied(LABOUR):
        started = perf_counter()
        _tell(wanted)
        seconds = (perf_counter() - started) / Permit.objects.count()
        yield Trial(bounds=[
            *(Bound(name, count, 0) for name, count in faults().items()),
            Bound(f"places of {wanted} that nobody used", max(wanted - _used(), 0), 0),
            Bound("seconds for a permit with all its steps", round(seconds, 3), 2),
        ])  # fmt: skip


def _tell(wanted: int) -> None:
    """By portions, each with employers and workers of its own, until so many places are used."""
    everywhere = desks()
    for turn in range(MOST_TURNS):
        if _used() >= wanted:
            return
        told(everywhere, wanted=AT_ONCE, year=begun().year, seed=f"portion {turn}", turn=turn)


def _used() -> int:
    return sum(Allocation.objects.filter(plan__programme="labour").values_list("used", flat=True))
