"""Dates of birth, as far as a document knows them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

AGE_OF_MAJORITY = 18  # Civil Code of 27 Dec 1994, art. 17
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

_FORMS = (
    re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2})(?:-(?P<day>[0-9]{1,2}))?)?"),
    re.compile(r"(?:(?P<day>[0-9]{1,2}|--)\.)?(?P<month>[0-9]{1,2}|--)\.(?P<year>[0-9]{4})"),
)


class NoBirthDate(ValueError):
    """The text is no date of birth between 1900 and 2100."""


@dataclass(frozen=True)
class BirthDate:
    """A date of birth. `on` is the first day it can have been; `precision` says whether day, month or year is known.

    ValueError where `on` is not the first day of the month or year that is known: nobody invents a day.
    """

    on: date
    precision: str = "day"

    def __post_init__(self) -> None:
        if self.on != _first_day(self.on, self.precision):
            raise ValueError(f"A date known by its {self.precision} begins on the first day of it, not {self.on}.")

    @classmethod
    def read(cls, text: str) -> "BirthDate":
        """Read 14.03.1985, 1985-03-14, 03.1985, --.03.1985, 1985-03 or 1985, the day before the month.

        NoBirthDate for everything else."""
        found = next((match for form in _FORMS if (match := form.fullmatch(text.strip()))), None)
        if found is None:
            raise NoBirthDate(text)
        return cls._known_by(*(_whole(found[part]) for part in ("year", "month", "day")))

    @classmethod
    def _known_by(cls, year: int | None, month: int | None, day: int | None) -> "BirthDate":
        if year is None or not EARLIEST_YEAR <= year <= LATEST_YEAR or (day and not month):
            raise NoBirthDate(f"{year}-{month}-{day}")
        try:
            on = date(year, 1 if month is None else month, 1 if day is None else day)
        except ValueError as mistake:
            raise NoBirthDate(str(mistake)) from mistake
        return cls(on, "year" if month is None else "month" if day is None else "day")

    @property
    def until(self) -> date:
        """The first day on which the person surely was born before."""
        if self.precision == "day":
            return self.on + timedelta(days=1)
        if self.precision == "year":
            return date(self.on.year + 1, 1, 1)
        return (self.on + timedelta(days=31)).replace(day=1)

    @property
    def swapped(self) -> date | None:
        """The day with day and month in each other's place, where that is another day and there is one."""
        if self.precision != "day" or self.on.day > 12 or self.on.day == self.on.month:
            return None
        return self.on.replace(month=self.on.day, day=self.on.month)

    def may_be(self, day: date) -> bool:
        return self.on <= day < self.until

    def age_on(self, day: date) -> int:
        """Years completed for certain; of a date known in part the last day it can have been is counted."""
        last = self.until - timedelta(days=1)
        return day.year - last.year - ((day.month, day.day) < (last.month, last.day))

    def is_minor_on(self, day: date) -> bool:
        """Whether the person may still be a minor: doubt protects the child."""
        return self.age_on(day) < AGE_OF_MAJORITY

    def __str__(self) -> str:
        """The form that `read` reads back."""
        return f"{self.on:%d.%m.%Y}"[{"day": 0, "month": 3, "year": 6}[self.precision] :]


def _first_day(day: date, precision: str) -> date:
    known = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}
    return known[precision]


def _whole(part: str | None) -> int | None:
    return None if part is None or part == "--" else int(part)
