"""Counted groups: what a GROUP BY answers, as frozen facts that add up along any of their sides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from casework.common.workdays import first_moment

Key = tuple[str, ...]
Figures = tuple[int, ...]


@dataclass(frozen=True)
class Window:
    """A half-open period of days, as it was known at a moment."""

    since: date
    until: date
    known_at: datetime

    @property
    def last(self) -> date:
        return self.until - timedelta(days=1)

    @property
    def words(self) -> dict[str, Any]:
        """What a statement asks for: days, the moments at which they begin, and the moment of knowledge."""
        days = {"since": self.since, "until": self.until, "last": self.last, "before": self.since - timedelta(days=1)}
        moments = {"began": first_moment(self.since), "ended": first_moment(self.until), "known_at": self.known_at}
        return {**days, **moments}


@dataclass(frozen=True)
class Cube:
    """Groups of the things counted: each is told by a code for every side, and has every figure."""

    sides: tuple[str, ...]
    figures: tuple[str, ...]
    rows: tuple[tuple[Key, Figures], ...]

    def by(self, *sides: str) -> dict[Key, Figures]:
        """The figures added up by some of the sides; groups in which all of them are zero are left out."""
        places = [self.sides.index(side) for side in sides]
        sums: dict[Key, list[int]] = {}
        for key, figures in self.rows:
            into = sums.setdefault(tuple(key[place] for place in places), [0] * len(self.figures))
            for n, figure in enumerate(figures):
                into[n] += figure
        return {key: tuple(found) for key, found in sums.items() if any(found)}

    def where(self, side: str, code: str) -> "Cube":
        """The groups of one code of a side."""
        place = self.sides.index(side)
        return Cube(self.sides, self.figures, tuple(row for row in self.rows if row[0][place] == code))

    def total(self, figure: str) -> int:
        place = self.figures.index(figure)
        return sum(figures[place] for _key, figures in self.rows)


def counted(statement: str, words: Mapping[str, Any], sides: tuple[str, ...], figures: tuple[str, ...]) -> Cube:
    """The cube that a statement answers: first a code for each side, then each figure."""
    with connection.cursor() as cursor:
        cursor.execute(statement, words)
        rows = cursor.fetchall()
    cut = len(sides)
    return Cube(
        sides, figures,
        tuple((tuple(str(code or "") for code in row[:cut]), tuple(int(n or 0) for n in row[cut:])) for row in rows),
    )  # fmt: skip
