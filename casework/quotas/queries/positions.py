"""Where a plan stands: now, on a day, or as it was known at a moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Case, Q, QuerySet, Sum, When
from django.utils.translation import gettext as _

from casework.common.errors import RuleBroken
from casework.quotas.models import Allocation, Entry, Plan
from casework.quotas.states import OrderKind

Counts = tuple[int, int, int]
COLUMNS = ("pk", "region_id", "category", "limit", "held", "used", "foretold")
# The day of the last forecast; where there is none yet, that of a straight line.
FORETOLD = Case(
    When(projection__forecast__isnull=False, then="projection__forecast__runs_out_on"),
    default="projection__exhausted_on",
)


@dataclass(frozen=True)
class Cell:
    """The places of one allocation. Region: its ISO code; the undistributed reserve has neither region nor category.

    `set`: by the order that established the plan, where that was asked for; all later orders are in `limit`.
    `limit` and `free` are None where places are counted without limit. `runs_out_on`: the day foretold for it, where it
    comes within the year of the plan; of a past position nothing is foretold.
    """

    allocation: int
    region: str
    category: str
    limit: int | None
    held: int
    used: int
    runs_out_on: date | None = None
    set: int | None = None

    @property
    def free(self) -> int | None:
        return None if self.limit is None else self.limit - self.held - self.used

    @property
    def is_reserve(self) -> bool:
        return not self.region and not self.category


def position(programme: str, year: int, *, as_of: date | None = None, known_at: datetime | None = None) -> list[Cell]:
    """Every cell of a plan by region, then category, the reserve last; RuleBroken where there is no such plan.

    `as_of`: what had happened by the end of that day. `known_at`: only what was recorded by that moment. Without either
    the counters are read; with one the lines of the ledger are summed.
    """
    plan = Plan.objects.filter(programme=programme, year=year).first()
    if plan is None:
        raise RuleBroken(
            _("There is no plan of the programme “%(programme)s” for %(year)d.")
            % {"programme": programme, "year": year}
        )
    return position_of(plan, as_of=as_of, known_at=known_at)


def position_of(plan: Plan, *, as_of: date | None = None, known_at: datetime | None = None) -> list[Cell]:
    """As `position`, for a plan already found."""
    if as_of is None and known_at is None:
        return position_now(plan.allocations.all(), plan.year)
    sums = _by_cell(lines_of(plan, as_of, known_at))
    return _in_order(_dated(cell, sums) for cell in _cells(plan.allocations.all()))


def cell_of(allocation: Allocation, *, as_of: date | None = None, known_at: datetime | None = None) -> Cell:
    """Where one allocation stands, as `position` tells it of a plan."""
    here = Allocation.objects.filter(pk=allocation.pk)
    if as_of is None and known_at is None:
        return position_now(here, allocation.plan.year)[0]
    lines = Entry.objects.filter(dated(as_of, known_at), allocation=allocation)
    return _dated(next(_cells(here)), _by_cell(lines))


def established(plan: Plan, *, as_of: date | None = None, known_at: datetime | None = None) -> dict[int, int]:
    """Places that the order which established a plan gave to each allocation."""
    lines = lines_of(plan, as_of, known_at).filter(order__kind=OrderKind.ESTABLISH)
    return dict(lines.values_list("allocation").annotate(Sum("d_limit")))


def position_now(allocations: QuerySet[Allocation], year: int) -> list[Cell]:
    """Where these allocations of plans of one year stand, by their counters."""
    return _in_order(_foretold(cell, year) for cell in _cells(allocations))


def _cells(allocations: QuerySet[Allocation]) -> Iterator[Cell]:
    rows = allocations.annotate(foretold=FORETOLD).order_by().values_list(*COLUMNS)
    return (Cell(pk, region or "", *others) for pk, region, *others in rows)


def _in_order(cells: Iterable[Cell]) -> list[Cell]:
    return sorted(cells, key=lambda cell: (cell.is_reserve, cell.region, cell.category))


def _dated(cell: Cell, sums: dict[int, Counts]) -> Cell:
    limit, held, used = sums.get(cell.allocation, (0, 0, 0))
    return Cell(cell.allocation, cell.region, cell.category, None if cell.limit is None else limit, held, used)


def _foretold(cell: Cell, year: int) -> Cell:
    is_this_year = cell.runs_out_on is None or cell.runs_out_on.year <= year
    return cell if is_this_year else replace(cell, runs_out_on=None)


def _by_cell(lines: QuerySet[Entry]) -> dict[int, Counts]:
    sums = Sum("d_limit"), Sum("d_held"), Sum("d_used")
    totals = lines.order_by().values_list("allocation").annotate(*sums)
    return {allocation: (limit, held, used) for allocation, limit, held, used in totals}


def lines_of(plan: Plan, as_of: date | None, known_at: datetime | None) -> QuerySet[Entry]:
    """Lines of a plan that had happened by the end of a day and were recorded by a moment."""
    return Entry.objects.filter(dated(as_of, known_at), allocation__plan=plan).order_by()


def dated(as_of: date | None, known_at: datetime | None) -> Q:
    """Which lines of the ledger count of a day, as known at a moment."""
    happened = Q() if as_of is None else Q(happened_on__lte=as_of)
    return happened if known_at is None else happened & Q(recorded_at__lte=known_at)
