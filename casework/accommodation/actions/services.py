"""Services of a centre: planned for a family, given to its members, and what came of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accommodation.actions.guards import check_manages, check_open, check_runs, locked
from casework.accommodation.models import Delivery, PlannedService, Service, Stay
from casework.accommodation.models.services import CATALOGUE
from casework.accommodation.states import Outcome
from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.constraints import explained
from casework.common.errors import Conflict, RuleBroken
from casework.common.workdays import local_date
from casework.people.models import Person
from casework.reference.loading import Loaded, load, read


@transaction.atomic
def load_services(*, at: datetime) -> Loaded:
    """Bring the catalogue to what `data/services.csv` says; a second load changes nothing."""
    rows = [row | {"is_course": row["is_course"] == "yes"} for row in read(CATALOGUE)]
    return load(Service, rows, key=["code"], at=at)


def plan(stay: Stay, services: Collection[Service], *, by: Officer, at: datetime) -> list[PlannedService]:
    """Put services on the plan of a family; with its stay they end, and somebody tells what came of them."""
    with explained(), transaction.atomic():
        stay = _ready(stay, by=by, at=at)
        if not services:
            raise RuleBroken(_("Choose one service at least."))
        made = PlannedService.objects.bulk_create(
            PlannedService(stay=stay, service=service, planned_by=by, planned_at=at) for service in services
        )
        told = {"services": [service.code for service in services]}
        audit.record("service.planned", subject=stay.number, by=by, at=at, after=told)
    return made


def give(
    stay: Stay, service: Service, persons: Sequence[Person], *, on: date, by: Officer, at: datetime
) -> list[Delivery]:
    """Note that members of a family were given a service on a day, planned or not."""
    with explained(), transaction.atomic():
        stay = locked(stay, on=on)
        check_manages(stay, by)
        _check_given(stay, service, persons, on, local_date(at))
        made = Delivery.objects.bulk_create(
            Delivery(stay=stay, person=person, service=service, given_on=on, recorded_by=by, recorded_at=at)
            for person in sorted(persons, key=lambda one: one.pk)  # one order for all writers: no deadlock
        )
        told = {"services": [service.code], "on": on, "persons": [person.number for person in persons]}
        audit.record("service.given", subject=stay.number, by=by, at=at, after=told)
    return made


def _check_given(stay: Stay, service: Service, persons: Collection[Person], on: date, today: date) -> None:
    if on > today:
        raise RuleBroken(_("This day has not come yet; enter today or an earlier day."))
    if on < stay.asked_on or (stay.ended_on and on > stay.ended_on):
        raise RuleBroken(_("On that day the family was not with this centre; enter another day."))
    if service.is_course:
        raise RuleBroken(_("A course is given in sessions: put the person into a group."))
    strangers = [person for person in persons if person.pk not in stay.family]
    if strangers or not persons:
        raise RuleBroken(_("Choose members of this family, one at least."))


@transaction.atomic
def strike(delivery: Delivery, *, by: Officer, at: datetime) -> Delivery:
    """Strike out a service that was entered by mistake; the line stays readable."""
    found = Delivery.objects.select_for_update(of=("self",)).select_related("stay__centre__office").get(pk=delivery.pk)
    check_runs(found.stay.centre, by)
    if found.struck_at is not None:
        raise Conflict(_("This was struck out already; nothing was changed."))
    found.struck_by, found.struck_at = by, at
    found.save(update_fields=["struck_by", "struck_at"])
    told = {"services": [found.service_id], "on": found.given_on, "persons": [found.person.number]}
    audit.record("service.struck", subject=found.stay.number, by=by, at=at, before=told)
    return found


@transaction.atomic
def tell_outcomes(stay: Stay, outcomes: Mapping[int, str], *, by: Officer, at: datetime) -> list[PlannedService]:
    """Tell what came of planned services, by their ids; also after the stay ended."""
    stay = locked(stay, on=local_date(at))
    check_manages(stay, by)
    rows = PlannedService.objects.select_for_update(of=("self",)).filter(stay=stay, pk__in=outcomes)
    changed = [one for one in rows.order_by("pk") if one.outcome != outcomes[one.pk]]
    if not changed:
        raise RuleBroken(_("Nothing differs from what was told before; say what came of one service at least."))
    before = {one.service_id: one.outcome for one in changed}
    for one in changed:
        _tell(one, outcomes[one.pk], by=by, at=at)
    after = {one.service_id: one.outcome for one in changed}
    audit.record(
        "service.outcome",
        subject=stay.number,
        by=by,
        at=at,
        before={"service_outcomes": before},
        after={"service_outcomes": after},
    )
    return changed


def _tell(planned: PlannedService, outcome: str, *, by: Officer, at: datetime) -> None:
    planned.outcome = outcome
    is_told = outcome != Outcome.OPEN
    planned.told_by, planned.told_at = (by, at) if is_told else (None, None)
    planned.save(update_fields=["outcome", "told_by", "told_at"])


def _ready(stay: Stay, *, by: Officer, at: datetime) -> Stay:
    stay = locked(stay, on=local_date(at))
    check_manages(stay, by)
    check_open(stay)
    return stay
