"""Years of a country that never was, for whoever wants to know what a forecast is worth. The model reads none of it.

Families apply day by day: more in some months than in others, in each region differently, at a pace that wanders from
year to year and within one. A commission sits every few weeks and decides up to 64 families at a time; some are
refused. Some regions are quiet: a handful of families a year.
"""

from dataclasses import dataclass

import numpy as np

DAYS, MOST_FAMILIES = 365, 64
SIZES = np.array([1, 2, 3, 4, 5, 6, 7, 8])
SHARES = np.array([0.14, 0.13, 0.16, 0.2, 0.17, 0.11, 0.06, 0.03])


@dataclass(frozen=True)
class Region:
    """Used: places by year and day. Held: at the end of each day of the last year. Came: what that year came to."""

    used: np.ndarray
    held: np.ndarray
    came: float
    yield_before: float


def country(seed: int, *, regions: int = 20, years: int = 5) -> list[Region]:
    """A country whose regions share a season and a drift; the last year is the one to foretell."""
    dice = np.random.default_rng(seed)
    season = _season(dice, 0.5)
    drift = _drift(dice, years, 0.12, 0.015)
    return [_region(dice, season, drift, years) for _ in range(regions)]


def _season(dice: np.random.Generator, strength: float) -> np.ndarray:
    turn = np.arange(DAYS) / DAYS * 2 * np.pi
    waves = sum(dice.uniform(0, strength) / n * np.cos(n * turn + dice.uniform(0, 2 * np.pi)) for n in (1, 2))
    return np.exp(waves)


def _drift(dice: np.random.Generator, years: int, between: float, within: float) -> np.ndarray:
    """The log of a pace by day: a step at each new year, and a slow walk inside it."""
    steps = np.repeat(np.cumsum(dice.normal(0, between, years)), DAYS)
    walk = np.cumsum(dice.normal(0, within, years * DAYS))
    return steps + walk


def _region(dice: np.random.Generator, season: np.ndarray, drift: np.ndarray, years: int) -> Region:
    is_quiet = dice.random() < 0.2
    families = dice.uniform(2, 10) if is_quiet else np.exp(dice.normal(4.3, 1.0))
    own = season * _season(dice, 0.35)
    pace = np.tile(own / own.mean(), years) * np.exp(drift + _drift(dice, years, 0.18, 0.012))
    arrivals = dice.poisson(families / DAYS * pace)
    granted = dice.uniform(0.8, 0.97)
    every = min(int(dice.integers(10, 35)), max(3, int(0.6 * MOST_FAMILIES * DAYS / families)))
    return _decided(dice, arrivals, years, every=every, granted=granted)


def _decided(dice: np.random.Generator, arrivals: np.ndarray, years: int, *, every: int, granted: float) -> Region:
    """The commission sits; who applied waits for it, and what waits at the end of the year counts as the year's."""
    used, held = np.zeros(years * DAYS), np.zeros(years * DAYS)
    sizes = dice.choice(SIZES, int(arrivals.sum()), p=SHARES)
    good = sizes * (dice.random(len(sizes)) < granted)
    came_by, done, before, asked = np.cumsum(arrivals), 0, 0, np.concatenate([[0], np.cumsum(sizes)])
    sits_on = int(dice.integers(0, every))
    for day, families in enumerate(came_by):
        if day == sits_on:
            turn = min(families, done + MOST_FAMILIES)
            used[day], done = good[done:turn].sum(), turn
            sits_on += max(3, int(dice.normal(every, every / 6)))
        held[day] = asked[families] - asked[done]
        before = done if day < (years - 1) * DAYS else before
    came = used[-DAYS:].sum() + good[done:].sum()
    by_year = used.reshape(years, DAYS)
    share = good[:before].sum() / max(sizes[:before].sum(), 1)
    return Region(by_year, held[-DAYS:], float(came), float(share))
