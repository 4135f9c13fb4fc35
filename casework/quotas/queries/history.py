"""What a forecast of a plan rests on: the uses of its cells by week, in its year and those before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from casework.quotas import stages
from casework.quotas.models import Allocation, DailyUse, Plan
from casework.quotas.rules.forecast import Array, Past, Standing, in_weeks
from casework.quotas.rules.prospects import week_of

YEARS = 5
"""The running year and those before it, as far as the programme counted in the same unit."""
DAYS = 365
DRY = 0.985  # of a limit: from then on nobody could be given a place, and a quiet week says nothing of the demand
USUAL, USUAL_PLACES = 0.85, 20.0  # what becomes of held places where few files were decided, and how much that weighs
FAMILY = 4.0  # places that are used or freed together
UNSURE = 0.05  # of a yield, whatever the number of files behind it

Key = tuple[str, str]


@dataclass(frozen=True)
class History:
    """The cells of a plan that can run out, in one order, with what is known of each."""

    cells: Sequence[Allocation]
    past: Past
    standing: Standing
    years: Array


def history(plan: Plan, day: date) -> History:
    """Of a plan and a day of its year. Days with fewer uses than give-backs count as days without uses."""
    cells = [cell for cell in plan.allocations.select_related("region").order_by("pk") if cell.limit is not None]
    cells = [cell for cell in cells if not cell.is_reserve]
    daily, is_open, sittings = _empty(len(cells)), _empty(len(cells)), np.zeros((len(cells), YEARS))
    places = {(cell.region_id or "", cell.category): n for n, cell in enumerate(cells)}
    before = list(_cells_of_years(plan))
    uses = _uses([cell.pk for _age, cell in before])
    for age, cell in before:
        row = places.get((cell.region_id or "", cell.category))
        if row is not None:
            _fill(daily[row, age], is_open[row, age], uses.get(cell.pk, ()), cell)
            sittings[row, age] = (daily[row, age] > 0).sum()
    _close_the_future(is_open, day)
    open_years = (is_open[:, :-1].sum(axis=2) > 0).sum(axis=1)
    past = Past(in_weeks(daily), _shares_of_weeks(is_open), sittings)
    return History(cells, past, _standing(cells, day), open_years)


def _empty(cells: int) -> Array:
    return np.zeros((cells, YEARS, DAYS))


def _cells_of_years(plan: Plan) -> Iterator[tuple[int, Allocation]]:
    """Every cell of the programme's years in the same unit, with the place of its year, the running one last."""
    plans = Plan.objects.filter(
        programme=plan.programme_id, unit=plan.unit, year__gt=plan.year - YEARS, year__lte=plan.year
    )
    for cell in Allocation.objects.filter(plan__in=plans).select_related("plan"):
        yield cell.plan.year - plan.year + YEARS - 1, cell


def _uses(cells: Sequence[int]) -> Mapping[int, list[tuple[date, int]]]:
    found: dict[int, list[tuple[date, int]]] = {}
    rows = DailyUse.objects.filter(allocation__in=cells, places__gt=0).values_list("allocation", "day", "places")
    for allocation, day, places in rows.iterator():
        found.setdefault(allocation, []).append((day, places))
    return found


def _fill(daily: Array, is_open: Array, uses: Sequence[tuple[date, int]], cell: Allocation) -> None:
    for day, places in uses:
        daily[_index(day, cell.plan.year)] += places
    limit = cell.limit or 0
    dry = np.cumsum(daily) >= limit * DRY if limit else np.ones(DAYS, bool)
    is_open[:] = ~np.concatenate([[limit == 0], dry[:-1]])


def _index(day: date, year: int) -> int:
    """A day of the year; what happened outside of it counts at its nearest end."""
    return min(max((day - date(year, 1, 1)).days, 0), DAYS - 1)


def _close_the_future(is_open: Array, day: date) -> None:
    is_open[:, -1, _index(day, day.year) :] = 0


def _shares_of_weeks(is_open: Array) -> Array:
    shares = in_weeks(is_open) / 7
    shares[..., -1] *= 7 / 8
    return shares


def _standing(cells: Sequence[Allocation], day: date) -> Standing:
    told = stages.told()
    held, yields = told.held([cell.pk for cell in cells]), told.yields(day - timedelta(days=DAYS))
    coming, variance = np.zeros(len(cells)), np.zeros(len(cells))
    for n, cell in enumerate(cells):
        by_stage = dict(held.get(cell.pk, {}))
        by_stage[""] = max(cell.held - sum(by_stage.values()), 0)
        for stage, places in by_stage.items():
            share = yield_of(yields, stage)
            coming[n] += places * share
            variance[n] += places * share * (1 - share) * FAMILY + (places * UNSURE) ** 2
    return Standing(np.array([float(cell.used) for cell in cells]), coming, variance)


def yield_of(yields: Mapping[str, tuple[int, int]], stage: str) -> float:
    """The share of places held at a stage that came to be used, shrunk towards that of all files, then the usual."""
    used, held = yields.get("", (0, 0))
    of_all = (used + USUAL * USUAL_PLACES) / (held + USUAL_PLACES)
    used, held = yields.get(stage, (0, 0)) if stage else (0, 0)
    return (used + of_all * USUAL_PLACES) / (held + USUAL_PLACES)


__all__ = ["History", "history", "week_of", "yield_of"]
