"""What an allocation will come to by the end of its year. Pure: no database, no clock; the dice have a seed.

The year is cut into 52 weeks. Each week has a share of the year (the season, from past years), and what comes in a week
is a draw around level x share. The level of a cell is what the past years, the year so far and its last 90 days say
together, each weighted by how many sittings stand behind it; where these are few the country's level weighs more.
Families come whole and sittings come in bursts, so that places vary more than single persons would: the dispersion is
measured, not assumed. Places held now are added by the share of such holds that came to be used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

WEEKS = 52
DRAWS = 600
LEAST_SITTINGS = 6.0
"""Below so many days with uses, of this year and the two before, nothing is foretold of a cell."""
RECENT = 13
"""Weeks whose uses weigh in full; older ones of the year weigh less the older they are."""
LEVELS = np.linspace(0.01, 0.99, 50)
"""The shares of draws at which the demand of a year is kept."""
FAN = (0.1, 0.5, 0.9)

# How the parts are weighed; tuned on generated years with other seeds than those reported (tests/quotas/forecasts).
SMOOTH = 2.8  # weeks over which a season is smoothed
OWN_SEASON = 30.0  # sittings after which a cell's own season weighs as much as the country's
FADES = 20.0  # weeks after which an older week of the year weighs a third
YEARS_FADE = 0.2  # what a year weighs beside the one after it
PAST_WEIGHS = 3.8  # sittings that all past years count for at most: levels drift from year to year
NATION_WEIGHS = 0.3  # sittings that the country's level counts for
DRIFT = 0.045  # standard deviation of the log of a level from one week to the next
OWN_DISPERSION = 15.0  # blocks after which a cell's own dispersion weighs as much as the country's
BLOCK = 4  # weeks over which dispersion is measured
LONGEST_LAG = 5  # weeks


@dataclass(frozen=True)
class Past:
    """Places used by cell, year and week, the oldest year first and the running one last; the weeks to come are 0.

    `is_open`: the share of a week in which anybody could be given a place: none before the plan, after it ran dry, and
    in weeks to come. `sittings`: days with uses, of each cell and year.
    """

    places: Array
    is_open: Array
    sittings: Array


@dataclass(frozen=True)
class Standing:
    """Where the cells stand: used, and of what is held the mean that will be used, with its variance; in places."""

    used: Array
    coming: Array
    coming_variance: Array


@dataclass(frozen=True)
class Outcome:
    """What is foretold of one cell: draws of places taken by the end of each week to come, used ones and held ones."""

    weeks: tuple[int, ...]
    draws: Array
    is_silent: bool

    @cached_property
    def fan(self) -> list[tuple[int, float, float, float]]:
        """Each week to come with the places that 10, 50 and 90 of 100 draws do not pass."""
        bands = np.quantile(self.draws, FAN, axis=0)
        return [
            (week, float(low), float(mid), float(high))
            for week, (low, mid, high) in zip(self.weeks, bands.T, strict=True)
        ]

    @cached_property
    def demand(self) -> list[float]:
        """Places asked for by the end of the year, at each of `LEVELS`."""
        return [float(places) for places in np.quantile(self.draws[:, -1], LEVELS)]


def forecast(
    past: Past, standing: Standing, *, week: int, seed: int, gone: float = 0.0, draws: int = DRAWS
) -> list[Outcome]:
    """Foretell every cell of a plan in a week (0 to 51) of its running year; `gone`: the share of it that is over."""
    dice = np.random.default_rng(seed)
    season = _season(past)
    dispersion = _dispersion(past, season)
    level, sittings = _level(past, season, dispersion, week)
    ahead = _ahead(season, _lag(level, season, standing.coming, week), week)
    ahead[:, 0] *= 1 - gone
    comes = _draw(dice, level, sittings, ahead, dispersion, draws)
    held = _positive(dice, standing.coming, standing.coming_variance, draws)
    taken = np.rint(standing.used[:, None, None] + held[:, :, None] + np.cumsum(comes, axis=2))
    silent = past.sittings[:, -3:].sum(axis=1) < LEAST_SITTINGS
    weeks = tuple(range(week, WEEKS))
    return [Outcome(weeks, taken[n], bool(silent[n])) for n in range(len(taken))]


def _season(past: Past) -> Array:
    """The share of a year that falls on each week, by cell: its own past years blended with those of the country."""
    places, is_open = past.places[:, :-1], past.is_open[:, :-1]
    own, country = _shape(places, is_open), _shape(places.sum(axis=0, keepdims=True), _any(is_open))
    weigh = past.sittings[:, :-1].sum(axis=1, keepdims=True)
    blend = (weigh * own + OWN_SEASON * country) / (weigh + OWN_SEASON)
    shares: Array = blend / blend.sum(axis=1, keepdims=True)
    return shares


def _any(is_open: Array) -> Array:
    """Of the whole country: each week by the share of its cells that were open."""
    mean: Array = is_open.mean(axis=0, keepdims=True)
    return mean


def _shape(places: Array, is_open: Array) -> Array:
    """Weekly places of an open week, smoothed; even where nothing is known."""
    opened = _smooth(is_open.sum(axis=1))
    rate = _smooth(places.sum(axis=1)) / np.maximum(opened, 0.25)
    total = rate.sum(axis=1, keepdims=True)
    return np.where(total > 0, rate / np.maximum(total, 1e-9), 1 / WEEKS)


def _smooth(weekly: Array) -> Array:
    """Weighted over the weeks around, the year closed to a ring."""
    ahead = np.arange(WEEKS)
    apart = np.minimum(ahead, WEEKS - ahead)
    kernel = np.exp(-0.5 * (apart / SMOOTH) ** 2)
    ring = np.array([np.roll(kernel / kernel.sum(), shift) for shift in range(WEEKS)])
    smoothed: Array = weekly @ ring
    return smoothed


def _dispersion(past: Past, season: Array) -> Array:
    """How much more places vary than single ones would: variance over mean, in blocks of weeks; at least 1."""
    spread, mean, blocks = _deviations(past, season)
    country = spread.sum() / max(mean.sum(), 1e-9)
    own = np.where(mean > 0, spread / np.maximum(mean, 1e-9), country)
    return np.maximum((blocks * own + OWN_DISPERSION * country) / (blocks + OWN_DISPERSION), 1.0)


def _deviations(past: Past, season: Array) -> tuple[Array, Array, Array]:
    """By cell: squared deviations from the season's mean, the mean, and how many blocks were open."""
    exposed = season[:, None, :] * past.is_open
    level = past.places.sum(axis=2) / np.maximum(exposed.sum(axis=2), 1e-9)
    expected, found = _blocks(exposed * level[:, :, None]), _blocks(past.places)
    is_counted = _blocks(past.is_open) >= BLOCK - 0.5
    lost = np.maximum(is_counted.sum(axis=2, keepdims=True) - 1, 1) / np.maximum(
        is_counted.sum(axis=2, keepdims=True), 1
    )
    spread = np.where(is_counted, (found - expected) ** 2 / lost, 0).sum(axis=(1, 2))
    return spread, np.where(is_counted, expected, 0).sum(axis=(1, 2)), is_counted.sum(axis=(1, 2)).astype(float)


