"""Holds end by the applicant's clock, never because the office is late: a paper that was not brought in its pause."""

from datetime import date, datetime

from django.db import transaction

from casework.cases.actions.locking import lock
from casework.cases.actions.steps import take_step
from casework.cases.models import Case, Pause
from casework.cases.queries.waiting import kept_until, pauses_that_hold
from casework.common.workdays import local_date


def holds_due(today: date) -> list[str]:
    """Numbers of the files that hold places and whose family let its time pass, the longest pause first."""
    return [pause.case.number for pause in pauses_that_hold() if _is_over(pause, today)]


@transaction.atomic
def let_lapse(case: Case, *, at: datetime) -> Case:
    """End the hold of a file and close it; nothing where the family has brought the paper meanwhile."""
    case = lock(case)
    pause = pauses_that_hold().filter(case=case).first()
    if pause is None or not _is_over(pause, local_date(at)):
        return case
    return take_step(case, "lapse", version=case.version, by=None, at=at)


def _is_over(pause: Pause, today: date) -> bool:
    last = kept_until(pause)
    return last is not None and last < today
