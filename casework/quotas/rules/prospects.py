"""What a forecast says of a limit, its own or another one: how likely it runs out, when, and what stays unused. Pure.

The fan and the demand of a forecast do not know the limit, so that “what if” asks for no new forecast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from casework.quotas.rules.forecast import FAN, LEVELS, WEEKS
from casework.quotas.states import Warned

Band = tuple[str, float, float, float]
SOON, NO_LONGER_SOON = timedelta(days=60), timedelta(days=75)
SHARES = {Warned.SHARE_70: 0.70, Warned.SHARE_85: 0.85, Warned.SHARE_95: 0.95}
SLACK = 0.05
"""A warning about a share ends once the share lies so far below it."""


@dataclass(frozen=True)
class Prospects:
    """Of one limit. `unused` and `refused`: places expected to be left, and to be asked for in vain, on 31 December.

    The days by which it has run out in 10, 50 and 90 of 100 futures; None where that is not within the year.
    """

    probability: float
    unused: float
    refused: float
    early: date | None
    middle: date | None
    late: date | None


def prospects(fan: Sequence[Band], demand: Sequence[float], limit: int, *, day: date, free: int) -> Prospects:
    """What is to be expected of a limit; where nothing is free any more it has run out on that day."""
    asked = np.asarray(demand)
    gap = asked - limit
    probability = 1.0 if free <= 0 else float(1 - np.interp(limit - 0.5, asked, LEVELS, left=0, right=1))
    unused, refused = float(np.maximum(-gap, 0).mean()), float(np.maximum(gap, 0).mean())
    days = [day] * 3 if free <= 0 else [_reached(fan, limit, band) for band in range(len(FAN), 0, -1)]
    return Prospects(round(probability, 4), round(unused, 1), round(refused, 1), *days)


def _reached(fan: Sequence[Band], limit: int, band: int) -> date | None:
    """The first week whose band reaches the limit: the 90 % band is the earliest day."""
    for week in fan:
        if float(week[band]) >= limit - 0.5:
            return date.fromisoformat(week[0])
    return None


def week_of(day: date) -> tuple[int, float]:
    """The week of the year in which a day begins (0 to 51), and the share of it that is over by then."""
    past = (day - date(day.year, 1, 1)).days
    week = min(past // 7, WEEKS - 1)
    return week, min((past - 7 * week) / 7, 0.95)


def end_of_week(year: int, week: int) -> date:
    """Its last day; that of the last week is 31 December."""
    return date(year, 12, 31) if week >= WEEKS - 1 else date(year, 1, 1) + timedelta(days=7 * week + 6)


def warned(share: float, runs_out_on: date | None, day: date, standing: set[str]) -> set[str]:
    """Which warnings hold true: raised at their mark, and ended only once the figure lies well behind it."""
    shares = {kind for kind, mark in SHARES.items() if share >= mark - (SLACK if kind in standing else 0) - 1e-9}
    days = NO_LONGER_SOON if Warned.SOON in standing else SOON
    is_soon = runs_out_on is not None and runs_out_on - day <= days
    return {str(kind) for kind in shares} | ({str(Warned.SOON)} if is_soon else set())
