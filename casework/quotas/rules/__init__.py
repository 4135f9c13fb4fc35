"""How an order says what it changes. Pure: no database, no clock."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

PACE_DAYS = 90
"""Days over which the pace of an allocation is taken."""
LEAST_USES = 10
"""Below so many uses there is no pace to speak of."""
FARTHEST_DAYS = 36_525
"""A century: what is farther off is told as this far, since the calendar of the program ends."""


@dataclass(frozen=True)
class Move:
    """Places moved by a line of an order. No source: new places; no target: places withdrawn."""

    source: int | None
    target: int | None
    places: int


@dataclass(frozen=True)
class FirstFigures:
    """A plan as an order establishes it: places by region and category, ceilings by dimension and key, the reserve."""

    cells: Mapping[tuple[str, str], int]
    ceilings: Mapping[tuple[str, str], int]
    reserve: int = 0

    @property
    def total(self) -> int:
        return sum(self.cells.values()) + self.reserve


def moves(differences: Mapping[int, int]) -> list[Move]:
    """The lines that change each allocation by its difference, in places.

    What some lose is moved to those that gain, so that only the change of the national total comes from nowhere or goes
    nowhere.
    """
    losers = _units({key: -n for key, n in differences.items() if n < 0})
    made = []
    for gainer, wanted in ((key, n) for key, n in differences.items() if n > 0):
        while wanted:
            source, left = losers[-1] if losers else (None, wanted)
            places = min(wanted, left)
            made.append(Move(source, gainer, places))
            wanted -= places
            _take(losers, places)
    return made + [Move(source, None, left) for source, left in reversed(losers)]


def _units(losses: Mapping[int, int]) -> list[tuple[int, int]]:
    """A stack whose top is the first loser."""
    return list(losses.items())[::-1]


def _take(losers: list[tuple[int, int]], places: int) -> None:
    if losers:
        source, left = losers.pop()
        if left > places:
            losers.append((source, left - places))


def net(lines: Iterable[Move]) -> Iterator[tuple[int, int]]:
    """What lines change in each allocation, all summed, by ascending allocation; nothing where they cancel."""
    sums: dict[int, int] = {}
    for line in lines:
        for allocation, places in ((line.source, -line.places), (line.target, line.places)):
            if allocation is not None:
                sums[allocation] = sums.get(allocation, 0) + places
    return ((allocation, places) for allocation, places in sorted(sums.items()) if places)


def exhausted_on(*, free: int | None, used: int, uses: int, day: date) -> date | None:
    """When the last free place is used at the pace of the last `PACE_DAYS` days; None where there is no pace.

    `used` places by `uses` ledger lines in those days; an allocation without limit never runs out.
    """
    if free is None or uses < LEAST_USES or used <= 0:
        return None
    return day + timedelta(days=min(-(-max(free, 0) * PACE_DAYS // used), FARTHEST_DAYS))


def by_percentage(total: int, old: Decimal, new: Decimal) -> tuple[Decimal, int]:
    """What a total set as `old` per cent of the labour force becomes at `new` per cent: exactly, and in whole places.

    Rounded down: a place more would be more than the percentage allows.
    """
    exact = Decimal(total) * new / old
    return exact, int(exact.to_integral_value(ROUND_DOWN))


def balance(lines: Iterable[Move]) -> tuple[int, int, int]:
    """Places that lines add to the country, take from it, and move inside it."""
    added = taken = moved = 0
    for line in lines:
        added += line.places if line.source is None else 0
        taken += line.places if line.target is None else 0
        moved += line.places if None not in (line.source, line.target) else 0
    return added, taken, moved
