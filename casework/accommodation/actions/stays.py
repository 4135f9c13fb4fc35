"""Stays: opened for a family that may have one, ended when nobody of it is there any more."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accommodation.actions.courses import end_part
from casework.accommodation.actions.guards import check_manages, check_open, check_runs, locked, refusals
from casework.accommodation.models import Centre, Participant, Stay, StepFreeNeed
from casework.accommodation.queries.basis import basis_of
from casework.accommodation.states import RUNNING, EndReason, Result
from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.cases.models import Case
from casework.common.errors import RuleBroken
from casework.common.sequences import next_number
from casework.common.workdays import local_date
from casework.people.models import Household
from casework.returnees.models import Grant


def open_stay(
    centre: Centre, household: Household, *, asked_on: date, is_visiting: bool = False, by: Officer, at: datetime,
) -> Stay:  # fmt: skip
    """Put a family on the waiting list of a centre, where a file or a status entitles it to a stay there."""
    with refusals(), transaction.atomic():
        check_runs(centre, by)
        return opened(
            centre, household, asked_on=asked_on, is_visiting=is_visiting, by=by, at=at
        )  # fmt: skip


def opened(
    centre: Centre, household: Household, *, asked_on: date, is_visiting: bool = False,
    follows: Stay | None = None, by: Officer, at: datetime,
) -> Stay:  # fmt: skip
    """Write a stay; inside the caller's transaction, whoever consented to it."""
    if asked_on > local_date(at):
        raise RuleBroken(_("A family asks today or asked earlier; enter that day."))
    basis = basis_of(household, centre.kind, asked_on)
    stay = Stay.objects.create(
        number=f"AC-{local_date(at).year}-{next_number('accommodation_stay_number'):06d}",
        household=household, centre=centre, kind=centre.kind, asked_on=asked_on,
        case=basis if isinstance(basis, Case) else None, grant=basis if isinstance(basis, Grant) else None,
        is_visiting=is_visiting, follows=follows, opened_by=by, opened_at=at, is_generated=household.is_generated,
    )  # fmt: skip
    told = {"centre": centre.code, "household": household.number, "rests_on": str(basis)}
    audit.record("stay.opened", subject=stay.number, by=by, at=at, after=told)
    return stay


@transaction.atomic
def note_step_free(stay: Stay, persons: Collection[int], *, by: Officer, at: datetime) -> None:
    """Note who of a family cannot climb steps (ids of persons); whoever is not named can."""
    stay = locked(stay, on=local_date(at))
    check_manages(stay, by)
    check_open(stay)
    if not set(persons) <= set(stay.family):
        raise RuleBroken(_("Choose members of this family."))
    needs = stay.step_free_needs
    needs.exclude(person__in=persons).delete()
    copy_needs(stay, set(persons) - set(stay.step_free), by=by, at=at)
    audit.record(
        "stay.steps_noted", subject=stay.number, by=by, at=at, before={"step_free": len(stay.step_free)},
        after={"step_free": len(persons)},
    )  # fmt: skip


def copy_needs(stay: Stay, persons: Iterable[int], *, by: Officer, at: datetime) -> None:
    """Write who cannot climb steps; inside the caller's transaction."""
    StepFreeNeed.objects.bulk_create(
        StepFreeNeed(stay=stay, person_id=person, noted_by=by, noted_at=at) for person in sorted(persons)
    )


@transaction.atomic
def end_stay(stay: Stay, *, reason: str, by: Officer, at: datetime) -> Stay:
    """End a stay in which nobody has a place: the family never came, or wants none any more."""
    stay = locked(stay, on=local_date(at))
    check_manages(stay, by)
    check_open(stay)
    if stay.assignments.filter(state__in=RUNNING).exists():
        raise RuleBroken(
            _("Somebody of this family still has a place here; record the departure, or cancel the places.")
        )
    return ended(stay, reason=reason, on=local_date(at), by=by, at=at)


def ended(stay: Stay, *, reason: str, on: date, by: Officer, at: datetime) -> Stay:
    """Write the end of a stay; inside the caller's transaction."""
    stay.ended_on, stay.end_reason, stay.ended_by, stay.ended_at = on, reason, by, at
    stay.save(update_fields=["ended_on", "end_reason", "ended_by", "ended_at"])
    for part in Participant.objects.taking_part().filter(stay=stay).select_for_update(of=("self",)).order_by("pk"):
        end_part(part, result=Result.STOPPED, on=on, by=by, at=at)
    told = {"ended_on": on, "end_reason": EndReason(reason)}
    audit.record("stay.ended", subject=stay.number, by=by, at=at, after=told)
    return stay
