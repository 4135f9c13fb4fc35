"""Absences: recorded by the officer, or by the head of the office; a deputy stands in meanwhile."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accounts.actions.guards import subject
from casework.accounts.models import Absence, Officer
from casework.accounts.permissions import Permission
from casework.accounts.queries import deputies_for
from casework.audit.actions import record
from casework.common.constraints import explained
from casework.common.errors import Conflict, NotPermitted, RuleBroken


def record_absence(
    officer: Officer, *, since: date, until: date | None, deputy: Officer | None, by: Officer, at: datetime
) -> Absence:
    """Record that an officer is away from `since` up to and not including `until`, and who stands in meanwhile."""
    with explained(ABSENCE_REFUSALS):
        return _record_absence(officer, since=since, until=until, deputy=deputy, by=by, at=at)


@transaction.atomic
def _record_absence(
    officer: Officer, *, since: date, until: date | None, deputy: Officer | None, by: Officer, at: datetime
) -> Absence:
    _check_may_tell_of(officer, by)
    if until is not None and until <= since:
        raise RuleBroken(_("The first day back lies after the first day away."))
    _check_deputy(officer, deputy, since, until)
    absence = Absence.objects.create(
        officer=officer, since=since, until=until, deputy=deputy, recorded_by=by, recorded_at=at
    )
    record("officer.absent", subject=subject(officer), by=by, at=at, after=_told(absence))
    return absence


def change_absence(
    absence: Absence, *, version: int, until: date | None, deputy: Officer | None, by: Officer, at: datetime
) -> Absence:
    """Move the first day back, or name another deputy. Back on the first day means that it was called off."""
    with explained(ABSENCE_REFUSALS):
        return _change_absence(absence, version=version, until=until, deputy=deputy, by=by, at=at)


@transaction.atomic
def _change_absence(
    absence: Absence, *, version: int, until: date | None, deputy: Officer | None, by: Officer, at: datetime
) -> Absence:
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    _check_may_tell_of(absence.officer, by)
    if absence.version != version:
        raise Conflict(_("This absence was changed while you read it. Look at it as it is now, then decide again."))
    before = _told(absence)
    if deputy != absence.deputy or not _is_no_longer(until, absence.until):
        _check_deputy(absence.officer, deputy, absence.since, until)
    absence.until, absence.deputy, absence.version = until, deputy, version + 1
    absence.save(update_fields=["until", "deputy", "version"])
    record(
        "officer.absence_changed", subject=subject(absence.officer), by=by, at=at, before=before, after=_told(absence)
    )
    return absence


def _is_no_longer(until: date | None, before: date | None) -> bool:
    return before is None or until is not None and until <= before


def _told(absence: Absence) -> dict[str, object]:
    deputy = absence.deputy.username if absence.deputy else None
    return {"since": absence.since, "until": absence.until, "deputy": deputy}


def _check_may_tell_of(officer: Officer, by: Officer) -> None:
    is_head = by.has_perm(Permission.ASSIGN) and by.office_id == officer.office_id
    if by.pk != officer.pk and not is_head:
        raise NotPermitted(_("An absence is recorded by the officer, or by the head of the officer’s office."))


def _check_deputy(officer: Officer, deputy: Officer | None, since: date, until: date | None) -> None:
    """Refuse a deputy who cannot do the work or is away too, and an absence of somebody who stands in meanwhile."""
    if deputy is not None and deputy not in deputies_for(officer):
        raise RuleBroken(_("%(name)s may not do all that %(officer)s does; choose another deputy.") % {
            "name": deputy, "officer": officer
        })  # fmt: skip
    meeting = Absence.objects.meeting(since, until)
    if meeting.filter(officer=deputy).exists():
        raise RuleBroken(_("%(name)s is away on some of these days; choose another deputy.") % {"name": deputy})
    left_alone = meeting.filter(deputy=officer).select_related("officer").first()
    if left_alone is not None:
        raise RuleBroken(
            _("%(name)s stands in for %(other)s on some of these days; name another deputy there first.")
            % {"name": officer, "other": left_alone.officer}
        )


def _not_there() -> Conflict:
    return Conflict(_("The deputy was recorded as away at the same moment; choose another deputy."))


ABSENCE_REFUSALS = {"absence_deputy_is_there": _not_there}
