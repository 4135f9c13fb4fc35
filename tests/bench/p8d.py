"""20,000 spoiled machine readable zones: none raises anything but the declared exception, none takes long."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from time import perf_counter

from casework.common.workdays import local_date
from casework.people.rules import UnreadableMrz, read_mrz
from tests.bench.measures import Bound, Measure, Trial
from tests.bench.office import noon
from tests.people.zones import spoiled

MEASURE = Measure("P8d", "spoiled machine readable zones", "milliseconds")
ZONES, MOST_MILLISECONDS = 20_000, 100


@contextmanager
def prepare() -> Iterator[Trial]:
    dice, today = Random(9303), local_date(noon())
    slowest, undeclared = 0.0, 0
    for _ in range(ZONES):
        text, began = spoiled(dice), perf_counter()
        try:
            read_mrz(text, today=today)
        except UnreadableMrz:
            pass
        except Exception:
            undeclared += 1
        slowest = max(slowest, (perf_counter() - began) * 1000)
    yield Trial(bounds=[
        Bound(f"of {ZONES} zones, exceptions nobody declared", undeclared, 0),
        Bound("the slowest zone, milliseconds", round(slowest, 1), MOST_MILLISECONDS),
    ])  # fmt: skip
