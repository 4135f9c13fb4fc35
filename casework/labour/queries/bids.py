"""The proposed plan of a year: its bids by region and category beside what the year before gave and used."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from casework.labour.models import QuotaBid
from casework.labour.queries.places import LABOUR
from casework.quotas.models import Allocation


@dataclass(frozen=True)
class Proposed:
    """A cell of the proposed plan, in places. `limit`, `used`: of the year before; None where it had no such cell.

    `waiting`: bids that were not reviewed yet; their places are in `asked` alone.
    """

    region: str
    category: str
    asked: int
    granted: int
    waiting: int
    limit: int | None = None
    used: int | None = None


def proposed(year: int) -> list[Proposed]:
    """Every cell that was bid for, by region, then category."""
    before = _before(year - 1)
    sums = QuotaBid.objects.filter(year=year).order_by("region", "category").values_list("region", "category")
    rows = sums.annotate(
        asked=Sum("places"), left=Coalesce(Sum("granted"), 0), waiting=Count("pk", filter=Q(granted=None))
    )
    return [Proposed(*row, *before.get((row[0], row[1]), (None, None))) for row in rows]


def _before(year: int) -> dict[tuple[str, str], tuple[int | None, int]]:
    cells = Allocation.objects.filter(plan__programme=LABOUR, plan__year=year)
    return {(region or "", category): (limit, used) for region, category, limit, used in cells.values_list(
        "region_id", "category", "limit", "used"
    )}  # fmt: skip