def _blocks(weekly: Array) -> Array:
    blocks: Array = weekly.reshape(*weekly.shape[:2], WEEKS // BLOCK, BLOCK).sum(axis=3)
    return blocks


def _level(past: Past, season: Array, dispersion: Array, week: int) -> tuple[Array, Array]:
    """Places of a whole year at the present pace, by cell, and how many sittings stand behind that figure."""
    exposed = season[:, None, :] * past.is_open
    fades = YEARS_FADE ** np.arange(past.places.shape[1] - 2, -1, -1)
    before = _weighed(past.places[:, :-1].sum(axis=2), exposed[:, :-1].sum(axis=2), fades, dispersion)
    before = _at_most(before, PAST_WEIGHS)
    age = np.maximum(week - 1 - np.arange(WEEKS) - RECENT, 0)
    now = _weighed(past.places[:, -1], exposed[:, -1], np.exp(-age / FADES), dispersion)
    shift = _ratio(now[0].sum(), now[1].sum()) / _ratio(before[0].sum(), before[1].sum())
    country = NATION_WEIGHS, NATION_WEIGHS / np.maximum(_cell_in_country(before, now, shift), 1e-9)
    sittings: Array = before[0] + now[0] + country[0]
    return sittings / np.maximum(before[1] + now[1] + country[1], 1e-12), sittings


def _ratio(one: float, other: float) -> float:
    return one / other if one > 0 and other > 0 else 1.0


def _cell_in_country(before: tuple[Array, Array], now: tuple[Array, Array], shift: float) -> Array:
    """What the country's change since the past years makes of a cell's past level; its mean cell where it has none."""
    mean = _ratio((before[0] + now[0]).sum(), (before[1] + now[1]).sum())
    own = before[0] / np.maximum(before[1], 1e-12)
    return np.where(before[0] > 0.5, own * min(max(shift, 0.5), 2.0), mean)


def _weighed(places: Array, exposed: Array, weights: Array, dispersion: Array) -> tuple[Array, Array]:
    """Sittings, and the exposure in which they came, so that their quotient is a level in places."""
    return (places * weights).sum(axis=1) / dispersion, (exposed * weights).sum(axis=1) / dispersion


def _at_most(known: tuple[Array, Array], most: float) -> tuple[Array, Array]:
    less = np.minimum(1.0, most / np.maximum(known[0], 1e-9))
    return known[0] * less, known[1] * less


def _lag(level: Array, season: Array, coming: Array, week: int) -> int:
    """Weeks from an application to its use: what the whole country holds, over what it uses in a week."""
    weekly = (level * season[:, max(week - 4, 0) : week + 4].mean(axis=1)).sum()
    return int(np.rint(min(coming.sum() / max(weekly, 1e-9), LONGEST_LAG)))


def _ahead(season: Array, lag: int, week: int) -> Array:
    """The season of applications in the weeks to come: the uses that follow them come later by the lag."""
    weeks = (np.arange(week, WEEKS) + lag) % WEEKS
    return season[:, weeks].copy()


def _draw(
    dice: np.random.Generator, level: Array, sittings: Array, season: Array, dispersion: Array, draws: int
) -> Array:
    """Places of each week to come, by cell and draw: an unsure level that drifts, and bursts around it."""
    cells, weeks = season.shape
    unsure = dice.standard_gamma(np.maximum(sittings, 0.3)[:, None], (cells, draws))
    unsure /= np.maximum(sittings, 0.3)[:, None]
    walk = dice.standard_normal((cells, draws, weeks), dtype=np.float32) * DRIFT
    drift = np.exp(np.cumsum(walk, axis=2) - DRIFT**2 / 2 * np.arange(1, weeks + 1))
    mean = (level / dispersion)[:, None, None] * season[:, None, :] * unsure[:, :, None] * drift
    bursts = dice.standard_gamma(np.maximum(mean, 1e-6).astype(np.float32), dtype=np.float32)
    drawn: Array = bursts * dispersion[:, None, None]
    return drawn


def _positive(dice: np.random.Generator, mean: Array, variance: Array, draws: int) -> Array:
    """Draws of what cannot be negative, with this mean and variance."""
    safe = np.maximum(mean, 1e-9)
    shape = np.maximum(safe**2 / np.maximum(variance, 1e-9), 1e-3)
    drawn: Array = dice.standard_gamma(shape[:, None], (len(mean), draws)) * (safe / shape)[:, None]
    return np.where(mean[:, None] > 0, drawn, 0.0)


def in_weeks(daily: Array) -> Array:
    """Days of a year (the last axis, 365) as 52 weeks; the last one has eight days."""
    whole = daily[..., : 7 * WEEKS].reshape(*daily.shape[:-1], WEEKS, 7).sum(axis=-1)
    whole[..., -1] += daily[..., 7 * WEEKS :].sum(axis=-1)
    return whole


def straight_line(used: float, last_90: float, days_left: int) -> float:
    """What a ruler makes of the last 90 days: the yardstick of every forecast."""
    return used + last_90 / 90 * days_left


def pinball(level: float, foretold: float, came: float) -> float:
    """What a quantile that was foretold costs, in places, once one knows what came."""
    return (came - foretold) * (level if came >= foretold else level - 1)


def mean_pinball(foretold: Sequence[float], came: float) -> float:
    """Over the 10, 50 and 90 % of the fan."""
    return sum(pinball(level, places, came) for level, places in zip(FAN, foretold, strict=True)) / len(FAN)
