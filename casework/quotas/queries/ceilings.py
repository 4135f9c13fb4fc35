"""Margins over allocations: what they allow, and what is taken of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from casework.quotas.models import Ceiling, Plan
from casework.reference.models import Region


@dataclass(frozen=True)
class Margin:
    """A ceiling of a plan with its places; `name`: of its region, where it is one's."""

    dimension: str
    key: str
    name: str
    limit: int
    taken: int

    @property
    def free(self) -> int:
        return self.limit - self.taken


def ceilings_over(plan: Plan, margins: Mapping[str, str]) -> list[int]:
    """Ids of the ceilings that a hold with these keys by dimension is charged to, in the order they are locked."""
    keys = Q(pk=None)
    for dimension, key in margins.items():
        keys |= Q(dimension=dimension, key=key)
    return list(Ceiling.objects.filter(keys, plan=plan).order_by("pk").values_list("pk", flat=True))


def margins(plan: Plan) -> list[Margin]:
    """The ceilings of a plan by dimension, then by name."""
    rows = list(plan.ceilings.values_list("dimension", "key", "limit", "taken"))
    regions = Region.objects.in_bulk([key for dimension, key, *_ in rows if dimension == "region"])
    found = [Margin(dimension, key, str(regions.get(key, key)), *places) for dimension, key, *places in rows]
    return sorted(found, key=lambda margin: (margin.dimension, margin.name))
