"""Who a file decides about. Any change voids a waiting proposal; a member who joins after the hold needs a place."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.actions import decisions, holds
from casework.cases.actions.locking import (
    changed,
    check_in_no_other_file,
    check_may,
    check_open,
    check_works_here,
    locked,
)
from casework.cases.models import Case, CaseMember
from casework.cases.procedures import procedure, registered
from casework.cases.queries.impact import held_places
from casework.cases.states import NotCounted
from casework.common.constraints import explained
from casework.people.models import Person


def add_member(case: Case, *, version: int, person: Person, role: str, by: Officer, at: datetime) -> CaseMember:
    """Add a person to an open file; where places are held, one more is held, or the member is refused.

    Whoever takes no place by the rules of the procedure is added without one.
    """
    with explained({"allocation_not_overdrawn": lambda: holds.shortage(case, at, joining=1)}):
        return _add(case, version=version, person=person, role=role, by=by, at=at)


@transaction.atomic
def _add(case: Case, *, version: int, person: Person, role: str, by: Officer, at: datetime) -> CaseMember:
    case = _editable(case, version, by)
    leaves_out = registered()[case.procedure].leaves_out
    why_not = leaves_out(case, person) if leaves_out else ""
    if not why_not and not case.members.filter(person=person).exists():
        check_in_no_other_file([person.pk], case.procedure)
    member = CaseMember.objects.create(case=case, person=person, role=role, is_counted=not why_not, why_not=why_not)
    _note_change(case, "add_member", member, by=by, at=at)
    _hold_what_is_missing(case, by=by, at=at)
    return member


def set_counted(member: CaseMember, *, version: int, why_not: str, by: Officer, at: datetime) -> CaseMember:
    """Say that a member takes no place and why; an empty reason counts the member again."""
    with explained({"allocation_not_overdrawn": lambda: holds.shortage(member.case, at, joining=1)}):
        return _set_counted(member, version=version, why_not=why_not, by=by, at=at)


@transaction.atomic
def _set_counted(member: CaseMember, *, version: int, why_not: str, by: Officer, at: datetime) -> CaseMember:
    case = _editable(member.case, version, by)
    member = case.members.get(pk=member.pk)
    member.is_counted, member.why_not = not why_not, why_not
    member.save(update_fields=["is_counted", "why_not"])
    _note_change(case, "count_member", member, by=by, at=at)
    _hold_what_is_missing(case, by=by, at=at)
    return member


def _editable(case: Case, version: int, by: Officer) -> Case:
    case = locked(case, version)
    check_may(procedure(case.procedure).works, by)
    check_works_here(case, by)
    check_open(case)
    return case


def _note_change(case: Case, kind: str, member: CaseMember, *, by: Officer, at: datetime) -> None:
    decisions.void_proposal(case, str(_("The members of the file changed.")))
    reason = str(NotCounted(member.why_not).label) if member.why_not else ""
    changed(
        case, kind, by=by, at=at, fields=("clock_stopped_on",),
        person=member.person.number, is_counted=member.is_counted, why_not=reason,
    )  # fmt: skip


def _hold_what_is_missing(case: Case, *, by: Officer, at: datetime) -> None:
    """Only where the file holds places already: before the hold a member changes nothing in the ledger."""
    if case.allocation_id is not None and held_places(case):
        holds.hold(case, by=by, at=at)
