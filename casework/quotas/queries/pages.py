"""What the pages of quotas show, ready to be laid out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet, Sum

from casework.quotas.models import Allocation, Entry, Order, Plan, Programme
from casework.quotas.queries.positions import Cell, dated, established, position_of
from casework.reference.models import Region


@dataclass(frozen=True)
class Figures:
    """Places of several cells together; no limit where one of them has none."""

    limit: int | None
    held: int
    used: int
    set: int | None = None

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


def matrix(
    plan: Plan, *, as_of: date | None = None, known_at: datetime | None = None, with_set: bool = False
) -> Matrix:
    """A plan as a table: now, as it stood at the end of a day, or as that was known at a moment.

    `with_set`: what the plan was established with as well.
    """
    position = position_of(plan, as_of=as_of, known_at=known_at)
    if with_set:
        given = established(plan, as_of=as_of, known_at=known_at)
        position = [replace(cell, set=given.get(cell.allocation, 0)) for cell in position]
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
    given = None if any(cell.set is None for cell in listed) else sum(cell.set or 0 for cell in listed)
    return Figures(limit, sum(cell.held for cell in listed), sum(cell.used for cell in listed), given)


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


def to_establish(year: int) -> list[tuple[Programme, int]]:
    """Programmes with the years, of this and the next, that no order has established or is about to."""
    begun = (
        Order.objects.standing().filter(plan__year__in=(year, year + 1)).values_list("plan__programme", "plan__year")
    )
    taken = set(begun.distinct())
    return [
        (programme, wanted)
        for wanted in (year, year + 1)
        for programme in Programme.objects.order_by("code")
        if (programme.pk, wanted) not in taken
    ]


def ledger(allocation: Allocation, *, as_of: date | None = None, known_at: datetime | None = None) -> QuerySet[Entry]:
    """The lines of an allocation, the newest first; of a day as `matrix`."""
    lines = allocation.entries.filter(dated(as_of, known_at))
    return lines.select_related("made_by", "order__plan").order_by("-pk")
