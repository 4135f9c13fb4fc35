"""Who holds a file, and what officers note in it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.cases.actions.locking import changed, check_may, check_open, check_works_here, locked
from casework.cases.models import Case
from casework.common.errors import RuleBroken


@transaction.atomic
def take(case: Case, *, version: int, by: Officer, at: datetime) -> Case:
    """Become the holder of a file that nobody of the office holds, or take it over from a colleague."""
    case = locked(case, version)
    check_may(Permission.PROCESS, by)
    check_works_here(case, by)
    check_open(case)
    before = case.holder and case.holder.username
    case.holder = by
    changed(case, "take", by=by, at=at, fields=("holder",), before={"holder": before}, holder=by.username)
    return case


@transaction.atomic
def note(case: Case, *, text: str, by: Officer, at: datetime) -> None:
    """Add a note to the trail of a file. It cannot be changed afterwards."""
    check_may(Permission.PROCESS, by)
    check_works_here(case, by)
    if not text.strip():
        raise RuleBroken(_("Write the note before you save it."))
    audit.record("case.note", subject=case.number, by=by, at=at, note=text)
