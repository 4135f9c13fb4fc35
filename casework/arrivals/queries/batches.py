"""Files of crossings, and the rows of them that were not taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from casework.arrivals.crossingfile import NAMES, REMARKS, sentence
from casework.arrivals.models import Batch, RejectedRow
from casework.arrivals.states import OPEN_BATCHES

SHOWN = 100


@dataclass(frozen=True)
class Rejected:
    """A rejected row as officers read it. `where`: columns and what is wrong in each."""

    line: int
    where: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]
    raw: str


def files_to_bring_in(at_most: int) -> list[int]:
    """Kept files that are not settled to their end, the oldest first."""
    rows = Batch.objects.filter(state__in=OPEN_BATCHES).exclude(kept="").order_by("pk")
    return list(rows.values_list("pk", flat=True)[:at_most])


def files_to_forget(before: datetime, at_most: int) -> list[int]:
    """Finished files that are still kept though they were settled before a moment."""
    rows = Batch.objects.exclude(state__in=OPEN_BATCHES).exclude(kept="").filter(sealed_at__lt=before).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:at_most])


def rejected_rows(batch: Batch, most: int = SHOWN) -> list[Rejected]:
    """The first rejected rows of a file."""
    return [_readable(row) for row in batch.rejected_rows.order_by("line")[:most]]


def _readable(row: RejectedRow) -> Rejected:
    cells = tuple((name, cell) for name, cell in zip(NAMES, row.cells, strict=False) if cell)
    return Rejected(row.line, tuple(map(sentence, row.faults)), cells, row.raw)


def rejected_table(batch: Batch) -> Iterator[list[str]]:
    """All rejected rows as a file: mended, it is sent back as it is; the first three columns are passed over then."""
    yield [*REMARKS, *NAMES]
    for row in batch.rejected_rows.order_by("line").iterator(chunk_size=2000):
        told = " ".join(map(sentence, row.faults))
        yield [str(row.line), told, row.raw, *(row.cells or [""] * len(NAMES))]
