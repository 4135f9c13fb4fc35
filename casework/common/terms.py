"""Terms of the law: a number of working or calendar days, and the date they lead to, with its reasons. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from casework.common.periods import Period
from casework.common.workdays import WorkCalendar


class Unit(StrEnum):
    WORKING_DAYS = "working days"
    CALENDAR_DAYS = "calendar days"


@dataclass(frozen=True)
class Term:
    """A deadline as the law gives it: so many days, of one kind, by one act."""

    days: int
    unit: Unit
    act: str
    is_approximate: bool = False


@dataclass(frozen=True)
class Due:
    """A date and why it is that date, ready to be stored and shown."""

    on: date
    received_on: date
    term: Term
    days_off: tuple[date, ...] = ()
    paused_days: int = 0

    def explanation(self) -> dict[str, Any]:
        """The facts behind the date as plain JSON values."""
        plain = asdict(self) | {"on": self.on.isoformat(), "received_on": self.received_on.isoformat()}
        plain["days_off"] = [day.isoformat() for day in self.days_off]
        return plain


def due(received_on: date, term: Term, calendar: WorkCalendar, pauses: Sequence[Period] = (), *, today: date) -> Due:
    """The day by which the office must decide.

    Working days start the day after receipt; a pause moves the date by the days paused, and an open pause
    by the days up to `today`. A date moved onto a day off goes on to the next working day.
    """
    paused = sum((min(pause.until or today, max(today, pause.since)) - pause.since).days for pause in pauses)
    moved = _unpaused(received_on, term, calendar) + timedelta(days=paused)
    if paused and term.unit == Unit.WORKING_DAYS:
        moved = moved if calendar.is_working(moved) else calendar.add_working_days(moved, 1)
    return Due(moved, received_on, term, tuple(calendar.days_off_between(received_on, moved)), paused)


def _unpaused(received_on: date, term: Term, calendar: WorkCalendar) -> date:
    if term.unit == Unit.CALENDAR_DAYS:
        return received_on + timedelta(days=term.days)
    return calendar.add_working_days(received_on, term.days)
