"""Which periods of which schedules wait for their issue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.common.workdays import DAY, WorkCalendar, local_date
from casework.reference.queries import work_calendar
from casework.reports.models import Issue, Schedule
from casework.reports.queries.law import law_days
from casework.reports.rules import MORNING, LawDay, Period, next_period, periods_due


@dataclass(frozen=True)
class Missing:
    """A period without its issue."""

    schedule: int
    period: Period

    @property
    def subject(self) -> str:
        """What the sweep calls it."""
        return f"{self.schedule}/{self.period.day.isoformat()}"


def missing(at: datetime) -> list[Missing]:
    """Every period that is due and has no issue, the earliest first. A schedule that ended still owes what it owed."""
    made, calendar = _made(), work_calendar()
    law = law_days()
    found = [
        Missing(schedule.pk, period)
        for schedule in Schedule.objects.all()
        for period in periods_of(schedule, at, calendar, law)
        if (schedule.pk, period.day) not in made
    ]
    return sorted(found, key=lambda each: (each.period.due_on, each.schedule, each.period.day))


def periods_of(schedule: Schedule, at: datetime, calendar: WorkCalendar, law: Sequence[LawDay]) -> list[Period]:
    """All periods of a schedule that were due by a moment."""
    tomorrow = local_date(at - MORNING) + DAY
    until = tomorrow if schedule.until is None else min(schedule.until, tomorrow)
    return periods_due(
        schedule.rule, schedule.since, until, calendar, recurrence=schedule.recurrence, law=law
    )  # fmt: skip


def due_period(schedule: Schedule, day: date, at: datetime) -> Period | None:
    """The period of this reporting day, where it is due and not issued yet."""
    if schedule.issues.filter(period=day).exists():
        return None
    periods = periods_of(schedule, at, work_calendar(), law_days())
    return next((period for period in periods if period.day == day), None)


@dataclass(frozen=True)
class Coming:
    """A schedule at work, and its next period; None where the schedule ends before."""

    schedule: Schedule
    period: Period | None

    @property
    def due_on(self) -> date:
        return self.period.due_on if self.period else date.max


def coming(schedules: Iterable[Schedule], since: date, calendar: WorkCalendar) -> list[Coming]:
    """The next period of each schedule from a day on, the nearest first."""
    law = law_days()
    return sorted((_next(schedule, since, calendar, law) for schedule in schedules), key=lambda each: each.due_on)


def _next(schedule: Schedule, since: date, calendar: WorkCalendar, law: Sequence[LawDay]) -> Coming:
    first = max(since, schedule.since)
    period = next_period(
        schedule.rule, first, calendar, begins=schedule.since, recurrence=schedule.recurrence, law=law
    )  # fmt: skip
    is_left = period is not None and (schedule.until is None or period.due_on < schedule.until)
    return Coming(schedule, period if is_left else None)


def _made() -> set[tuple[int, date]]:
    issued = Issue.objects.filter(schedule__isnull=False).order_by().values_list("schedule", "period")
    return {(schedule, period) for schedule, period in issued if schedule is not None and period is not None}
