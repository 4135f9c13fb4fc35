"""The dates of files as the law and the calendar of today give them."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Prefetch, QuerySet

from casework.cases.models import Case, Pause
from casework.cases.procedures import procedure
from casework.common import terms
from casework.common.periods import Period
from casework.common.workdays import WorkCalendar
from casework.reference import queries as reference

Dates = tuple[terms.Due, date]
TARGET_LEAD = "office.target_lead"


def dates_of(case: Case, calendar_of_the_office: Callable[[], WorkCalendar]) -> Dates | None:
    """The legal date of a file with its reasons, and the office's own earlier one; None where there is no term.

    A complaint has none: no source on record says in what time it is decided. Pauses that run move nothing yet. Raises
    FigureMissing where no figure is on record for the day of receipt.
    """
    key = procedure(case.procedure).term
    if key is None or case.complains_of_id is not None:
        return None
    ended = [Period(pause.since, pause.until) for pause in _pauses(case) if pause.until is not None]
    calendar = calendar_of_the_office()
    figures = reference.figures([key, TARGET_LEAD], case.received_on)
    due = terms.due(case.received_on, reference.term_of(figures[key]), calendar, ended, today=case.received_on)
    return due, _target(case.received_on, due.on, figures[TARGET_LEAD].whole, calendar)


def _pauses(case: Case) -> list[Pause]:
    return list(case.pauses.all()) if case.pk else []


def _target(received_on: date, due_on: date, lead: int, calendar: WorkCalendar) -> date:
    """The office's own earlier date, so many working days before, never before the day after receipt."""
    return max(calendar.subtract_working_days(due_on, lead), calendar.add_working_days(received_on, 1))


def is_moved(case: Case) -> bool:
    """Whether an open file has other dates than its day, its pauses and the calendar of today give."""
    return case.is_open and _differs(case, reference.work_calendar)


def moved_files() -> Iterator[str]:
    """Numbers of open files whose dates are no longer those that the law and the calendar give."""
    calendar = reference.work_calendar()
    return (case.number for case in _open_files() if _differs(case, lambda: calendar))


def _open_files() -> QuerySet[Case]:
    return Case.objects.open().order_by("pk").prefetch_related(Prefetch("pauses"))


def _differs(case: Case, calendar: Callable[[], WorkCalendar]) -> bool:
    """A file without a figure for its day waits for whoever keeps the figures."""
    try:
        dates = dates_of(case, calendar)
    except reference.FigureMissing:
        return False
    return dates is not None and (dates[0].on, dates[1]) != (case.due_on, case.target_on)
