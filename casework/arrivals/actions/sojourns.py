"""Sojourns cleared by officers, and told of by hosts."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.accounts.permissions import Permission
from casework.arrivals.models import HostNotice, Sojourn
from casework.arrivals.states import Clearing
from casework.audit import actions as audit
from casework.common.constraints import explained
from casework.common.errors import NotPermitted, RuleBroken


@transaction.atomic
def clear(sojourn: Sojourn, reason: Clearing, *, note: str, by: Officer, at: datetime) -> Sojourn:
    """Say why somebody beyond the last day did not overstay."""
    found = _locked(sojourn, by)
    if found.cleared:
        raise RuleBroken(_("An officer cleared this sojourn already."))
    found.cleared, found.cleared_note, found.cleared_by, found.cleared_at = reason, note, by, at
    found.save(update_fields=["cleared", "cleared_note", "cleared_by", "cleared_at"])
    _tell("sojourn.cleared", found, by, at, {"cleared": reason, "note": note})
    return found


def take_notice(
    sojourn: Sojourn, facts: Mapping[str, str], *, received_on: date, by: Officer, at: datetime
) -> HostNotice:
    """Write down what a host tells at the counter."""
    with explained():
        return _take_notice(sojourn, facts, received_on=received_on, by=by, at=at)


@transaction.atomic
def _take_notice(
    sojourn: Sojourn, facts: Mapping[str, str], *, received_on: date, by: Officer, at: datetime
) -> HostNotice:
    found = _locked(sojourn, by)
    if found.arrived_on is None or received_on < found.arrived_on:
        raise RuleBroken(_("A host tells of somebody who has arrived; choose the day of the notice anew."))
    notice = HostNotice.objects.create(sojourn=found, received_on=received_on, taken_by=by, taken_at=at, **facts)
    _tell("sojourn.host_told", found, by, at, {"on": received_on})
    return notice


def _locked(sojourn: Sojourn, by: Officer) -> Sojourn:
    if not by.has_perm(Permission.CLEAR_SOJOURNS):
        raise NotPermitted(_("You may not clear sojourns or take notices of hosts."))
    return Sojourn.objects.select_for_update(of=("self",)).get(pk=sojourn.pk)


def _tell(kind: str, sojourn: Sojourn, by: Officer, at: datetime, after: Mapping[str, object]) -> None:
    audit.record(kind, subject=f"sojourn {sojourn.pk}", by=by, at=at, after=after)
