"""A calendar or a figure that changed moves the dates of open files; closed ones keep theirs."""

from datetime import datetime

from django.db import transaction

from casework.cases.actions.clocks import set_clock
from casework.cases.actions.locking import changed, lock
from casework.cases.models import Case
from casework.cases.queries.dates import is_moved

FIELDS = ("due_on", "due_explanation", "target_on")


@transaction.atomic
def move_dates(case: Case, *, at: datetime) -> Case:
    """Compute the legal date anew, with an event that says what it was; nothing where it stays."""
    case = lock(case)
    if not is_moved(case):
        return case
    before = {"due_on": case.due_on, "target_on": case.target_on}
    set_clock(case)
    changed(
        case, "move_dates", fields=FIELDS, by=None, at=at, before=before, due_on=case.due_on, target_on=case.target_on
    )
    return case
