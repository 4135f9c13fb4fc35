"""Who holds a file, and what officers note in it. The holder is the officer in whose work list a file is."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.cases import queries
from casework.cases.actions.locking import changed, check_may, check_open, check_works_here, locked
from casework.cases.models import Case
from casework.cases.procedures import procedure
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date


@transaction.atomic
def take(case: Case, *, version: int, by: Officer, at: datetime) -> Case:
    """Become the holder of a file that nobody of the office holds, or take it over from a colleague."""
    case = locked(case, version)
    check_may(procedure(case.procedure).works, by)
    check_works_here(case, by)
    check_open(case)
    before = case.holder and case.holder.username
    case.holder = by
    changed(case, "take", by=by, at=at, fields=("holder",), before={"holder": before}, holder=by.username)
    return case


@transaction.atomic
def assign(
    case: Case, *, version: int, officer: Officer | None, reason: str = "", by: Officer, at: datetime
) -> Case:  # fmt: skip
    """Give a file of the head's office to one of its officers; without `officer`, take it from its holder."""
    check_may(Permission.ASSIGN, by)
    check_works_here(case, by)
    _check_may_hold(officer, procedure(case.procedure).works, by, at)
    return _give(case, version=version, officer=officer, reason=reason, by=by, at=at)


@transaction.atomic
def assign_all(
    files: Iterable[tuple[Case, int]], *, officer: Officer | None, reason: str = "", by: Officer, at: datetime
) -> None:
    """As `assign`, several files as they were read: all or none. RuleBroken names each that stands in the way."""
    check_may(Permission.ASSIGN, by)
    refused = []
    for case, version in sorted(files, key=lambda file: file[0].pk):
        try:
            _check_may_hold(officer, procedure(case.procedure).works, by, at)
            _give(case, version=version, officer=officer, reason=reason, by=by, at=at)
        except RuleBroken as refusal:
            refused.append(f"{case.number}: {refusal}")
    if refused:
        raise RuleBroken(*refused)


def _check_may_hold(officer: Officer | None, works: str, by: Officer, at: datetime) -> None:
    """Refuse whoever may not work on such files of the office, and whoever is away while nobody stands in."""
    if officer is None:
        return
    if not queries.who_may_hold(by.office, works).filter(pk=officer.pk).exists():
        raise RuleBroken(_("%(name)s cannot hold files of your office; choose another officer.") % {"name": officer})
    if officer.absences.on(local_date(at)).unattended().exists():
        raise RuleBroken(_("%(name)s is away and nobody stands in; choose another officer.") % {"name": officer})


def _give(case: Case, *, version: int, officer: Officer | None, reason: str, by: Officer, at: datetime) -> Case:
    case = locked(case, version)
    check_works_here(case, by)
    check_open(case)
    before = case.holder and case.holder.username
    if case.holder == officer:
        raise RuleBroken(
            _("%(name)s holds this file already.") % {"name": officer} if officer else _("Nobody holds it.")
        )
    case.holder = officer
    kind, after = ("assign", officer.username) if officer else ("unassign", None)
    changed(case, kind, by=by, at=at, fields=("holder",), note=reason, before={"holder": before}, holder=after)
    return case


@transaction.atomic
def note(case: Case, *, text: str, by: Officer, at: datetime) -> None:
    """Add a note to the trail of a file. It cannot be changed afterwards."""
    check_may(procedure(case.procedure).works, by)
    check_works_here(case, by)
    if not text.strip():
        raise RuleBroken(_("Write the note before you save it."))
    audit.record("case.note", subject=case.number, by=by, at=at, note=text)
