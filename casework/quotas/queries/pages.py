"""What the pages of quotas show, ready to be laid out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum, Window

from casework.quotas.models import Allocation, Entry, Order, Plan
from casework.quotas.queries.files import open_lines
from casework.quotas.queries.positions import Cell, position_of
from casework.quotas.states import Kind
from casework.reference.models import Region


@dataclass(frozen=True)
class Figures:
    """Places of several cells together; no limit where one of them has none."""

    limit: int | None
    held: int
    used: int

    @property
    def free(self) -> int | None:
        return None if self.limit is None else self.limit - self.held - self.used


@dataclass(frozen=True)
class Row:
    """A region of the matrix (None: the country), a cell for each category, and all of them together."""

    region: Region | None
    cells: list[Cell | None]
    total: Figures


@dataclass(frozen=True)
class Matrix:
    """Regions down, categories across. Without categories there is one column, of the category ""."""

    categories: list[str]
    rows: list[Row]
    columns: list[Figures]
    distributed: Figures
    reserve: Cell | None
    national: Figures

    @property
    def has_totals(self) -> bool:
        """Whether a row has more than one cell to add up."""
        return len(self.categories) > 1


def matrix(plan: Plan, *, as_of: date | None = None) -> Matrix:
    """A plan as a table, now or as it stood at the end of a day."""
    position = position_of(plan, as_of=as_of)
    cells = [cell for cell in position if not cell.is_reserve]
    categories = sorted({cell.category for cell in cells})
    return Matrix(
        categories=categories,
        rows=_rows(cells, categories),
        columns=[together(cell for cell in cells if cell.category == category) for category in categories],
        distributed=together(cells),
        reserve=next((cell for cell in position if cell.is_reserve), None),
        national=together(position),
    )


def together(cells: Iterable[Cell]) -> Figures:
    """The figures of cells of one plan, added up."""
    listed = list(cells)
    limits = [cell.limit for cell in listed]
    limit = None if None in limits else sum(limit for limit in limits if limit is not None)
    return Figures(limit, sum(cell.held for cell in listed), sum(cell.used for cell in listed))


def _rows(cells: list[Cell], categories: list[str]) -> list[Row]:
    regions = Region.objects.in_bulk({cell.region for cell in cells if cell.region})
    rows = []
    for code in dict.fromkeys(cell.region for cell in cells):
        of_region = {cell.category: cell for cell in cells if cell.region == code}
        line = [of_region.get(category) for category in categories]
        rows.append(Row(regions.get(code), line, together(of_region.values())))
    return sorted(rows, key=lambda row: str(row.region or ""))


def plans() -> QuerySet[Plan]:
    """Every plan, the newest year first, with its limit, held and used places added up."""
    sums = {f"{counter}_sum": Sum(f"allocations__{counter}") for counter in ("limit", "held", "used")}
    return Plan.objects.select_related("programme").annotate(**sums).order_by("-year", "programme")


def ledger(allocation: Allocation) -> QuerySet[Entry]:
    """The lines of an allocation, the newest first."""
    return allocation.entries.select_related("made_by", "order__plan").order_by("-pk")


def open_holds_on(allocation: Allocation) -> QuerySet[Entry]:
    """Holds on an allocation that nothing has ended, the oldest first."""
    return open_lines().filter(allocation=allocation).order_by("happened_on", "pk")


def orders_of(allocation: Allocation) -> QuerySet[Order]:
    """Orders that move places to or from an allocation, the newest first."""
    lines = Q(lines__source=allocation) | Q(lines__target=allocation)
    return Order.objects.filter(lines).distinct().select_related("plan").order_by("-in_force_from", "-pk")


@dataclass(frozen=True)
class Change:
    """The limit of an allocation before and after an order, in places."""

    allocation: Allocation
    old: int
    new: int

    @property
    def difference(self) -> int:
        return self.new - self.old


def changes(order: Order) -> list[Change]:
    """What an order made of each limit it touches; of an order that waits, what it would make of them now."""
    moved = {move.source: 0 for move in order.moves} | {move.target: 0 for move in order.moves}
    for move in order.moves:
        moved[move.source] -= move.places
        moved[move.target] += move.places
    cells = Allocation.objects.filter(pk__in=[pk for pk in moved if pk]).select_related("region")
    posted = _limits_after(order, cells) if order.posted_at else {}
    made = [_change(cell, moved[cell.pk], posted.get(cell.pk)) for cell in cells]
    return sorted(made, key=lambda change: (change.allocation.is_reserve, change.allocation.label))


def _change(cell: Allocation, difference: int, after: int | None) -> Change:
    before = (cell.limit or 0) if after is None else after - difference
    return Change(cell, before, before + difference)


def _limits_after(order: Order, cells: QuerySet[Allocation]) -> dict[int, int]:
    """The limits as the order left them, in the sequence of the ledger."""
    running = Window(Sum("d_limit"), partition_by=F("allocation"), order_by="pk")
    lines = Entry.objects.filter(allocation__in=cells, kind__in=(Kind.ALLOT, Kind.CUT)).annotate(limit=running)
    return {line.allocation_id: line.limit for line in lines if line.order_id == order.pk}
