"""The import of a file of crossings, validated and tallied, against COPY of ready rows into the same table."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from itertools import islice
from pathlib import Path
from time import perf_counter

from django.db import connection
from django.utils import timezone

from casework.arrivals.actions.importing import bring_in
from casework.arrivals.actions.months import make_months
from casework.arrivals.actions.statements import ENTERED
from casework.arrivals.crossingfile import examine
from casework.arrivals.generated import Crowd, table
from casework.arrivals.models import Checkpoint
from casework.arrivals.queries.months import months_kept, table_of
from casework.reference.models import Region
from tests.bench.border import NO_BORDER, SEED, YEAR
from tests.bench.border import ROWS as OF_YEAR
from tests.bench.databases import copied
from tests.bench.measures import Contest, Measure, Trial

TITLE = "a file of crossings brought in, validated and tallied, against COPY of ready rows into the same table"
MEASURE = Measure("P3", TITLE, "rows a second", rounds=3)
GOAL, ROWS = 0.6, 200_000

OUT = f"COPY (SELECT {ENTERED} FROM arrivals_crossing ORDER BY id) TO STDOUT"  # noqa: S608
IN = f"COPY arrivals_crossing ({ENTERED}) FROM STDIN"


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(NO_BORDER), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crossings.csv"
        _written(path)
        _empty()
        bring_in(examine(path), name="crossings.csv", by=None, clock=timezone.now)
        ready = _ready()
        yield Trial([Contest(f"{ROWS:,} rows, a week of a year of nine million", _ours(path), _yardstick(ready), GOAL)])


def _written(path: Path) -> None:
    """The first days of a year as dense as that of which the goal speaks: what is tallied a day has its rows."""
    posts, regions = (list(model.objects.order_by("pk").values_list("pk", flat=True)) for model in (Checkpoint, Region))
    with path.open("w", encoding="utf-8") as file:
        file.writelines(islice(table(Crowd(OF_YEAR, YEAR, SEED, posts, regions)), ROWS + 1))


def _ready() -> bytes:
    found = BytesIO()
    with connection.cursor() as cursor, cursor.copy(OUT) as copy:
        for piece in copy:
            found.write(piece)
    return found.getvalue()


def _empty() -> None:
    """Months without a crossing, as a file of a new year finds them."""
    with connection.cursor() as cursor:
        for month in sorted(months_kept()):
            cursor.execute(f"DROP TABLE {table_of(month)}")
        cursor.execute("TRUNCATE arrivals_tally")
    make_months(date(YEAR, number, 1) for number in range(1, 13))


def _timed(work: Callable[[], object]) -> Callable[[], float]:
    def rate() -> float:
        _empty()
        began = perf_counter()
        work()
        return ROWS / (perf_counter() - began)

    return rate


def _ours(path: Path) -> Callable[[], float]:
    return _timed(lambda: bring_in(examine(path), name="crossings.csv", by=None, clock=timezone.now))


def _yardstick(ready: bytes) -> Callable[[], float]:
    def copied_in() -> None:
        with connection.cursor() as cursor, cursor.copy(IN) as copy:
            copy.write(ready)

    return _timed(copied_in)
