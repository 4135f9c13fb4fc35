"""Plans three ways: as set, as redistributed, as used. Frozen facts for whoever reports on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from casework.quotas.models import Allocation, Entry, Order, Plan
from casework.quotas.queries.positions import Cell
from casework.quotas.states import OrderKind


@dataclass(frozen=True)
class Standing:
    """A cell of a plan on a day: `set` by the order that established the plan; all later orders are in its limit.

    `set` is None where places are counted without limit.
    """

    set: int | None
    cell: Cell


@dataclass(frozen=True)
class PlanStanding:
    """A plan on a day: its cells by region, then category, the reserve last."""

    programme: str
    year: int
    unit: str
    cells: tuple[Standing, ...]


@dataclass(frozen=True)
class PlanName:
    """Which plans there are."""

    programme: str
    name: str
    year: int


Sums = dict[int, tuple[int, int, int, int]]
Place = tuple[int, str, str]


def standings(year: int, programme: str = "", *, as_of: date, known_at: datetime) -> list[PlanStanding]:
    """The plans of a year, or that of one programme, as they stood at the end of a day and were known at a moment.

    A cell is on record from the day on which an order published it or a line was written on it; a plan without such
    cells is left out. So the answer is the same whenever it is asked.
    """
    plans = Plan.objects.filter(year=year)
    plans = plans.filter(programme=programme) if programme else plans
    lines = Entry.objects.filter(allocation__plan__in=plans, happened_on__lte=as_of, recorded_at__lte=known_at)
    cells: dict[int, list[Standing]] = {}
    for plan, standing in _cells(plans, _sums(lines), _published(plans, lines)):
        cells.setdefault(plan, []).append(standing)
    found = plans.filter(pk__in=cells).order_by("programme").values_list("pk", "programme", "year", "unit")
    return [
        PlanStanding(programme, year, unit, tuple(sorted(cells[pk], key=_order))) for pk, programme, year, unit in found
    ]


def plan_names() -> list[PlanName]:
    """Every plan, the newest year first."""
    plans = Plan.objects.order_by("-year", "programme").values_list("programme", "programme__name", "year")
    return [PlanName(*plan) for plan in plans]


def _order(standing: Standing) -> tuple[bool, str, str]:
    return standing.cell.is_reserve, standing.cell.region, standing.cell.category


def _sums(lines: QuerySet[Entry]) -> Sums:
    """By allocation: what was set, the limit, held and used."""
    established = Sum("d_limit", filter=Q(order__kind=OrderKind.ESTABLISH), default=0)
    by_cell = lines.order_by().values_list("allocation")
    totals = by_cell.annotate(Sum("d_limit"), Sum("d_held"), Sum("d_used"), established=established)
    return {allocation: (set_, limit, held, used) for allocation, limit, held, used, set_ in totals}


def _published(plans: QuerySet[Plan], lines: QuerySet[Entry]) -> set[Place]:
    """Every cell that an order in the ledger names, those without places too."""
    orders = Order.objects.filter(Exists(lines.filter(order=OuterRef("pk"))), plan__in=plans)
    figures = orders.values_list("plan", "figures")
    return {(plan, region, category) for plan, found in figures for region, category, _ in found.get("cells", ())}


def _cells(plans: QuerySet[Plan], sums: Sums, published: set[Place]) -> Iterator[tuple[int, Standing]]:
    cells = Allocation.objects.filter(plan__in=plans).values_list("plan", "pk", "region_id", "category", "limit")
    for plan, pk, region, category, limit in cells:
        if pk in sums or (plan, region or "", category) in published:
            established, moved, held, used = sums.get(pk, (0, 0, 0, 0))
            bounds = (None, None) if limit is None else (established, moved)
            yield plan, Standing(bounds[0], Cell(pk, region or "", category, bounds[1], held, used))
