"""Inclusion into a yearly quota: a family whole or not at all, each person once in a lifetime."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.cases import queries as cases
from casework.cases.actions import opening
from casework.cases.actions.acts import Act
from casework.cases.models import Case, CaseMember
from casework.cases.states import NotCounted
from casework.common.errors import Conflict, RuleBroken
from casework.common.rows import insert_all
from casework.common.workdays import local_date
from casework.people.models import Person
from casework.quotas.models import Programme
from casework.reference.models import Region
from casework.returnees.actions.entitlements import record_entitlements
from casework.returnees.models import Grant, Inclusion, InclusionRequest
from casework.returnees.queries import IN_MIGRANT, RETURNEE, included_before, not_counted


def lodge_inclusion(
    application: opening.Application, *, programme: Programme, left_region: Region | None, by: Officer, at: datetime
) -> Case:
    """Lodge a request for inclusion: of a status holder, or of a citizen who leaves a crowded region.

    Members whom the programme counts out take no place, whatever the application says of them.
    """
    _check_may_apply(application, programme, left_region)
    out = not_counted((person for person, role in application.members), programme.pk)
    application = replace(application, not_counted={**(application.not_counted or {}), **out})

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


def leave_out_who_was_included(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Before places are held: whoever was included in the meantime takes none."""
    programme = case.inclusion_request.programme_id
    counted = case.members.filter(is_counted=True)
    before = included_before(counted.values_list("person", flat=True), programme)
    for member in counted.filter(person__in=before).select_related("person"):
        _leave_out(member, by=by, at=at)
    if not case.members.filter(is_counted=True).exists():
        raise RuleBroken(_("No member of this family can take a place; refuse acceptance instead."))


def _leave_out(member: CaseMember, *, by: Officer, at: datetime) -> None:
    member.is_counted, member.why_not = False, NotCounted.ALREADY_INCLUDED
    member.save(update_fields=["is_counted", "why_not"])
    reason = str(NotCounted.ALREADY_INCLUDED.label)
    after = {"person": member.person.number, "is_counted": False, "why_not": reason}
    audit.record("case.count_member", subject=member.case.number, by=by, at=at, after=after)


def include_members(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Enter each granted member into the quota and record what that brings.

    The database refuses who was included before, under whatever record, and holds a lock on all records of each.
    """
    programme, today = case.inclusion_request.programme_id, local_date(at)
    persons = sorted(member.person_id for member in cases.granted(case))
    insert_all(Inclusion(case=case, person_id=person, programme_id=programme, included_on=today) for person in persons)
    record_entitlements(case, persons, on=today)


def included_again(case: Case) -> Conflict:
    """Why the database refused to include this family: who of it is included already, by name."""
    counted = case.members.filter(is_counted=True).values_list("person", flat=True)
    before = included_before(counted, case.inclusion_request.programme_id)
    names = ", ".join(str(person) for person in Person.objects.filter(pk__in=before).prefetch_related("names"))
    if not names:
        return Conflict(_("Records of these persons were joined or parted at this moment; try again."))
    return Conflict(
        _("Included in this quota before: %(names)s. Return the proposal and count them out.") % {"names": names}
    )


def annul_inclusions(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Annul the inclusions of a file; its places return and its members may be included again."""
    Inclusion.objects.filter(case=case, annulled_at=None).update(annulled_at=at, annulled_by=by)
