"""R4: ledger lines by several processes while the worker is killed; projections and counters agree afterwards."""

import time
from collections.abc import Iterator
from datetime import datetime
from itertools import count
from threading import Thread
from typing import NamedTuple

from django.utils import timezone

from casework.accounts.models import Officer
from casework.quotas import actions as quotas
from casework.quotas.models import Allocation, Entry, Projection
from casework.quotas.queries import differences
from casework.reference.models import Region
from config.embedded.processes import wait_until
from tests.bench.writers import Task, crowd
from tests.chaos import books
from tests.chaos.ground import Ground
from tests.chaos.room import Kept, Room, room
from tests.chaos.scratch import wrong
from tests.chaos.verdicts import Verdict, at_most, exactly, told
from tests.factories.quotas import AllocationFactory, PlanFactory, SignatoryFactory

TITLE = "ledger lines by four processes, the worker killed twice: projections as computed from scratch"
WRITERS, CALM = 4, 60.0


class Size(NamedTuple):
    lines: int
    moving: int
    resting: int
    pause: float


LONG = Size(lines=500, moving=12, resting=4, pause=0.1)
SHORT = Size(lines=200, moving=4, resting=2, pause=0.04)


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    size, by = SHORT if is_quick else LONG, SignatoryFactory()
    cells = list(_cells(size))
    with room(ground, "worker", "beat", is_quick=is_quick) as engine:
        _first_lines(cells, by)
        books.seconds_until(lambda: Projection.objects.count() == len(cells), at_most=CALM)
        resting = dict(_computed(cells[size.moving :]))
        _write_and_kill(engine, cells[: size.moving], by, size)
        calm = books.seconds_until(lambda: not wrong(cells), at_most=CALM)
    return Verdict("R4", TITLE, [
        told("lines", Entry.objects.filter(file__startswith="R4-").count()),
        exactly("projections other than from scratch", len(wrong(cells)), 0),
        at_most("seconds of calm until they were right", calm, CALM),
        exactly("allocations without new lines computed again", _again(resting), 0),
        exactly("counters that differ from the ledger", len(differences()), 0),
    ])  # fmt: skip


def _cells(size: Size) -> Iterator[Allocation]:
    plan = PlanFactory(year=timezone.now().year)
    regions = Region.objects.filter(until=None).order_by("pk")
    for region in regions[: size.moving + size.resting]:
        yield AllocationFactory(plan=plan, region=region, places=2_000)


def _first_lines(cells: list[Allocation], by: Officer) -> None:
    for cell in cells:
        _line(cell, f"R4-first-{cell.pk}", by)


def _line(cell: Allocation, file: str, by: Officer) -> None:
    """Two lines: places are held and used."""
    at = timezone.now()
    held = quotas.hold(cell, places=2, file=file, key=f"{file}/hold", by=by, at=at)
    quotas.use(held, places=1, key=f"{file}/use", by=by, at=at)


def _write_and_kill(engine: Room, cells: list[Allocation], by: Officer, size: Size) -> None:
    each = size.lines // 2 // WRITERS
    with crowd(lambda number: _writer(number, cells, by, size.pause), WRITERS) as writers:
        killing = Thread(target=_kill_twice, args=(engine.kept["worker"], each * size.pause / 3))
        killing.start()
        writers.rate(600, at_most=each)
        killing.join()


def _kill_twice(worker: Kept, pause: float) -> None:
    for kill in (worker.kill, worker.kill_children):
        time.sleep(pause)
        kill()
        wait_until(lambda: worker.main is not None, seconds=10)


def _writer(number: int, cells: list[Allocation], by: Officer, pause: float) -> Task:
    turns = count()

    def write() -> None:
        turn = next(turns)
        _line(cells[(number + turn) % len(cells)], f"R4-{number}-{turn}", by)
        time.sleep(pause)

    return write


def _computed(cells: list[Allocation]) -> Iterator[tuple[int, datetime]]:
    yield from Projection.objects.filter(pk__in=[cell.pk for cell in cells]).values_list("pk", "computed_at")


def _again(resting: dict[int, datetime]) -> int:
    now = Projection.objects.filter(pk__in=resting).values_list("pk", "computed_at")
    return sum(resting[pk] != computed_at for pk, computed_at in now)
