"""A forecast put to the test: foretell generated years from some of their days, and count what it cost."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from casework.quotas.rules import forecast as rules
from tests.quotas.forecasts.years import DAYS, Region, country

ASKED_IN = (8, 17, 26, 35, 44)
"""The weeks at whose beginning a year is foretold."""


@dataclass
class Score:
    """Of the forecasts that speak; losses in places, and as shares of what the year came to."""

    inside: list[bool] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    ruler: list[float] = field(default_factory=list)
    our_median: list[float] = field(default_factory=list)
    ruler_median: list[float] = field(default_factory=list)
    size: list[float] = field(default_factory=list)
    silent: int = 0

    @property
    def coverage(self) -> float:
        return float(np.mean(self.inside))

    def ratio(self) -> float:
        """Our loss over the ruler's, in places."""
        return sum(self.ours) / sum(self.ruler)

    def ratio_of_medians(self) -> float:
        return sum(self.our_median) / sum(self.ruler_median)

    def ratio_by_size(self) -> float:
        """The same with every year weighing alike, however many places it came to."""
        size = np.array(self.size)
        return float((np.array(self.ours) / size).sum() / (np.array(self.ruler) / size).sum())


def score(seeds: Iterable[int], *, regions: int = 20, weeks: Sequence[int] = ASKED_IN) -> Score:
    found = Score()
    for seed in seeds:
        world = country(seed, regions=regions)
        for week in weeks:
            _ask(world, week, seed, found)
    return found


def _ask(world: list[Region], week: int, seed: int, found: Score) -> None:
    past, standing = _past(world, week), _standing(world, week)
    outcomes = rules.forecast(past, standing, week=week, seed=seed)
    for region, outcome in zip(world, outcomes, strict=True):
        if outcome.is_silent:
            found.silent += 1
        else:
            _count(found, region, outcome, week)


def _count(found: Score, region: Region, outcome: rules.Outcome, week: int) -> None:
    low, middle, high = outcome.fan[-1][1:]
    day = 7 * week
    seen = np.concatenate([region.used[-2], region.used[-1][:day]])
    taken = region.used[-1][:day].sum() + region.held[day - 1]
    ruler = rules.straight_line(taken, seen[-90:].sum(), DAYS - day)
    found.inside.append(low <= region.came <= high)
    found.ours.append(rules.mean_pinball((low, middle, high), region.came))
    found.ruler.append(rules.mean_pinball((ruler, ruler, ruler), region.came))
    found.our_median.append(rules.pinball(0.5, middle, region.came))
    found.ruler_median.append(rules.pinball(0.5, ruler, region.came))
    found.size.append(max(region.came, 20.0))


def _past(world: list[Region], week: int) -> rules.Past:
    places = rules.in_weeks(np.array([region.used for region in world]))
    sittings = np.array([(region.used > 0).sum(axis=1) for region in world], float)
    places[:, -1, week:] = 0
    is_open = np.ones_like(places)
    is_open[:, -1, week:] = 0
    sittings[:, -1] = [(region.used[-1][: 7 * week] > 0).sum() for region in world]
    return rules.Past(places, is_open, sittings)


def _standing(world: list[Region], week: int) -> rules.Standing:
    day = 7 * week
    held = np.array([region.held[day - 1] for region in world])
    used = np.array([region.used[-1][:day].sum() for region in world])
    share = np.array([region.yield_before for region in world])
    return rules.Standing(used, held * share, held * share * (1 - share) * 5)
