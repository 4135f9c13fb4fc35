"""What orders make of limits, before they do and afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Max, Min, Q, QuerySet, Sum, Window

from casework.quotas import rules
from casework.quotas.models import Allocation, Entry, Order
from casework.quotas.queries.files import open_lines
from casework.quotas.rules import Move
from casework.quotas.states import Kind


@dataclass(frozen=True)
class Change:
    """The limit of an allocation before and after an order, in places, with what it holds and has used now."""

    allocation: Allocation
    old: int
    new: int

    @property
    def difference(self) -> int:
        return self.new - self.old

    @property
    def is_too_low(self) -> bool:
        """Whether less would be left than is held and used."""
        return self.new < self.allocation.held + self.allocation.used


@dataclass(frozen=True)
class Sums:
    """What an order changes, line by line of the plan, and all of it together; `total` is the whole plan's limit."""

    changes: list[Change]
    added: int
    withdrawn: int
    moved: int
    total: int

    @property
    def new_total(self) -> int:
        return self.total + self.added - self.withdrawn


def orders_of(
    allocation: Allocation, *, as_of: date | None = None, known_at: datetime | None = None
) -> QuerySet[Order]:
    """Orders that move places to or from an allocation, the newest first; of a day those in force by then."""
    lines = Q(lines__source=allocation) | Q(lines__target=allocation)
    found = Order.objects.standing().filter(lines).distinct()
    found = found.filter(posted_at__isnull=False, in_force_from__lte=as_of) if as_of else found
    found = found.filter(posted_at__lte=known_at) if known_at else found
    return found.select_related("plan").order_by("-in_force_from", "-pk")


def changes(order: Order) -> list[Change]:
    """What an order made of each limit it touches; of an order that waits, what it would make of them now."""
    if not order.posted_at:
        return changes_by(order.moves)
    net = dict(rules.net(order.moves))
    cells = Allocation.objects.filter(pk__in=_touched(order.moves)).select_related("region")
    after = _limits_after(order, cells)
    return _sorted(_change(cell, net.get(cell.pk, 0), after.get(cell.pk)) for cell in cells)


def changes_by(moves: Sequence[Move]) -> list[Change]:
    """What lines would make of the limits now."""
    net = dict(rules.net(moves))
    cells = Allocation.objects.filter(pk__in=_touched(moves)).select_related("region")
    return _sorted(_change(cell, net.get(cell.pk, 0), None) for cell in cells)


def sums(plan_id: int, moves: Sequence[Move]) -> Sums:
    """The changes with their sums, which must balance."""
    total = Allocation.objects.filter(plan=plan_id).aggregate(limit=Sum("limit"))["limit"] or 0
    return Sums(changes_by(moves), *rules.balance(moves), total)


def holds_touched(moves: Sequence[Move]) -> QuerySet[Entry]:
    """Open holds on the allocations that lose places, the oldest first."""
    losers = [pk for pk, places in rules.net(moves) if places < 0]
    found = open_lines().filter(allocation__in=losers).select_related("allocation__region", "allocation__plan")
    return found.order_by("happened_on", "pk")


@dataclass(frozen=True)
class Brought:
    """Places of an allocation that were used before the opening, and between which days."""

    allocation: Allocation
    places: int
    since: date
    until: date


def brought(order: Order) -> list[Brought]:
    """What an order that opens books brought over, by allocation."""
    lines = Entry.objects.filter(order=order, kind=Kind.OPENING).order_by().values_list("allocation")
    sums = lines.annotate(Sum("places"), Min("happened_on"), Max("happened_on"))
    cells = Allocation.objects.filter(plan=order.plan_id).select_related("region").in_bulk()
    found = [Brought(cells[pk], *figures) for pk, *figures in sums]
    return sorted(found, key=lambda one: one.allocation.label)


def _touched(moves: Sequence[Move]) -> set[int]:
    return {end for move in moves for end in (move.source, move.target) if end is not None}


def _sorted(found: Iterable[Change]) -> list[Change]:
    return sorted(found, key=lambda change: (change.allocation.is_reserve, change.allocation.label))


def _change(cell: Allocation, difference: int, after: int | None) -> Change:
    before = (cell.limit or 0) if after is None else after - difference
    return Change(cell, before, before + difference)


def _limits_after(order: Order, cells: QuerySet[Allocation]) -> dict[int, int]:
    """The limits as the order left them, in the sequence of the ledger."""
    running = Window(Sum("d_limit"), partition_by=F("allocation"), order_by="pk")
    lines = Entry.objects.filter(allocation__in=cells, kind__in=(Kind.ALLOT, Kind.CUT)).annotate(limit=running)
    return {line.allocation_id: line.limit for line in lines if line.order_id == order.pk}
