"""Places kept empty for a reason: repairs, quarantine, a water pipe."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from casework.accommodation.actions.guards import check_nights, check_runs, refusals
from casework.accommodation.models import Assignment, Place
from casework.accommodation.states import State
from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import Conflict, RuleBroken
from casework.common.rows import insert


def block(place: Place, *, since: date, until: date, reason: str, by: Officer, at: datetime) -> Assignment:
    """Keep a place empty from a day up to the day on which it can be used again."""
    with refusals(), transaction.atomic():
        centre = place.room.centre
        check_runs(centre, by)
        check_nights(since, until)
        if not reason:
            raise RuleBroken(_("Say why the place is kept empty."))
        made = insert(Assignment(
            place=place, nights=DateRange(since, until), reason=reason, room=place.room, centre=centre, made_by=by,
            made_at=at, is_generated=centre.is_generated,
        ))  # fmt: skip
        told = {"place": str(place), "since": since, "until": until}
        audit.record("centre.blocked", subject=centre.code, by=by, at=at, after=told, note=reason)
    return made


def unblock(blocked: Assignment, *, on: date, by: Officer, at: datetime) -> Assignment:
    """Let a place be used again from a day on."""
    with transaction.atomic():
        rows = Assignment.objects.select_for_update(of=("self",)).select_related("centre__office", "place__room")
        found = rows.get(pk=blocked.pk)
        check_runs(found.centre, by)
        if not found.is_block or found.state == State.CANCELLED or on >= found.until:
            raise Conflict(_("This place is not blocked any more on that day; nothing was changed."))
        if on <= found.since:
            found.state = State.CANCELLED
        else:
            found.nights = DateRange(found.since, on)
        found.save(update_fields=["nights", "state"])
        told = {"place": str(found.place), "since": on}
        audit.record("centre.unblocked", subject=found.centre.code, by=by, at=at, after=told)
    return found
