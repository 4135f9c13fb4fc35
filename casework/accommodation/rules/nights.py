"""The arithmetic of nights. Pure. Spans are half-open: a night belongs to the day on which it begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate


@dataclass(frozen=True)
class Span:
    """Nights from `since` up to the day of departure, which is slept elsewhere."""

    since: date
    until: date

    def within(self, since: date, until: date) -> int:
        """How many of its nights lie in a period."""
        return max(0, (min(self.until, until) - max(self.since, since)).days)

    def holds(self, night: date) -> bool:
        return self.since <= night < self.until


def per_night(spans: Iterable[Span], since: date, nights: int) -> list[int]:
    """How many spans hold each of so many nights from `since` on."""
    steps = [0] * (nights + 1)
    for span in spans:
        first = min(max((span.since - since).days, 0), nights)
        last = min(max((span.until - since).days, 0), nights)
        steps[first] += 1
        steps[last] -= 1
    return list(accumulate(steps))[:nights]


def total(spans: Iterable[Span], since: date, until: date) -> int:
    """Nights of all spans that lie in a period."""
    return sum(span.within(since, until) for span in spans)


def days_from(since: date, nights: int) -> list[date]:
    return [since + timedelta(days=number) for number in range(nights)]


def share(part: int, whole: int) -> float | None:
    """A part of a whole; None of nothing."""
    return part / whole if whole else None


def mean(lengths: Sequence[int]) -> float | None:
    return sum(lengths) / len(lengths) if lengths else None
