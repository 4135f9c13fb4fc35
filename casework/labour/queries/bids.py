"""The proposed plan of a year: its bids by region and category beside what the year before gave and used."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from casework.cases.models import Case
from casework.labour.models import QuotaBid
from casework.labour.queries.places import LABOUR
from casework.quotas.models import Allocation, Entry


@dataclass(frozen=True)
class Proposed:
    """A cell of the proposed plan, in places. `limit`: of the year before; None where it had no such cell.

    `used`: places that files of this region and category used in the year before, of whatever cell.
    `waiting`: bids that were not reviewed yet; their places are in `asked` alone.
    """

    region: str
    category: str
    asked: int
    granted: int
    waiting: int
    limit: int | None = None
    used: int = 0


Cell = tuple[str, str]
"""Region and category."""


def proposed(year: int) -> list[Proposed]:
    """Every cell that was bid for, by region, then category."""
    limits, used = limits_by_cell(year - 1), used_by_cell(year - 1)
    sums = QuotaBid.objects.filter(year=year).order_by("region", "category").values_list("region", "category")
    rows = sums.annotate(
        asked=Sum("places"), left=Coalesce(Sum("granted"), 0), waiting=Count("pk", filter=Q(granted=None))
    )
    return [
        Proposed(
            region, category, asked, left, waiting, limits.get((region, category)), used.get((region, category), 0)
        )
        for region, category, asked, left, waiting in rows
    ]


def limits_by_cell(year: int) -> dict[Cell, int | None]:
    """The limit of each cell of a year; the region is empty where it is of the whole country."""
    cells = Allocation.objects.filter(plan__programme=LABOUR, plan__year=year)
    return {(region or "", category): limit for region, category, limit in cells.values_list(
        "region_id", "category", "limit"
    )}  # fmt: skip


def used_by_cell(year: int) -> dict[Cell, int]:
    """Places that files used in a year, those given back taken off, by the region of the work and the category."""
    lines = Entry.objects.filter(allocation__plan__programme=LABOUR, allocation__plan__year=year).exclude(d_used=0)
    region = Subquery(Case.objects.filter(number=OuterRef("file")).values("settlement_region")[:1])
    cells = lines.annotate(region=region).exclude(region=None).order_by().values_list("region", "allocation__category")
    return {(region, category): used for region, category, used in cells.annotate(Sum("d_used"))}
