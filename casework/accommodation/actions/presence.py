"""Who was seen: at the gate, and in the roll call of the day. Presence is another thing than having a place."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accommodation.actions.guards import check_runs
from casework.accommodation.models import Assignment, Centre, Sighting
from casework.accommodation.queries.presence import residents
from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.people.models import Person

How = Sighting.How


@transaction.atomic
def pass_gate(centre: Centre, person: Person, *, comes_in: bool, by: Officer, at: datetime) -> Sighting:
    """Note that somebody who lives here went through the gate."""
    check_runs(centre, by)
    there = Assignment.objects.slept().filter(centre=centre, nights__contains=local_date(at), person=person)
    if not there.exists():
        raise RuleBroken(_("%(name)s has no place here tonight; ask the manager.") % {"name": person})
    how = How.GATE_IN if comes_in else How.GATE_OUT
    return Sighting.objects.create(centre=centre, person=person, how=how, seen_by=by, seen_at=at)


@transaction.atomic
def call_roll(centre: Centre, present: Collection[int], *, by: Officer, at: datetime) -> int:
    """Note who was there at the roll call; gives how many. Whoever has no place tonight is not called."""
    check_runs(centre, by)
    called = [one.person for one in residents(centre, local_date(at)) if one.person.pk in present]
    Sighting.objects.bulk_create(
        Sighting(centre=centre, person=person, how=How.ROLL_CALL, seen_by=by, seen_at=at) for person in called
    )
    audit.record("centre.roll_called", subject=centre.code, by=by, at=at, after={"present": len(called)})
    return len(called)
