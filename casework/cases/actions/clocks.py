"""The clock of a file: its legal date with its reasons, its pauses."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.actions.locking import changed, check_may, check_open, check_works_here, locked
from casework.cases.models import Case, Pause
from casework.cases.procedures import procedure
from casework.cases.queries.dates import dates_of
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.reference import queries as reference

FIELDS = ("due_on", "due_explanation", "target_on", "clock_stopped_on")


def set_clock(case: Case) -> None:
    """Compute the legal date from the facts of the file; the caller saves it."""
    dates = dates_of(case, reference.work_calendar)
    if dates is not None:
        due, case.target_on = dates
        case.due_on, case.due_explanation = due.on, due.explanation()


@transaction.atomic
def pause(case: Case, *, version: int, reason: str, by: Officer, at: datetime) -> Pause:
    """Let the clock stand still while the applicant brings what is missing."""
    case = locked(case, version)
    check_may(procedure(case.procedure).works, by)
    check_works_here(case, by)
    check_open(case)
    if case.clock_stopped_on is not None:
        raise RuleBroken(_("The clock of this file already stands still."))
    case.clock_stopped_on = local_date(at)
    changed(case, "pause", fields=("clock_stopped_on",), by=by, at=at, note=reason)
    return Pause.objects.create(case=case, reason=reason, since=local_date(at), started_by=by, started_at=at)


@transaction.atomic
def resume(case: Case, *, version: int, by: Officer, at: datetime) -> Case:
    """Let the clock run again; the legal date moves by the days paused."""
    case = locked(case, version)
    check_may(procedure(case.procedure).works, by)
    check_works_here(case, by)
    _end_pause(case, by=by, at=at)
    before = case.due_on
    case.clock_stopped_on = None
    set_clock(case)
    changed(case, "resume", fields=FIELDS, by=by, at=at, before={"due_on": before}, due_on=case.due_on)
    return case


def stop(case: Case, *, by: Officer | None, at: datetime) -> None:
    """The clock of a closed file stands still for good, and a pause that runs has ended; the caller saves the file."""
    if case.clock_stopped_on is None:
        case.clock_stopped_on = local_date(at)
    else:
        case.pauses.filter(until=None).update(until=local_date(at), ended_by=by, ended_at=at)


def _end_pause(case: Case, *, by: Officer, at: datetime) -> None:
    running = case.pauses.filter(until=None).first()
    if running is None:
        raise RuleBroken(_("The clock of this file is running; there is no pause to end."))
    running.until, running.ended_by, running.ended_at = local_date(at), by, at
    running.save(update_fields=["until", "ended_by", "ended_at"])
