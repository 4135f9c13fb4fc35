"""Crossings for demonstrations and measures. Nobody in here is real; the same seed gives the same lines.

Whoever comes in leaves again some days later, but for those who come for good and a few whose leaving nobody noted.
Names are drawn from lists of common ones, numbers of documents are made up.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import accumulate
from random import Random

from casework.arrivals.crossingfile import NAMES
from casework.people.generated import LATIN, MEN, SURNAMES, WOMEN

Line = tuple[str, ...]
SHARES = {"UZ": 38, "KG": 24, "RU": 22, "CN": 5, "TJ": 4, "TR": 2, "TM": 1, "MN": 1, "DE": 1, "IN": 1, "AF": 1}
PURPOSES = {
    "private": 46, "work": 18, "transit": 12, "business": 6, "tourism": 6, "crew": 5, "study": 2, "official": 1,
    "treatment": 1, "residence": 1, "homeland": 1, "family": 1,
}  # fmt: skip
FOR_GOOD = {"residence", "homeland", "family"}
NEVER_NOTED = 0.01  # share of those who leave past everybody


def latin(name: str) -> str:
    return "".join(LATIN.get(letter, letter) for letter in name.lower()).upper()


class Crowd:
    """Everybody who crosses in a year, or in another period, in the order of time."""

    def __init__(
        self, rows: int, year: int, seed: int, checkpoints: Sequence[str], regions: Sequence[str],
        period: tuple[datetime, datetime] | None = None,
    ) -> None:  # fmt: skip
        self.dice = Random(f"{seed}/{year}")  # noqa: S311 - the same lines in every run
        self.rows, self.checkpoints, self.regions = rows, checkpoints, regions
        self.begin, self.end = period or (datetime(year, 1, 1), datetime(year + 1, 1, 1))  # noqa: DTZ001 - on the wall
        self.step = (self.end - self.begin) / max(rows, 1)
        self.nationalities, self.nations = list(SHARES), list(accumulate(SHARES.values()))
        self.purposes, self.why = list(PURPOSES), list(accumulate(PURPOSES.values()))
        self.surnames, self.men, self.women = ([latin(name) for name in names] for names in (SURNAMES, MEN, WOMEN))
        self.guests: list[tuple[datetime, int, Line]] = []

    def lines(self) -> Iterator[Line]:
        """Exactly so many crossings; whoever is still here at the end of the year has not left in it."""
        now = self.begin
        for number in range(self.rows):
            now += self.step
            if self.guests and self.guests[0][0] <= now:
                at, _number, leaving = heappop(self.guests)
                yield ("out", _told(at), *leaving)
            else:
                yield self._comes(number, now)

    def _comes(self, number: int, now: datetime) -> Line:
        dice, at = self.dice, now - timedelta(seconds=self.dice.randrange(60))
        purpose = dice.choices(self.purposes, cum_weights=self.why)[0]
        who = self._somebody(number)
        days = dice.choice((3, 7, 14, 30, 30, 60, 90))
        arriving = self._line(who, purpose, str(days))
        if purpose not in FOR_GOOD and dice.random() > NEVER_NOTED:
            leaves = now + timedelta(days=dice.expovariate(1 / days), minutes=45)
            heappush(self.guests, (leaves, number, self._line(who, purpose, "")))
        return ("in", _told(max(at, self.begin)), *arriving)

    def _somebody(self, number: int) -> Line:
        dice = self.dice
        nation = dice.choices(self.nationalities, cum_weights=self.nations)[0]
        is_woman = dice.random() < 0.42
        born = date(1940, 1, 1) + timedelta(days=dice.randrange(365 * 68))
        given = dice.choice(self.women if is_woman else self.men)
        document = f"GEN{self.begin.year % 100:02d}{number:08d}"
        return nation, document, born.isoformat(), "F" if is_woman else "M", dice.choice(self.surnames), given

    def _line(self, who: Line, purpose: str, days: str) -> Line:
        """The cells after direction and moment, in the order of `crossingfile.NAMES`."""
        nation, document, born, sex, surname, given = who
        region = self.dice.choice(self.regions)
        checkpoint = self.dice.choice(self.checkpoints)
        return checkpoint, "", nation, "", document, born, sex, surname, given, "", purpose, region, "", days, ""


def _told(at: datetime) -> str:
    return at.isoformat(" ", "seconds")


def table(crowd: Crowd) -> Iterator[str]:
    """The file: its columns, then a line for each crossing."""
    yield ",".join(NAMES) + "\n"
    for line in crowd.lines():
        yield ",".join(line) + "\n"
