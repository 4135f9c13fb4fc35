"""How many crossed, read from the tallies alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Sum

from casework.arrivals.models import Tally, TallyRecount
from casework.arrivals.states import Direction, Grain, Side


@dataclass(frozen=True)
class Count:
    """Crossings in and out, and of these who came or left for good."""

    into: int = 0
    out: int = 0
    into_for_good: int = 0
    out_for_good: int = 0

    @property
    def net(self) -> int:
        """Net migration: who came for good less who left for good."""
        return self.into_for_good - self.out_for_good


Rows = Iterable[tuple[Any, ...]]


def by_key(side: Side, since: date, until: date) -> dict[str, Count]:
    """Each code of a side in a period of whole months, the most crossings first; `until` is the first day after it."""
    rows = _of(side, Grain.MONTH, since, until).values_list("key", "direction")
    counts = _counts(rows.annotate(Sum("crossings"), Sum("for_good")).order_by())
    return dict(sorted(counts.items(), key=lambda one: (-one[1].into - one[1].out, one[0])))


def by_month(since: date, until: date) -> dict[date, Count]:
    """Each month of a period."""
    return _over_time(Grain.MONTH, since, until)


def by_day(since: date, until: date) -> dict[date, Count]:
    """Each day of a period that had a crossing."""
    return _over_time(Grain.DAY, since, until)


def together(counts: Iterable[Count]) -> Count:
    found = list(counts)
    return Count(
        sum(one.into for one in found), sum(one.out for one in found), sum(one.into_for_good for one in found),
        sum(one.out_for_good for one in found),
    )  # fmt: skip


def balance(months: Mapping[date, Count]) -> dict[date, int]:
    """Net migration from the first of these months up to each of them."""
    total, found = 0, {}
    for month in sorted(months):
        total += months[month].net
        found[month] = total
    return found


def months_told() -> tuple[date, date] | None:
    """The first and the last month of which there is a tally."""
    rows = Tally.objects.filter(side=Side.ALL, grain=Grain.MONTH).order_by("since").values_list("since", flat=True)
    first, last = rows.first(), rows.last()
    return (first, last) if first and last else None


def _over_time(grain: Grain, since: date, until: date) -> dict[date, Count]:
    rows = _of(Side.ALL, grain, since, until).values_list("since", "direction", "crossings", "for_good")
    return dict(sorted(_counts(rows).items()))


def _of(side: Side, grain: Grain, since: date, until: date) -> QuerySet[Tally]:
    return Tally.objects.filter(side=side, grain=grain, since__gte=since, since__lt=until)


def _counts(rows: Rows) -> dict:
    """Rows of both directions put together by their first cell."""
    found: dict[object, dict[str, tuple[int, int]]] = {}
    for key, direction, crossings, for_good in rows:
        found.setdefault(key, {})[direction] = (crossings, for_good)
    return {key: _count(ways) for key, ways in found.items()}


def _count(ways: Mapping[str, tuple[int, int]]) -> Count:
    into, out = ways.get(Direction.IN, (0, 0)), ways.get(Direction.OUT, (0, 0))
    return Count(into[0], out[0], into[1], out[1])


def is_counted(side: Side, key: str) -> bool:
    """Whether crossings are counted by this code."""
    return Tally.objects.filter(side=side, grain=Grain.MONTH, key=key).exists()


def recounted_at() -> datetime | None:
    """When the tallies were last held against the crossings; None where they never were."""
    return TallyRecount.objects.order_by("-counted_at").values_list("counted_at", flat=True).first()
