"""Margins over allocations: what they allow, and what is taken of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, F, Func, Q, Sum

from casework.quotas.models import Ceiling, Plan
from casework.quotas.queries.positions import lines_of
from casework.reference.models import Region

Key = tuple[str, str]


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


def margins(plan: Plan, *, as_of: date | None = None, known_at: datetime | None = None) -> list[Margin]:
    """The ceilings of a plan by dimension, then by name: now, at the end of a day, or as that was known at a moment.

    Of a past day those are told that an order in force by then had published, and those that something was taken of.
    """
    rows = _now(plan) if as_of is None and known_at is None else _dated(plan, as_of, known_at)
    regions = Region.objects.in_bulk([key for (dimension, key), *_ in rows if dimension == "region"])
    found = [Margin(*margin, str(regions.get(margin[1], margin[1])), *places) for margin, *places in rows]
    return sorted(found, key=lambda margin: (margin.dimension, margin.name))


def _now(plan: Plan) -> list[tuple[Key, int, int]]:
    rows = plan.ceilings.values_list("dimension", "key", "limit", "taken")
    return [((dimension, key), limit, taken) for dimension, key, limit, taken in rows]


def _dated(plan: Plan, as_of: date | None, known_at: datetime | None) -> list[tuple[Key, int, int]]:
    """One that is published no more is as wide as what is taken of it."""
    taken, published = _taken(plan, as_of, known_at), _published(plan, as_of, known_at)
    keys = plan.ceilings.values_list("pk", "dimension", "key")
    rows = [((over, key), published.get((over, key)), taken.get(pk, 0)) for pk, over, key in keys]
    return [(margin, max(limit or 0, used), used) for margin, limit, used in rows if used or limit is not None]


def _taken(plan: Plan, as_of: date | None, known_at: datetime | None) -> dict[int, int]:
    charged = lines_of(plan, as_of, known_at).exclude(ceilings=[])
    ceiling = Func(F("ceilings"), function="unnest", output_field=BigIntegerField())
    sums = charged.annotate(ceiling=ceiling).values_list("ceiling").annotate(taken=Sum(F("d_held") + F("d_used")))
    return dict(sums)


def _published(plan: Plan, as_of: date | None, known_at: datetime | None) -> dict[Key, int]:
    """What orders had made of the ceilings; none of those that were published once and are no more."""
    orders = plan.orders.filter(posted_at__isnull=False, figures__has_key="cells")
    orders = orders.filter(in_force_from__lte=as_of) if as_of else orders
    orders = orders.filter(posted_at__lte=known_at) if known_at else orders
    limits: dict[Key, int] = {}
    for figures in orders.order_by("in_force_from", "posted_at").values_list("figures", flat=True):
        named = {(dimension, key): places for dimension, key, places in figures.get("ceilings", ())}
        limits = dict.fromkeys(limits, 0) | named
    return limits
