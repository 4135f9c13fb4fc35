"""R14: a file of crossings brought in by processes that are killed at random points; all of it is in, once."""

import csv
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, connections
from django.utils import timezone

from casework.arrivals.actions import importing
from casework.arrivals.crossingfile import NAMES, examine, portions
from casework.arrivals.generated import Crowd
from casework.arrivals.models import Batch, Checkpoint, Crossing, RejectedRow
from casework.arrivals.queries.counting import recount
from casework.arrivals.queries.months import months_kept
from casework.arrivals.states import BatchState
from casework.reference.models import Region
from tests.chaos.deciders import _fork
from tests.chaos.ground import Ground
from tests.chaos.verdicts import Figure, Verdict, at_least, exactly, told

TITLE = "a file of crossings, its process killed at random points: every row once, tallies equal a recount"
BAD, AGAIN = 97, 89  # every so manieth row is spoilt, or stands there a second time
PATIENCE = 60.0  # seconds for a process to come to the point of its death
YEARS = {"guarded": 2009, "control": 2010}


class Size(NamedTuple):
    rows: int
    kills: int
    portion: int


LONG, SHORT = Size(60_000, 20, 2_000), Size(4_000, 3, 300)


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    size = SHORT if is_quick else LONG
    dice = random.Random(time.time_ns())  # noqa: S311 points nobody can foresee
    path = ground.logs / "crossings.csv"
    lines = _written(path, size, YEARS["guarded"])
    kills = _brought_in(path, size, dice, importing.settle)
    figures = [told("processes killed", kills), *_figures(path, lines)]
    figures.append(at_least("control, progress noted before its rows: rows lost", _control(ground, size, dice), 1))
    return Verdict("R14", TITLE, figures)


def _written(path: Path, size: Size, year: int) -> list[list[str]]:
    """A generated file in which some rows are spoilt and some stand twice; gives its rows."""
    codes = [list(model.objects.values_list("pk", flat=True)) for model in (Checkpoint, Region)]
    rows = [list(line) for line in Crowd(size.rows, year, 12, *codes).lines()]
    for number, row in enumerate(rows):
        if number % BAD == 5:
            row[NAMES.index("sex")] = "?"
    doubled = [each for number, row in enumerate(rows) for each in ([row, row] if number % AGAIN == 7 else [row])]
    with path.open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([NAMES, *doubled])
    return doubled


def _brought_in(path: Path, size: Size, dice: random.Random, settle: Callable[..., None]) -> int:
    """Start process after process until one comes to the end; gives how many were killed."""
    kills = 0
    for point in sorted(dice.sample(range(1, size.rows), size.kills)):
        kills += _dies_at(point, path, size, dice, settle)
        if Batch.objects.filter(name=path.name, state=BatchState.SEALED).exists():
            return kills  # one more run would be another reading of the same file
    with _process(path, size, settle) as last:
        last.join()
    return kills


def _dies_at(point: int, path: Path, size: Size, dice: random.Random, settle: Callable[..., None]) -> bool:
    """Whether it was killed; not where it came to the end before."""
    with _process(path, size, settle) as process:
        ends = time.monotonic() + PATIENCE
        while process.is_alive() and _settled(path) < point and time.monotonic() < ends:
            time.sleep(0.002)
        time.sleep(dice.random() * 0.05)
        if not process.is_alive():
            return False
        os.kill(process.pid, signal.SIGKILL)
        process.join()
    return True


@contextmanager
def _process(path: Path, size: Size, settle: Callable[..., None]) -> Iterator[Any]:
    connections.close_all()  # a connection survives no fork
    process = _fork.Process(target=_import, args=(path, size, settle), daemon=True)
    process.start()
    yield process


def _import(path: Path, size: Size, settle: Callable[..., None]) -> None:
    importing.ROWS, portions.CHUNK, importing.settle = size.portion, 100 * size.portion, settle
    _wait_for_the_dead(path)
    importing.bring_in(examine(path), name=path.name, by=None, clock=timezone.now)


def _wait_for_the_dead(path: Path) -> None:
    """The server lets go of a dead client's file as soon as it notices."""
    sha256 = examine(path).sha256
    for _turn in range(200):
        with connection.cursor() as cursor:
            cursor.execute(importing.MINE, [sha256])
            if cursor.fetchone()[0]:
                cursor.execute(importing.NO_LONGER_MINE, [sha256])
                return
        time.sleep(0.05)


def _settled(path: Path) -> int:
    rows = Batch.objects.filter(name=path.name).order_by("-pk").values_list("lines_done", flat=True)
    return rows.first() or 0


def _figures(path: Path, lines: list[list[str]]) -> Iterator[Figure]:
    sex = NAMES.index("sex")
    good = {_key(line) for line in lines if line[sex] != "?"}
    bad = {number for number, line in enumerate(lines, 2) if line[sex] == "?"}
    batch = Batch.objects.get(name=path.name)
    entered = list(Crossing.objects.values_list("direction", "document_number", "checkpoint_id"))
    yield exactly("files that were finished", batch.state == BatchState.SEALED, True)
    yield exactly("rows read", batch.read, len(lines))
    yield exactly("rows taken in", len(entered), len(good))
    yield exactly("rows taken in that are not in the file", len(set(entered) - good), 0)
    yield exactly("rows that the file tells of as taken in", batch.entered, len(good))
    yield exactly("rows on record already", batch.already, len(lines) - len(good) - len(bad))
    yield exactly("rows rejected", set(RejectedRow.objects.values_list("line", flat=True)) == bad, True)
    yield exactly("tallies that differ from a recount", sum(recount(month).differing for month in months_kept()), 0)


def _key(line: list[str]) -> tuple[str, str, str]:
    cells = dict(zip(NAMES, line, strict=True))
    return cells["direction"], cells["document_number"], cells["checkpoint"]


def _control(ground: Ground, size: Size, dice: random.Random) -> int:
    """Rows that are missing where a process notes how far it is before it has done it."""
    path = ground.logs / "control.csv"
    lines = _written(path, size, YEARS["control"])
    _brought_in(path, size, dice, _careless(importing.settle))
    wanted = {_key(line) for line in lines if line[NAMES.index("sex")] != "?"}
    found = Crossing.objects.filter(crossed_on__year=YEARS["control"])
    return len(wanted) - found.count()


def _careless(settle: Callable[..., None]) -> Callable[..., None]:
    def careless(batch: Batch, portion: portions.Portion, *rest: Any, **options: Any) -> None:
        Batch.objects.filter(pk=batch.pk).update(lines_done=portion.until)
        time.sleep(0.06)
        settle(batch, portion, *rest, **options)

    return careless
