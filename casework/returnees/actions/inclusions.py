"""Inclusion into a yearly quota: a family whole or not at all, each person once in a lifetime."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.actions import opening
from casework.cases.actions.acts import Act
from casework.cases.models import Case
from casework.cases.states import NotCounted, Outcome
from casework.common.errors import Conflict, RuleBroken
from casework.common.workdays import local_date
from casework.people import queries as people
from casework.people.models import Person
from casework.quotas.models import Programme
from casework.reference.models import Region
from casework.returnees.actions.entitlements import record_entitlements
from casework.returnees.models import Grant, Inclusion, InclusionRequest

RETURNEE, IN_MIGRANT = "returnee", "in_migrant"


def lodge_inclusion(
    application: opening.Application, *, programme: Programme, left_region: Region | None, by: Officer, at: datetime
) -> Case:
    """Lodge a request for inclusion: of a status holder, or of a citizen who leaves a crowded region."""
    _check_may_apply(application, programme, left_region)

    def details(case: Case) -> InclusionRequest:
        return InclusionRequest.objects.create(case=case, programme=programme, left_region=left_region)

    return opening.lodge(application, details=details, by=by, at=at)


def _check_may_apply(application: opening.Application, programme: Programme, left_region: Region | None) -> None:
    applicant = application.applicant
    if programme.pk == RETURNEE and not Grant.objects.in_force(application.received_on).filter(person=applicant):
        raise RuleBroken(_("The applicant has no returnee status in force on the day of receipt."))
    if programme.pk == IN_MIGRANT:
        _check_in_migrant(application, left_region)


def _check_in_migrant(application: opening.Application, left_region: Region | None) -> None:
    if application.applicant.citizenship != "KZ":
        raise RuleBroken(_("The in-migrant quota is for citizens of Kazakhstan."))
    if left_region is None or left_region == application.settlement_region:
        raise RuleBroken(_("Name the region the family leaves; it is another one than where it settles."))


def not_counted(persons: Iterable[Person], programme: str) -> dict[int, str]:
    """Who of these takes no place in a programme, and why."""
    persons = list(persons)
    reasons: dict[int, str] = dict.fromkeys(
        included_before([person.pk for person in persons], programme), "already_included"
    )
    if programme == RETURNEE:
        reasons |= {person.pk: NotCounted.CITIZEN for person in persons if person.citizenship == "KZ"}
    return reasons


def included_before(person_ids: Iterable[int], programme: str) -> set[int]:
    """Those of these persons who were included once, under this record or one joined with it."""
    joined = people.joined(list(person_ids))
    records = {record for group in joined.values() for record in group}
    found = Inclusion.objects.filter(person__in=records, programme=programme, annulled_at=None)
    included = set(found.values_list("person", flat=True))
    return {person for person, group in joined.items() if group & included}


def leave_out_who_was_included(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Before places are held: whoever was included in the meantime takes none."""
    programme = case.inclusion_request.programme_id
    counted = case.members.filter(is_counted=True)
    before = included_before(counted.values_list("person", flat=True), programme)
    counted.filter(person__in=before).update(is_counted=False, why_not=NotCounted.ALREADY_INCLUDED)
    if not case.members.filter(is_counted=True).exists():
        raise RuleBroken(_("No member of this family can take a place; refuse acceptance instead."))


def include_members(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Enter each granted member into the quota and record what that brings, under a lock on every joined record."""
    request = case.inclusion_request
    persons = list(case.members.filter(outcome=Outcome.GRANTED).values_list("person", flat=True))
    _lock(persons)
    _check_never_included(persons, request.programme_id)
    today = local_date(at)
    Inclusion.objects.bulk_create(
        Inclusion(case=case, person_id=person, programme_id=request.programme_id, included_on=today)
        for person in persons
    )
    record_entitlements(case, persons, on=today)


def _lock(persons: list[int]) -> None:
    records = {record for group in people.joined(persons).values() for record in group}
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=records).order_by("pk").values_list("pk"))


def _check_never_included(persons: list[int], programme: str) -> None:
    before = included_before(persons, programme)
    if before:
        names = ", ".join(str(person) for person in Person.objects.filter(pk__in=before).prefetch_related("names"))
        raise Conflict(
            _("Included in this quota before: %(names)s. Return the proposal and count them out.") % {"names": names}
        )


def annul_inclusions(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Annul the inclusions of a file; its places return and its members may be included again."""
    Inclusion.objects.filter(case=case, annulled_at=None).update(annulled_at=at, annulled_by=by)
