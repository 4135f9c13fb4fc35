"""The nightly recount: counters against 1,000,000 lines of the ledger, and those against half a million files."""

from collections.abc import Iterator
from contextlib import contextmanager

from casework.cases.queries import recount
from casework.quotas.queries import differences
from tests.bench.databases import kept
from tests.bench.measures import Better, Contest, Measure, Trial
from tests.bench.p2a import group_by
from tests.bench.timing import milliseconds
from tests.bench.volume import LEDGER

TITLE = "recount, against GROUP BY over 1,000,000 lines of the ledger"
MEASURE = Measure("P2b", TITLE, "milliseconds", Better.LESS)
OF_LEDGER, WHOLE = 1.3, 5.0


@contextmanager
def prepare() -> Iterator[Trial]:
    with kept(LEDGER):
        yield Trial([
            Contest("counters and ledger", milliseconds(differences), group_by(), OF_LEDGER),
            Contest("counters, ledger and files", milliseconds(recount.differences), group_by(), WHOLE),
        ])  # fmt: skip
