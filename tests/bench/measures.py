"""What a measure is, and how rounds become a verdict. Pure: no database and no clock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

Work = Callable[[], float]


class Better(StrEnum):
    """Which ratio of ours to the yardstick is the good one."""

    MORE = "at least"
    LESS = "at most"


@dataclass(frozen=True)
class Measure:
    """`unit` is that of both figures; `rounds` are counted, one more goes before them to warm up."""

    name: str
    title: str
    unit: str
    better: Better = Better.MORE
    rounds: int = 7


@dataclass(frozen=True)
class Contest:
    """Our work and its yardstick, each answering its figure of one round; `goal` is the ratio to reach."""

    name: str
    ours: Work
    yardstick: Work
    goal: float


@dataclass(frozen=True)
class Bound:
    """A figure that may not exceed a number, whatever the machine."""

    name: str
    figure: float
    most: float

    @property
    def met(self) -> bool:
        return self.figure <= self.most


@dataclass(frozen=True)
class Trial:
    contests: Sequence[Contest] = ()
    bounds: Sequence[Bound] = ()


class NotYet(Exception):
    """What this measures is not built yet; the text says what is missing."""


@dataclass(frozen=True)
class Score:
    """A contest played out: the medians of its rounds, and the ratios between which single rounds lay."""

    name: str
    ours: float
    yardstick: float
    goal: float
    better: Better
    lowest: float
    highest: float

    @property
    def ratio(self) -> float:
        return self.ours / self.yardstick

    @property
    def met(self) -> bool:
        return self.ratio >= self.goal if self.better == Better.MORE else self.ratio <= self.goal

    @property
    def margin(self) -> float:
        """How far beyond its goal, 1 being just there; below 1 it is not met."""
        return self.ratio / self.goal if self.better == Better.MORE else self.goal / self.ratio


@dataclass(frozen=True)
class Verdict:
    """What a measure came to; its own figures are those of the contest that lies nearest to its goal or below it."""

    measure: Measure
    scores: Sequence[Score] = ()
    bounds: Sequence[Bound] = ()
    missing: str = ""

    @property
    def worst(self) -> Score | None:
        return min(self.scores, key=lambda score: score.margin, default=None)

    @property
    def met(self) -> bool:
        return not self.missing and all(score.met for score in self.scores) and all(one.met for one in self.bounds)


def play(measure: Measure, contests: Sequence[Contest]) -> list[Score]:
    """Every contest by turns, so that what else the machine does falls on both sides of each."""
    rounds: dict[str, list[tuple[float, float]]] = {contest.name: [] for contest in contests}
    for number in range(measure.rounds + 1):
        for contest in contests:
            pair = _pair(contest, ours_first=number % 2 == 0)
            if number:
                rounds[contest.name].append(pair)
    return [_score(measure, contest, rounds[contest.name]) for contest in contests]


def _pair(contest: Contest, *, ours_first: bool) -> tuple[float, float]:
    if ours_first:
        ours = contest.ours()
        return ours, contest.yardstick()
    yardstick = contest.yardstick()
    return contest.ours(), yardstick


def _score(measure: Measure, contest: Contest, pairs: Sequence[tuple[float, float]]) -> Score:
    ratios = [ours / yardstick for ours, yardstick in pairs]
    return Score(
        contest.name, median(ours for ours, _ in pairs), median(yardstick for _, yardstick in pairs), contest.goal,
        measure.better, min(ratios), max(ratios),
    )  # fmt: skip
