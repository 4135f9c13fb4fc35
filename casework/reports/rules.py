"""When reports are due. Pure: no database and no clock; calendar and days of law come in as arguments.

A rule is a recurrence as RFC 5545 writes it (iCalendar), except for the days of law, which are dated data. A reporting
day is the first that the report no longer speaks of.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr

from casework.common.workdays import DAY, WorkCalendar
from casework.reports.states import Rule, Year

MOST_AT_ONCE = 120
"""Periods that a new schedule may make up: ten years of months, four months of days."""

MORNING = timedelta(minutes=10)
"""How long after midnight a day is over for reports: by then every request that began before it has ended."""

AHEAD = 400
"""Days within which every rule but one of its own comes again."""
FAR_AHEAD = 366 * 6
"""Days within which a rule of its own must come."""

RECURRENCES: Mapping[str, str] = {
    Rule.MONTHLY: "FREQ=MONTHLY;BYMONTHDAY=1",
    Rule.FEBRUARY: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1",
    Rule.JULY: "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1",
    Rule.AUGUST: "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=1",
    Rule.WEEKLY: "FREQ=WEEKLY;BYDAY=MO",
    Rule.DAILY: "FREQ=DAILY",
}
"""Which days are reporting days of each rule."""
NUMBERS = r"-?[1-9][0-9]?(,-?[1-9][0-9]?){0,30}"
PARTS: Mapping[str, str] = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY", "INTERVAL": "[1-9][0-9]{0,2}", "BYMONTH": NUMBERS, "BYMONTHDAY": NUMBERS,
    "BYSETPOS": NUMBERS, "WKST": "MO|SU",
    "BYDAY": r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)){0,30}",
}  # fmt: skip
"""What a rule of its own may say: its days alone, without a count or an end, which the schedule has itself.

An interval of zero would never end, and is no number here.
"""


@dataclass(frozen=True)
class LawDay:
    """A reporting day of law, every year from `since` on and before `until`."""

    month: int
    day: int
    since: date
    until: date | None = None

    def days(self, first: date, until: date) -> list[date]:
        found = (date(year, self.month, self.day) for year in range(first.year, until.year + 1))
        return [day for day in found if first <= day < until and self.since <= day < (self.until or date.max)]


@dataclass(frozen=True)
class Period:
    """One turn of a schedule: its reporting day, and the day from which the report can be made."""

    day: date
    due_on: date

    @property
    def as_of(self) -> date:
        """The last day that the report speaks of."""
        return self.day - DAY


@dataclass(frozen=True)
class Terms:
    """What a schedule lays down; `recipients` by their keys, `roles` by their codes; `addresses` lie outside."""

    parameters: Mapping[str, Any]
    rule: str
    formats: tuple[str, ...]
    since: date
    until: date | None
    recipients: tuple[int, ...]
    recurrence: str = ""
    roles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def periods_due(
    rule: str, since: date, until: date, calendar: WorkCalendar, *, recurrence: str = "", law: Iterable[LawDay] = ()
) -> list[Period]:
    """The periods of a rule that fall due from `since` on and before `until`, in order."""
    if until <= since:
        return []
    days = _of_law(law, since, until) if rule == Rule.LAW else _recurring(rule, since, until, recurrence)
    periods = (Period(day, due_on(rule, day, calendar)) for day in days)
    return [period for period in periods if since <= period.due_on < until]


def due_on(rule: str, day: date, calendar: WorkCalendar) -> date:
    """Monthly reports wait for the first working day; a day of law is that day, whatever the week says."""
    return calendar.add_working_days(day - DAY, 1) if rule == Rule.MONTHLY else day


def next_period(
    rule: str, today: date, calendar: WorkCalendar, *, begins: date | None = None, recurrence: str = "",
    law: Iterable[LawDay] = (),
) -> Period | None:  # fmt: skip
    """The period that falls due today or next after it; a rule of its own counts from the day on which it begins."""
    begins = begins if begins and rule == Rule.RRULE else today
    ahead = today + timedelta(days=FAR_AHEAD if rule == Rule.RRULE else AHEAD)
    found = periods_due(rule, begins, ahead, calendar, recurrence=recurrence, law=law)
    return next((period for period in found if period.due_on >= today), None)


def check_recurrence(text: str, since: date) -> None:
    """ValueError, with a sentence, where a rule cannot be read, says what it may not, or never comes."""
    parts = [part.partition("=")[::2] for part in text.split(";")]
    is_read = all(name in PARTS and re.fullmatch(PARTS[name], value) for name, value in parts)
    if not is_read or "FREQ" not in dict(parts) or len(dict(parts)) < len(parts):
        raise ValueError("parts")
    if not _recurring(Rule.RRULE, since, since + timedelta(days=FAR_AHEAD), text):
        raise ValueError("never")


def _recurring(rule: str, since: date, until: date, recurrence: str) -> list[date]:
    """Days of a rule; a month falls due within itself, so that it is looked at from its first day on."""
    first = since if rule == Rule.RRULE else since.replace(day=1)
    begins = datetime.combine(first, time())  # noqa: DTZ001 days, without a zone
    found = rrulestr(RECURRENCES.get(rule, recurrence), dtstart=begins)
    ends = datetime.combine(until, time())  # noqa: DTZ001
    return [moment.date() for moment in found.between(begins, ends, inc=True)]


def _of_law(law: Iterable[LawDay], since: date, until: date) -> list[date]:
    return sorted(day for each in law for day in each.days(since, until))


def resolved(parameters: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Parameters with a year that is a number: a schedule may name it from reporting day to reporting day."""
    years = {Year.SAME: as_of.year, Year.BEFORE: as_of.year - 1}
    year = parameters.get("year")
    return {**parameters, "year": years[Year(year)]} if year in Year.values else dict(parameters)
