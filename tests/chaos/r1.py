"""R1, R3, R4: decisions by many processes while they, their connections and the database itself are killed."""

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import count, cycle
from typing import NamedTuple

from django.db import connection, connections
from django.db.models import F, Sum
from django.utils import timezone

from casework.accounts.models import Officer
from casework.quotas import actions as quotas
from casework.quotas.models import Allocation, Entry
from casework.quotas.queries import differences
from casework.quotas.queries.files import open_lines
from casework.reference.models import Region
from tests.bench.writers import Task, crowd
from tests.chaos.deciders import GRANTED, REFUSED, REPEATED, Decider, Reply, Work, deadlocks
from tests.chaos.ground import Ground
from tests.chaos.verdicts import Figure, Verdict, at_least, at_most, exactly, told
from tests.factories.quotas import AllocationFactory, CeilingFactory, PlanFactory, SignatoryFactory

TITLE = "decisions while processes, connections and the database are killed: none over the limit, none lost"
GUARD = "allocation_not_overdrawn"
TERMINATE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
    ORDER BY random() LIMIT 2
"""


class Size(NamedTuple):
    """A fault every `every` seconds: a process, two connections, and each `crash`th time the database.

    `repeats`: of submissions, at the least.
    """

    deciders: int
    turns: int
    cells: int
    places: int
    every: float
    crash: int
    repeats: int


LONG = Size(deciders=16, turns=6_250, cells=20, places=4_000, every=0.7, crash=35, repeats=10_000)
SHORT = Size(deciders=16, turns=625, cells=8, places=900, every=0.8, crash=15, repeats=1_000)
KILLS, CRASHES = 200, 10  # of the long run
DEADLOCKS_PER_MILLE = 1


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    size, by = SHORT if is_quick else LONG, SignatoryFactory()
    cells = list(_cells(size))
    work = Work(cells, _ceilings(cells), by, size.turns, ground.logs)
    deciders = [Decider(number, work) for number in range(size.deciders)]
    struck = _strike(ground, deciders, size)
    replies = [reply for decider in deciders for reply in decider.replies()]
    most = size.deciders * size.turns * DEADLOCKS_PER_MILLE / 1000
    figures = [*_figures(replies, size), at_most("deadlocks, tried again", deadlocks(work), most)]
    figures += _struck(struck, is_quick=is_quick)
    if not is_quick:
        figures.append(_without_the_guard(cells, by))
    return Verdict("R1", TITLE, figures)


def _cells(size: Size) -> Iterator[Allocation]:
    plan = PlanFactory(year=timezone.now().year)
    for region in Region.objects.filter(until=None).order_by("pk")[: size.cells]:
        yield AllocationFactory(plan=plan, region=region, places=size.places)


def _ceilings(cells: Sequence[Allocation]) -> list[int]:
    """A margin over everything: every decision waits for all others."""
    wide = sum(cell.limit or 0 for cell in cells)
    return [CeilingFactory(plan=cells[0].plan, limit=wide).pk]


def _struck(struck: dict[str, int], *, is_quick: bool) -> list[Figure]:
    """How often each fault struck; the long run promises so many of two of them."""
    promised = {} if is_quick else {"processes killed": KILLS, "database crashed": CRASHES}
    return [
        at_least(f"faults: {name}", times, promised[name]) if name in promised else told(f"faults: {name}", times)
        for name, times in struck.items()
    ]


def _strike(ground: Ground, deciders: Sequence[Decider], size: Size) -> dict[str, int]:
    """Until everybody is done; gives how often each fault struck."""
    faults: dict[str, Callable[[], object]] = {
        "processes killed": lambda: next(victims).kill(),
        "connections terminated": _terminate,
        "database crashed": ground.postgres.crash,
    }
    struck, victims = dict.fromkeys(faults, 0), _alive(deciders)
    for turn in count(1):
        time.sleep(size.every)
        if all(decider.is_done for decider in deciders):
            return struck
        name = "database crashed" if turn % size.crash == 0 else list(faults)[turn % 2]
        faults[name]()
        struck[name] += 1
    raise AssertionError


def _alive(deciders: Sequence[Decider]) -> Iterator[Decider]:
    for decider in cycle(deciders):
        if not decider.is_done or all(one.is_done for one in deciders):
            yield decider


def _terminate() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TERMINATE)
    connections.close_all()


def _figures(replies: Sequence[Reply], size: Size) -> Iterator[Figure]:
    written = set(Entry.objects.exclude(file="").values_list("key", "kind", "allocation", "places"))
    keys = {key for key, *_ in written}
    granted = {reply[2:] for reply in replies if reply.outcome == GRANTED}
    refused = {reply.key for reply in replies if reply.outcome == REFUSED}
    answered = [reply for reply in replies if reply.outcome != REPEATED]
    lines = Entry.objects.exclude(file="").count()
    yield exactly("decisions answered", len(answered), size.deciders * size.turns)
    repeated = len(replies) - len(answered)
    yield at_least("submissions repeated", repeated, size.repeats)
    yield exactly("second lines of a decision", lines - len(keys), 0)
    yield told("of them granted", len(granted))
    yield told("of them refused, no place being left", len(refused))
    yield exactly("places granted beyond a limit", _overgranted(), 0)
    yield exactly("acknowledged and not in the ledger", len(granted - written), 0)
    yield exactly("refused and in the ledger all the same", len(refused & keys), 0)
    yield exactly("in the ledger and never answered", len(written - granted), 0)
    yield exactly("counters that differ from the ledger", len(differences()), 0)
    yield exactly("allocations whose open holds differ", _holds_that_differ(), 0)


def _overgranted() -> int:
    sums = Entry.objects.order_by().values("allocation")
    over = sums.annotate(over=Sum("d_held") + Sum("d_used") - Sum("d_limit")).filter(over__gt=0)
    return sum(over.values_list("over", flat=True))


def _holds_that_differ() -> int:
    held = dict(open_lines().order_by().values_list("allocation").annotate(Sum("places")))
    return sum(held.get(pk, 0) != counter for pk, counter in Allocation.objects.values_list("pk", "held"))


def _without_the_guard(cells: Sequence[Allocation], by: Officer) -> Figure:
    """The control: the same lines where the CHECK is gone."""
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE quotas_allocation DROP CONSTRAINT {GUARD}")
    places = sum(cell.limit or 0 for cell in cells) - Allocation.objects.aggregate(n=Sum(F("held") + F("used")))["n"]
    with crowd(lambda number: _greedy(number, cells, by)) as writers:
        writers.rate(60, at_most=50)
    return at_least(f"control, without the CHECK and {places} places left: beyond", _overgranted(), 1)


def _greedy(number: int, cells: Sequence[Allocation], by: Officer) -> Task:
    turns = count()

    def hold() -> None:
        turn = next(turns)
        key = f"control-{number}-{turn}"
        quotas.hold(cells[turn % len(cells)], places=100, file=key, key=key, by=by, at=timezone.now())

    return hold
