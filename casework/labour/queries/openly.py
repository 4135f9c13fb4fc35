"""Places left by region and category, for everybody: of one moment, kept for some minutes, nothing personal."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from casework.common.workdays import local_date
from casework.labour.queries.places import LABOUR
from casework.quotas.models import Allocation, Plan
from casework.quotas.queries import margins
from casework.quotas.states import REGION

SECONDS = 300
KEY = "labour.places_left"


@dataclass(frozen=True)
class Left:
    """A cell of the plan or a ceiling over a region, whose category is empty. `free`: None without a limit.

    `region` is empty where the plan is split by category alone.
    """

    region: str
    category: str
    limit: int | None
    free: int | None


@dataclass(frozen=True)
class Places:
    """What was left at a moment."""

    year: int
    at: datetime
    cells: list[Left]


def places_left(at: datetime) -> Places:
    """What is left now, or was at most five minutes ago; `at` of the answer says when."""
    kept: Places | None = cache.get(KEY)
    if kept is None or kept.year != local_date(at).year:
        kept = Places(local_date(at).year, at, _cells(local_date(at).year))
        cache.set(KEY, kept, SECONDS)
    return kept


def _cells(year: int) -> list[Left]:
    found = Allocation.objects.filter(plan__programme=LABOUR, plan__year=year).select_related("region")
    cells = [cell for cell in found if not cell.is_reserve]
    rows = [Left(str(cell.region or ""), cell.category, cell.limit, cell.free) for cell in cells]
    return sorted([*rows, *_regions(year)], key=lambda row: (row.region, row.category))


def _regions(year: int) -> list[Left]:
    """What the ceilings over regions leave, of all categories together."""
    plans = Plan.objects.filter(programme=LABOUR, year=year)
    found = [margin for plan in plans for margin in margins(plan) if margin.dimension == REGION]
    return [Left(margin.name, "", margin.limit, margin.free) for margin in found]
