"""Where allocations are heading: what the last recalculation and the last forecast found."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise

from casework.quotas import stages
from casework.quotas.models import Allocation, DailyUse, Forecast, Projection

FEW_WEEKS = 10


@dataclass(frozen=True)
class Outlook:
    """The pace of an allocation, what its holds wait for, and when it runs out; places in the unit of its plan.

    `runs_out_on` is what a straight line says: None where too few uses tell; `is_this_year`: whether it runs out while
    its plan runs. `forecast`: the last one there is, where there is any.
    """

    used_30: int
    used_90: int
    uses_90: int
    runs_out_on: date | None
    is_this_year: bool
    held: tuple[tuple[str | Promise, int], ...]
    computed_at: datetime
    forecast: Forecast | None = None


@dataclass(frozen=True)
class FanRow:
    """The end of a month: places used by then, or the band that is foretold of those taken; and the limit of today."""

    day: date
    used: int | None
    low: float | None
    middle: float | None
    high: float | None
    limit: int | None


def outlook(allocation: Allocation) -> Outlook | None:
    """None where nothing was ever computed: no line moved this allocation yet, or the last one is seconds old."""
    found = Projection.objects.filter(pk=allocation.pk).select_related("forecast").first()
    if found is None:
        return None
    year = allocation.plan.year
    return Outlook(
        used_30=found.used_30,
        used_90=found.used_90,
        uses_90=found.uses_90,
        runs_out_on=found.exhausted_on,
        is_this_year=found.exhausted_on is not None and found.exhausted_on.year <= year,
        held=_by_stage(found.held_by_stage),
        computed_at=found.computed_at,
        forecast=found.forecast,
    )


def _by_stage(held: dict[str, int]) -> tuple[tuple[str | Promise, int], ...]:
    names = stages.told().names
    rows = sorted(held.items(), key=lambda row: (-row[1], row[0]))
    return tuple((names.get(stage, stage), places) for stage, places in rows)


def fan(allocation: Allocation, forecast: Forecast) -> list[FanRow]:
    """The year month by month: what was used, then what is foretold; a forecast that is silent gives nothing."""
    return [] if forecast.silence else [*_used(allocation, forecast.day), *_foretold(allocation, forecast)]


def _used(allocation: Allocation, day: date) -> Iterator[FanRow]:
    uses = DailyUse.objects.filter(allocation=allocation, day__lte=day).order_by("day").values_list("day", "places")
    rows = list(uses)
    for month in range(1, day.month):
        end = date(day.year, month + 1, 1) - timedelta(days=1)
        yield FanRow(end, sum(places for on, places in rows if on <= end), None, None, None, allocation.limit)
    yield FanRow(day, allocation.used, None, None, None, allocation.limit)


def _foretold(allocation: Allocation, forecast: Forecast) -> Iterator[FanRow]:
    """Every week while few are left, else the last one that ends in each month."""
    width = len(forecast.fan[0][0]) if len(forecast.fan) <= FEW_WEEKS else len("2026-01")
    rows = {day[:width]: (date.fromisoformat(day), *band) for day, *band in forecast.fan}
    for day, low, middle, high in rows.values():
        if day > forecast.day:
            yield FanRow(day, None, low, middle, high, allocation.limit)
