"""R16: waiting lists under sixteen writers: nobody is offered twice, and no place lies idle while somebody fits it.

Officers put families on lists, take what is offered, decline, withdraw, and try to overtake; orders add places; offers
run out; two of the writers are the sweeps. After each round the sweeps run once more, and the books are read.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from unittest.mock import patch

from django.db import OperationalError, connections
from django.db.models import Count, Q
from django.utils import timezone
from psycopg.errors import DeadlockDetected

from casework.cases.actions import lists, steps
from casework.cases.models import Case, Wait
from casework.cases.queries.recount import differences
from casework.cases.states import OPEN, State
from casework.cases.sweeps import EXPIRE_OFFERS, OFFER_PLACES
from casework.common import sweeps
from casework.common.errors import RuleBroken
from casework.quotas.actions import post_order
from casework.quotas.models import Allocation, Entry, Order, WaitingRule
from casework.quotas.states import CLOSING, OFFERED, ListLine
from tests.cases.lists import asks
from tests.chaos.ground import Ground
from tests.chaos.verdicts import Figure, Verdict, at_least, exactly, told
from tests.factories.quotas import AllocationFactory, OrderFactory, PlanFactory, SignatoryFactory, allot, region
from tests.world import Staff, current, staff_of

TITLE = "waiting lists under 16 writers: offers, expiries, refusals"
WRITERS, SWEEPERS = 16, 2
ORDERS = 6  # of a round
LONG, SHORT = (8, 200, 15), (3, 40, 6)  # rounds, families, acts of each writer in a round
REGIONS = ("KZ-55", "KZ-11", "KZ-35")
_fork = multiprocessing.get_context("fork")


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    rounds, families, acts = SHORT if is_quick else LONG
    dice = Random(1616)
    cells, teams = _lay(families, rounds * ORDERS, dice)
    idle_before = idle_after = 0
    with (
        patch.object(lists, "missing_papers", lambda case: []),
        patch.object(steps, "_check_complete", lambda case: None),
    ):
        for turn in range(rounds):
            WaitingRule.objects.update(line=ListLine.HOLD if turn % 2 else ListLine.SKIP)
            _round(turn, acts, cells, teams)
            for cell in cells:
                allot(Allocation.objects.get(pk=cell.pk), 2)
            idle_before += sum(map(_is_idle, cells))
            _sweep()
            idle_after += sum(map(_is_idle, cells))
        overtook = _overtakes_unguarded(cells[0], teams[0])
    return Verdict("R16", TITLE, list(_figures(idle_before, idle_after, overtook)))


def _lay(families: int, orders: int, dice: Random) -> tuple[list[Allocation], list[Staff]]:
    plan = PlanFactory(year=timezone.localdate().year)
    cells = [AllocationFactory(plan=plan, region=region(code), places=12) for code in REGIONS]
    teams = [staff_of(code) for code in REGIONS]
    for _ in range(families):
        asks(dice.choice(teams), dice.randint(1, 7), papers=False)
    signed = {"plan": plan, "drafted_by": SignatoryFactory(), "countersigned_by": SignatoryFactory()}
    for _ in range(orders):  # written here: factories of forked processes would give two things one name
        OrderFactory(**signed, kind="change", moves=[(None, dice.choice(cells), dice.randint(1, 4))])
    return cells, teams


def _round(turn: int, acts: int, cells: list[Allocation], teams: list[Staff]) -> None:
    connections.close_all()  # a connection survives no fork
    writers = [
        _fork.Process(target=_write, args=(number, turn, acts, cells, teams), daemon=True) for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0, "a writer failed; its words stand above"


def _write(number: int, turn: int, acts: int, cells: list[Allocation], teams: list[Staff]) -> None:
    dice = Random(f"{turn}/{number}")
    for _ in range(acts):
        if number < SWEEPERS:
            _sweep()
        else:
            _tried(lambda: _act(dice, cells, teams))


def _tried(act: Callable[[], object]) -> None:
    """Refusals are answers; a deadlock is tried again by whoever sent it, here by the next act."""
    try:
        act()
    except RuleBroken:
        pass
    except OperationalError as error:
        if not isinstance(error.__cause__, DeadlockDetected):
            raise
        time.sleep(0.05)


def _act(dice: Random, cells: list[Allocation], teams: list[Staff]) -> None:
    team = dice.choice(teams)
    files = list(Case.objects.filter(office=team.office, state__in=OPEN).order_by("pk"))
    if not files or dice.random() < 0.05:
        _post_one(dice)
        return
    case, at = dice.choice(files), timezone.now()
    facts = {"version": current(case), "by": team.registrar, "at": at}
    acts: dict[str, Callable[[], object]] = {
        "list": lambda: lists.put_on_list(case, **facts),
        "leave": lambda: lists.leave_list(case, **facts),
        "accept": lambda: steps.take_step(case, "accept", **facts),
        "withdraw": lambda: steps.take_step(case, "withdraw", **facts),
        "expire": lambda: _expire_one(dice),
    }
    acts[dice.choices(list(acts), (10, 3, 6, 1, 2))[0]]()


def _post_one(dice: Random) -> None:
    orders = list(Order.objects.filter(posted_at=None))
    if orders:
        post_order(dice.choice(orders), at=timezone.now())


def _expire_one(dice: Random) -> None:
    offers = list(Wait.objects.offered().select_related("case"))
    if offers:
        lists.expire_offer(dice.choice(offers), at=timezone.now() + timedelta(days=20))


def _sweep() -> None:
    for sweep in (EXPIRE_OFFERS, OFFER_PLACES):
        sweeps.run(sweep)


def _is_idle(cell: Allocation) -> bool:
    """Whether somebody waits who fits what is free and may have it, reckoned beside the rule's own code."""
    free = Allocation.objects.get(pk=cell.pk).free or 0
    counted = Count("case__members", Q(case__members__is_counted=True))
    waits = Wait.objects.waiting().filter(allocation=cell).annotate(places=counted)
    needed = list(waits.order_by("ranked_on", "case__number").values_list("places", flat=True))
    is_held = WaitingRule.objects.filter(line=ListLine.HOLD).exists()
    return any(places <= free for places in (needed[:1] if is_held else needed))


