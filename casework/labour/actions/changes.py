"""What becomes of a permit after its issue: suspended, restored, revoked, surrendered, expired, replaced."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.audit import actions as audit
from casework.cases.actions.acts import Act
from casework.cases.actions.locking import check_may, check_works_here
from casework.cases.actions.steps import take_step
from casework.cases.models import Case
from casework.cases.states import State
from casework.common.constraints import refuses
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.common.workdays import local_date
from casework.labour.models import Permit, PermitChange
from casework.labour.queries import places
from casework.labour.states import CHANGES, RUNNING, PermitState


def suspend(permit: Permit, *, reason: str, by: Officer, at: datetime) -> Permit:
    """Let a permit rest; the worker may not work until it is restored."""
    return _by_officer(permit, PermitState.SUSPENDED, reason, by=by, at=at)


def restore(permit: Permit, *, reason: str, by: Officer, at: datetime) -> Permit:
    """Put a suspended permit in force again; its end stays the same."""
    return _by_officer(permit, PermitState.RESTORED, reason, by=by, at=at)


def revoke(permit: Permit, *, reason: str, by: Officer, at: datetime) -> Permit:
    """Take a permit away; another officer than the one who registered its file does it."""
    if by.pk == permit.case.registered_by_id:
        raise NotPermitted(_("You registered the file of this permit, so another officer must revoke it."))
    return _by_officer(permit, PermitState.REVOKED, reason, by=by, at=at)


def surrender(permit: Permit, *, reason: str, by: Officer, at: datetime) -> Permit:
    """Write down that the employer gave a permit back before its end."""
    return _by_officer(permit, PermitState.SURRENDERED, reason, by=by, at=at)


def _by_officer(permit: Permit, kind: PermitState, reason: str, *, by: Officer, at: datetime) -> Permit:
    again = Conflict(_("This permit changed meanwhile. Look at it as it is now."))
    with refuses("permit_change_follows_its_state", lambda: again):
        return _change(permit, kind, reason, by=by, at=at)


@transaction.atomic
def _change(permit: Permit, kind: PermitState, reason: str, *, by: Officer, at: datetime) -> Permit:
    check_may(Permission.LABOUR, by)
    check_works_here(permit.case, by)
    file = Case.objects.select_for_update(of=("self",)).get(pk=permit.place_of_id)
    found = _locked(permit)
    check_follows(found, kind)
    _write(found, kind, reason, by=by, at=at)
    if _returns(file, kind, at):
        take_step(file, "return_place", version=file.version, by=by, at=at)
    return _locked(permit)


def _returns(file: Case, kind: str, at: datetime) -> bool:
    """Whether the place of a file returns: its programme says so, its plan is open, no other permit stands on it."""
    cell = file.allocation
    if file.state != State.ISSUED or cell is None or cell.is_closed:
        return False
    rule = places.rule(cell.plan.programme_id, local_date(at))
    return kind in rule.returns and not file.permits_in_place.filter(state__in=RUNNING).exists()


def check_follows(permit: Permit, kind: str) -> None:
    """Refuse what cannot become of a permit as it stands."""
    if permit.state not in CHANGES[kind]:
        facts = {"permit": permit, "state": permit.get_state_display(), "kind": PermitState(kind).label}
        raise RuleBroken(_("Permit %(permit)s is “%(state)s”; it cannot be “%(kind)s”.") % facts)


def pass_on(permit: Permit, *, to: Case, by: Officer, at: datetime) -> None:
    """End a permit because another worker takes its post and its place, inside the step that issues the new one."""
    check_follows(permit, PermitState.REPLACED)
    _write(permit, PermitState.REPLACED, to.number, by=by, at=at)


@transaction.atomic
def expire(number: str, *, at: datetime) -> None:
    """Say that a permit ended by its time; nothing where it ended otherwise meanwhile."""
    due = Permit.objects.to_expire(local_date(at)).filter(number=number)
    found = due.select_for_update(of=("self",)).select_related("case").first()
    if found is not None:
        _write(found, PermitState.EXPIRED, "", by=None, at=at)


def check_place_is_free(case: Case, act: Act, *, by: Officer | None, at: datetime) -> None:
    """A place returns only when no permit stands on it any more."""
    if case.permits_in_place.filter(state__in=RUNNING).exists():
        raise RuleBroken(_("A permit still stands on this place."))


def _locked(permit: Permit) -> Permit:
    return Permit.objects.select_for_update(of=("self",)).select_related("case").get(pk=permit.pk)


def _write(permit: Permit, kind: PermitState, reason: str, *, by: Officer | None, at: datetime) -> None:
    on = local_date(at)
    PermitChange.objects.create(permit=permit, kind=kind, on=on, reason=reason, recorded_by=by, recorded_at=at)
    before = {"permit_state": permit.state}
    after = {"permit": permit.number, "permit_state": str(kind), "on": on}
    audit.record("permit.change", subject=permit.case.number, by=by, at=at, before=before, after=after, note=reason)
