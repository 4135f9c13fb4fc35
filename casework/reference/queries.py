"""What is in force on a day."""

from datetime import date
from decimal import Decimal

from casework.common.terms import Term, Unit
from casework.common.workdays import WorkCalendar
from casework.reference.models import CalendarDay, Figure


class FigureMissing(LookupError):
    """The law gives no such figure for that day; reference data must be completed."""


def figure(key: str, on: date) -> Figure:
    """The row of a figure in force on a day; FigureMissing where the law gives none."""
    found = Figure.objects.in_force(key, on)
    if found is None:
        raise FigureMissing(f"No figure “{key}” is in force on {on:%d %b %Y}; an administrator must add it.")
    return found


def amount(key: str, on: date) -> Decimal:
    return figure(key, on).value


def term(key: str, on: date) -> Term:
    """A deadline of the law as a Term, with its act."""
    row = figure(key, on)
    return Term(row.whole, Unit(row.unit), str(row.act or row.source), row.is_approximate)


def work_calendar() -> WorkCalendar:
    return WorkCalendar(dict(CalendarDay.objects.values_list("day", "is_working")))