def _overtakes_unguarded(cell: Allocation, team: Staff) -> int:
    """Control: without the guard of turns, whether a new file takes places before those who wait."""
    large, small = asks(team, 7, papers=False), asks(team, 1, papers=False)
    allot(Allocation.objects.get(pk=cell.pk), 1)
    facts = {"by": team.registrar, "at": timezone.now()}
    Wait.objects.create(
        case=large, allocation=cell, ranked_on=large.received_on, listed_by=team.registrar, listed_at=facts["at"]
    )
    with patch.object(lists, "_check_turn", lambda case: None):
        _tried(lambda: steps.take_step(small, "accept", version=current(small), **facts))
    return int(Case.objects.get(pk=small.pk).state == State.UNDER_REVIEW)


def _figures(idle_before: int, idle_after: int, overtook: int) -> Iterator[Figure]:
    offers = Entry.objects.filter(key__contains=OFFERED)
    by_wait = offers.values("key").annotate(number=Count("pk")).filter(number__gt=1).count()
    holds = Entry.objects.filter(kind="hold").exclude(closed_by__kind__in=CLOSING)
    twice = holds.values("file").annotate(number=Count("pk")).filter(number__gt=1).count()
    ends = dict(Wait.objects.values_list("state").annotate(Count("pk")))
    yield told("offers made", offers.count())
    for state in ("accepted", "declined", "expired", "left", "waiting", "offered"):
        yield told(f"places on lists: {state}", ends.get(state, 0))
    yield exactly("offered twice", by_wait + twice, 0)
    yield exactly("lists with idle places after a sweep", idle_after, 0)
    yield exactly("differences between counters, ledger and files", len(differences()), 0)
    yield at_least("control before the sweep: lists with idle places", idle_before, 1)
    yield at_least("control without the guard of turns: overtook", overtook, 1)
