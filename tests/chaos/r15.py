"""R15: five hundred hostile files of crossings, one row of 50 MB among them."""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from django.db import DatabaseError
from django.utils import timezone

from casework.arrivals.actions import statements
from casework.arrivals.actions.importing import bring_in
from casework.arrivals.crossingfile import examine
from casework.arrivals.models import Batch, Crossing, RejectedRow
from casework.arrivals.queries.counting import recount
from casework.arrivals.queries.months import months_kept
from tests.arrivals.hostile import BIG, KINDS, Hostile, files
from tests.chaos.ground import Ground
from tests.chaos.verdicts import Figure, Verdict, at_least, exactly, told

TITLE = "hostile files of crossings: no crash, and every row read is in, on record already or rejected"
LONG, SHORT = 499, 48


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    batches = [_brought_in(ground.logs, each) for each in _files(SHORT if is_quick else LONG)]
    figures = list(_figures(batches))
    figures.append(at_least("control, rows entered without being judged: files that crash", _control(ground), 1))
    return Verdict("R15", TITLE, figures)


def _control(ground: Ground) -> int:
    """Files, one of each kind, that cannot be brought in where nothing is judged before it is cast and entered."""
    careless = statements.ROWS.replace(statements.GOOD, "WHERE s.fault = ''")
    with patch.object(statements, "ROWS", careless):
        return sum(_crashes(ground.logs, each) for each in files(len(KINDS), seed=2))


def _crashes(folder: Path, hostile: Hostile) -> bool:
    try:
        _brought_in(folder, hostile)
    except DatabaseError:
        return True
    return False


def _files(count: int) -> Iterator[Hostile]:
    yield from files(count)
    yield Hostile("row-of-50-MB.csv", b"direction,crossed_at\n" + b"a" * (50 * BIG) + b"\n")


def _brought_in(folder: Path, hostile: Hostile) -> Batch:
    path = folder / hostile.name
    path.write_bytes(hostile.content)
    try:
        return bring_in(examine(path), name=hostile.name, by=None, clock=timezone.now)
    finally:
        path.unlink()


def _figures(batches: list[Batch]) -> Iterator[Figure]:
    yield told("files", len(batches))
    yield told("of them refused whole, with a sentence", sum(batch.state == "refused" for batch in batches))
    yield exactly("files left unfinished", sum(batch.sealed_at is None for batch in batches), 0)
    rows = [(batch.read, batch.entered + batch.already + batch.rejected) for batch in batches]
    yield exactly("rows read that are neither in, nor already there, nor rejected", sum(a - b for a, b in rows), 0)
    yield exactly("rows in", Crossing.objects.count(), sum(batch.entered for batch in batches))
    yield exactly("rows rejected and kept", RejectedRow.objects.count(), sum(batch.rejected for batch in batches))
    yield exactly("tallies that differ from a recount", sum(recount(month).differing for month in months_kept()), 0)
