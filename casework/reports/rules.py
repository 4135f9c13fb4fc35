"""When reports are due. Pure: no database and no clock; the working calendar comes in as an argument.

Reporting days of law on record: 1 July and 1 February (2012-2014), 1 August and 1 February (2016); figures of a quota
are told on the 1st of a month. A reporting day is the first that the report no longer speaks of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casework.common.workdays import DAY, WorkCalendar
from casework.reports.states import Rule, Year

MOST_AT_ONCE = 120
"""Periods that a new schedule may make up: ten years of months, four months of days."""

MORNING = timedelta(minutes=10)
"""How long after midnight a day is over for reports: by then every request that began before it has ended."""

REPORTING: Mapping[str, Callable[[date], bool]] = {
    Rule.MONTHLY: lambda day: day.day == 1,
    Rule.FEBRUARY: lambda day: (day.month, day.day) == (2, 1),
    Rule.JULY: lambda day: (day.month, day.day) == (7, 1),
    Rule.AUGUST: lambda day: (day.month, day.day) == (8, 1),
    Rule.WEEKLY: lambda day: day.weekday() == 0,
    Rule.DAILY: lambda day: True,
}
"""Which days are reporting days of each rule."""


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
    """What a schedule lays down; `recipients` by their keys."""

    parameters: Mapping[str, Any]
    rule: str
    formats: tuple[str, ...]
    since: date
    until: date | None
    recipients: tuple[int, ...]


def periods_due(rule: str, since: date, until: date, calendar: WorkCalendar) -> list[Period]:
    """The periods of a rule that fall due from `since` on and before `until`, in order."""
    first = since.replace(day=1)  # a month falls due within itself
    days = (first + timedelta(days=n) for n in range((until - first).days))
    periods = (Period(day, due_on(rule, day, calendar)) for day in days if REPORTING[rule](day))
    return [period for period in periods if since <= period.due_on < until]


def due_on(rule: str, day: date, calendar: WorkCalendar) -> date:
    """Monthly reports wait for the first working day; a day of law is that day, whatever the week says."""
    return calendar.add_working_days(day - DAY, 1) if rule == Rule.MONTHLY else day


def next_period(rule: str, today: date, calendar: WorkCalendar) -> Period:
    """The period that falls due today or next after it."""
    return periods_due(rule, today, today + timedelta(days=400), calendar)[0]


def resolved(parameters: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Parameters with a year that is a number: a schedule may name it from reporting day to reporting day."""
    years = {Year.SAME: as_of.year, Year.BEFORE: as_of.year - 1}
    year = parameters.get("year")
    return {**parameters, "year": years[Year(year)]} if year in Year.values else dict(parameters)
