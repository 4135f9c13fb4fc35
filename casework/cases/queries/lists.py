"""Waiting lists: who waits for the places of an allocation, in which order, and why somebody is not offered any."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from casework.cases import rules
from casework.cases.models import Case, Wait
from casework.cases.procedures import registered
from casework.cases.queries.reasons import Names, words_of
from casework.cases.states import State, WaitState
from casework.quotas import queries as ledger
from casework.quotas.models import Allocation, Plan, WaitingRule
from casework.quotas.queries.lists import waiting_rule
from casework.quotas.rules.waiting import Room, Rule, Verdict, Waiter, in_order, judge
from casework.quotas.stages import Queued, QueueOfAllocation
from casework.quotas.states import ListOrder, PlanState


@dataclass(frozen=True)
class WaitingList:
    """The list of an allocation as its rule reads it now; `verdicts` in its order, one for each file that waits."""

    allocation: Allocation
    rule: WaitingRule
    verdicts: Sequence[Verdict]

    @property
    def to_offer(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.is_offered]

    def of(self, file: str) -> Verdict | None:
        return next((verdict for verdict in self.verdicts if verdict.waiter.file == file), None)


def waiting_list(allocation: Allocation, on: date) -> WaitingList | None:
    """None where the programme keeps no list on that day."""
    rule = waiting_rule(allocation.plan.programme_id, on)
    if rule is None:
        return None
    by = Rule(rule.order, rule.line, rule.seed)
    waiters = _waiters(Wait.objects.waiting().filter(allocation=allocation), allocation)
    return WaitingList(allocation, rule, judge(in_order(waiters, by), _room(allocation), by))


def _room(allocation: Allocation) -> Room:
    free = Allocation.objects.get(pk=allocation.pk).free
    return Room(free, {ceiling.pk: ceiling.free for ceiling in allocation.plan.ceilings.all()})


def _waiters(waits: QuerySet[Wait], allocation: Allocation) -> Iterable[Waiter]:
    """Each with the places that its counted members need today."""
    has_ceilings = allocation.plan.ceilings.exists()
    for wait in waits.annotate(counted=Count("case__members", Q(case__members__is_counted=True))).select_related(
        "case"
    ):
        places = rules.places(allocation.plan.unit, wait.counted)
        if places:
            over = _ceilings(wait.case, allocation) if has_ceilings else ()
            yield Waiter(wait.case.number, places, wait.ranked_on, wait.points, over)


def _ceilings(case: Case, allocation: Allocation) -> tuple[int, ...]:
    margins = registered()[case.procedure].margins
    return tuple(ledger.ceilings_over(allocation.plan, margins(case))) if margins else ()


def lists_to_serve(on: date) -> list[Allocation]:
    """Allocations of open plans whose list has somebody to be offered places now, or who waits for a year gone by."""
    asked = Wait.objects.waiting().values("allocation").distinct()
    cells = Allocation.objects.filter(pk__in=asked, plan__year__lte=on.year).select_related("plan__programme", "region")
    return [cell for cell in cells.order_by("pk") if cell.plan.year < on.year or _serves_somebody(cell, on)]


def _serves_somebody(allocation: Allocation, on: date) -> bool:
    found = waiting_list(allocation, on) if allocation.plan.state == PlanState.OPEN else None
    return found is not None and bool(found.to_offer)


def offers_over(on: date) -> QuerySet[Wait]:
    """Offers whose last day is past."""
    return Wait.objects.offered().filter(answer_by__lt=on).select_related("case").order_by("answer_by", "pk")


def wait_of(case: Case) -> Wait | None:
    """The place of a file on a list, or its offer; None where it has neither."""
    open_ones = Wait.objects.open().filter(case=case)
    return open_ones.select_related("allocation__plan__programme", "allocation__region", "hold").first()


def keeps_list(case: Case) -> bool:
    """Whether files like this one wait on lists at all, in the state it is in."""
    return case.state == State.LODGED and registered()[case.procedure].waits


@dataclass(frozen=True)
class Standing:
    """Where a file stands: its open place on a list (None: it is on none), which place of how many, and why.

    `has_to_wait`: whether it cannot be accepted as things stand.
    """

    wait: Wait | None = None
    position: int = 0
    length: int = 0
    words: str = ""
    rule: str = ""
    has_to_wait: bool = False


def standing(case: Case, on: date) -> Standing | None:
    """None for a file that waits on no list and could not."""
    if not keeps_list(case):
        return None
    wait = wait_of(case)
    if wait is None or wait.state == WaitState.OFFERED:
        return Standing(wait)
    found = waiting_list(wait.allocation, on)
    verdict = found.of(case.number) if found else None
    if found is None or verdict is None:
        return Standing(wait)
    words = words_of(verdict, found.verdicts, found.rule.order, names_of(wait.allocation))
    has_to_wait = not verdict.is_offered or verdict.position > 1
    return Standing(wait, verdict.position, len(found.verdicts), words, _rule(found.rule), has_to_wait)


def asks_points(case: Case, on: date) -> bool:
    """Whether the programme of a file puts its list in the order of points."""
    programme = registered()[case.procedure].programme
    rule = waiting_rule(programme(case), on) if programme else None
    return rule is not None and rule.order == ListOrder.POINTS


def demands(plan: Plan) -> dict[int, int]:
    """Places that files wait for, by allocation of a plan; those offered are held already and not among them."""
    counted = Count("case__members", Q(case__members__is_counted=True))
    waits = Wait.objects.waiting().filter(allocation__plan=plan).annotate(counted=counted)
    sums: dict[int, int] = {}
    for allocation, members in waits.values_list("allocation", "counted"):
        sums[allocation] = sums.get(allocation, 0) + rules.places(plan.unit, members)
    return sums


def queue(allocation: Allocation, day: date) -> QueueOfAllocation:
    """The list as the page of the allocation shows it."""
    found = waiting_list(allocation, day)
    if found is None:
        return QueueOfAllocation()
    offers = Wait.objects.offered().filter(allocation=allocation).select_related("case", "hold").order_by("answer_by")
    names = names_of(allocation)
    waiting = [_queued(verdict, found, names) for verdict in found.verdicts]
    return QueueOfAllocation(list(map(_offered, offers)), waiting, _rule(found.rule), found.rule.act)


def names_of(allocation: Allocation) -> Names:
    return Names(allocation.label, {ceiling.pk: ceiling.label for ceiling in allocation.plan.ceilings.all()})


def _queued(verdict: Verdict, found: WaitingList, names: Names) -> Queued:
    one = verdict.waiter
    words = words_of(verdict, found.verdicts, found.rule.order, names)
    return Queued(one.file, one.places, one.ranked_on, one.points, words, verdict.position)


def _offered(wait: Wait) -> Queued:
    places = wait.hold.places if wait.hold else 0
    return Queued(wait.case.number, places, wait.ranked_on, wait.points, "", answer_by=wait.answer_by)


def _rule(rule: WaitingRule) -> str:
    return f"{rule.get_order_display()}; {rule.get_line_display()}"
