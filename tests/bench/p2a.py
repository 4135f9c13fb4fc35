"""Where every allocation of the year stands, by the query of its matrix, against summing up the ledger by hand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from casework.quotas.models import Allocation
from casework.quotas.queries.positions import position_now
from tests.bench.databases import kept
from tests.bench.measures import Better, Contest, Measure, Trial
from tests.bench.office import noon
from tests.bench.timing import milliseconds
from tests.bench.volume import LEDGER

TITLE = "position of all allocations, against GROUP BY over 1,000,000 lines of the ledger"
MEASURE = Measure("P2a", TITLE, "milliseconds", Better.LESS)
GOAL = 1 / 50

SUMS = """
SELECT allocation_id, sum(d_limit), sum(d_held), sum(d_used) FROM quotas_entry GROUP BY allocation_id
"""


@contextmanager
def prepare() -> Iterator[Trial]:
    with kept(LEDGER):
        year = noon().year
        cells = Allocation.objects.filter(plan__year=year)
        ours = milliseconds(lambda: position_now(cells.all(), year))
        yield Trial([Contest(f"{cells.count()} allocations", ours, group_by(), GOAL)])


def group_by() -> Callable[[], float]:
    """The yardstick of the whole family P2: one statement, written by hand."""

    def summed() -> None:
        with connection.cursor() as cursor:
            cursor.execute(SUMS)
            cursor.fetchall()

    return milliseconds(summed)
