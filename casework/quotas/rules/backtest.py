"""How good forecasts would have been: the months behind foretold from what was known at their beginning. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from casework.quotas.rules.forecast import WEEKS, Array, Past, Standing, forecast, straight_line

AHEAD = 13
"""Weeks foretold each time; less before the end of a year."""
LEAST = 6
MONTHS = 12
EACH = WEEKS / 12
DRAWS = 200


@dataclass
class Tested:
    """Of one cell: months foretold, how often what came lay between 10 and 90 %, and by how many places one missed.

    `error`: of the middle of the band on average; `ruler`: of the straight line through the last 90 days.
    """

    months: int = 0
    inside: int = 0
    missed: list[float] = field(default_factory=list)
    ruled: list[float] = field(default_factory=list)

    def told(self) -> dict[str, float]:
        error, ruler = (float(np.mean(all_)) if all_ else 0.0 for all_ in (self.missed, self.ruled))
        return {"months": self.months, "inside": self.inside, "error": round(error, 1), "ruler": round(ruler, 1)}


def backtest(past: Past, *, week: int, seed: int) -> list[Tested]:
    """Foretell the uses of the weeks after each of the last months' beginnings, by what had been used until then.

    Holds of those days are not on record week by week, so uses alone are foretold. Months without an open plan, and
    cells that ran dry meanwhile, are left out.
    """
    found = [Tested() for _ in past.places]
    for year, start in _starts(past.places.shape[1], week):
        weeks = min(AHEAD, WEEKS - start, *([week - start] if year == past.places.shape[1] - 1 else []))
        if weeks >= LEAST:
            _test(past, year, start, weeks, seed, found)
    return found


def _starts(years: int, week: int) -> Iterator[tuple[int, int]]:
    """Year and week of each month's beginning, the latest first."""
    for month in range(1, MONTHS + 1):
        at = (years - 1) * WEEKS + week - round(month * EACH)
        if at >= WEEKS:
            yield at // WEEKS, at % WEEKS


def _test(past: Past, year: int, start: int, weeks: int, seed: int, found: list[Tested]) -> None:
    nothing = np.zeros(len(past.places))
    known = _known(past, year, start)
    outcomes = forecast(known, Standing(nothing, nothing, nothing), week=start, seed=seed + start, draws=DRAWS)
    came = past.places[:, year, start : start + weeks].sum(axis=1)
    was_open = past.is_open[:, year, start : start + weeks].min(axis=1) > 0.99
    last_90 = _last(past.places, year, start, 13)
    for n, outcome in enumerate(outcomes):
        if was_open[n] and not outcome.is_silent:
            low, middle, high = outcome.fan[weeks - 1][1:]
            ruler = straight_line(0, last_90[n] * 90 / 91, 7 * weeks)
            found[n].months += 1
            found[n].inside += bool(low <= came[n] <= high)
            found[n].missed.append(abs(middle - came[n]))
            found[n].ruled.append(abs(ruler - came[n]))


def _known(past: Past, year: int, start: int) -> Past:
    """What could be known at the beginning of a week."""
    places, is_open = past.places[:, : year + 1].copy(), past.is_open[:, : year + 1].copy()
    places[:, -1, start:] = is_open[:, -1, start:] = 0
    sittings = past.sittings[:, : year + 1].copy()
    share = places[:, -1].sum(axis=1) / np.maximum(past.places[:, year].sum(axis=1), 1e-9)
    sittings[:, -1] *= share
    return Past(places, is_open, sittings)


def _last(places: Array, year: int, start: int, weeks: int) -> Array:
    """Places used in the weeks before, over the turn of the year."""
    line = places.reshape(len(places), -1)
    at = year * WEEKS + start
    last: Array = line[:, max(at - weeks, 0) : at].sum(axis=1)
    return last
