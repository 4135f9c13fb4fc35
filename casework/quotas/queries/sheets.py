"""What the first order of a year asks for: each cell, beside the year before."""

from dataclasses import dataclass
from functools import cached_property

from casework.quotas.models import Plan, Programme
from casework.quotas.models.plans import category_words
from casework.quotas.queries.ceilings import Margin, margins
from casework.quotas.states import REGION
from casework.reference.models import Region

Key = tuple[str, str]


@dataclass(frozen=True)
class Sheet:
    """The cells of a year by region code and category, with the limits of the year before where it had them."""

    programme: Programme
    year: int
    regions: dict[str, Region]
    categories: list[str]
    before: dict[Key, int]
    margins: list[Margin]
    plan_before: Plan | None

    @property
    def rows(self) -> list[str]:
        """Codes of regions; one empty code where places are not split by regions."""
        return list(self.regions) or [""]

    @property
    def cells(self) -> list[Key]:
        return [(region, category) for region in self.rows for category in self.categories]

    @cached_property
    def total_before(self) -> int:
        return sum(self.before.values())

    def label(self, cell: Key) -> str:
        """A cell in words, as its allocation will be called."""
        region, category = cell
        parts = [str(self.regions[region])] if region else []
        return ", ".join(parts + ([category_words(category)] if category else []))


def sheet(programme: Programme, year: int) -> Sheet:
    """What to fill in: split as the last plan before was, with the regions of the year itself."""
    last = programme.plans.filter(year__lt=year, allocations__isnull=False).order_by("-year").first()
    before = _limits(last) if last else {}
    by_region = not before or any(region for region, category in before)
    found = Region.objects.in_year(year) if by_region else Region.objects.none()
    regions = {region.code: region for region in found}
    kept = [one for one in margins(last) if one.dimension != REGION or _is_in(year, one.key)] if last else []
    categories = sorted({category for region, category in before if region or category}) or [""]
    return Sheet(programme, year, regions, categories, before, kept, last)


def _limits(plan: Plan) -> dict[Key, int]:
    cells = plan.allocations.values_list("region", "category", "limit")
    return {(region or "", category): limit or 0 for region, category, limit in cells}


def _is_in(year: int, code: str) -> bool:
    return Region.objects.in_year(year).filter(pk=code).exists()
