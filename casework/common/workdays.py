"""Working days of a calendar given as data, and the local date of a moment. Pure but for the zone of the office."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")
SATURDAY = 5
DAY = timedelta(days=1)


def local_date(at: datetime) -> date:
    """The legal day of a moment: the date on the wall in Almaty."""
    if at.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return at.astimezone(ALMATY).date()


def first_moment(day: date) -> datetime:
    """When a legal day begins."""
    return datetime.combine(day, time(), ALMATY)


@dataclass(frozen=True)
class WorkCalendar:
    """Days that differ from the week's rhythm: a holiday (False) or a working Saturday or Sunday (True).

    `names`: what such a day is called, for explanations.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def exceptions_between(self, first: date, last: date) -> list[date]:
        """Days that break the week's rhythm, both ends included: weekdays off, and Saturdays or Sundays worked."""
        return [day for day, works in sorted(self.exceptions.items()) if first <= day <= last and works != _usual(day)]

    def add_working_days(self, start: date, days: int) -> date:
        """The n-th working day after `start`; the day of receipt itself is never counted."""
        day = start
        while days > 0:
            day += DAY
            days -= self.is_working(day)
        return day

    def subtract_working_days(self, end: date, days: int) -> date:
        """The n-th working day before `end`."""
        day = end
        while days > 0:
            day -= DAY
            days -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative where `end` lies before."""
        low, high = sorted((start, end))
        count = sum(self.is_working(low + timedelta(days=n)) for n in range(1, (high - low).days + 1))
        return count if end >= start else -count


def _usual(day: date) -> bool:
    return day.weekday() < SATURDAY
