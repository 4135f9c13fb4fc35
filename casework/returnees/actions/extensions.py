"""Extending a status: once, by a few months."""

from datetime import datetime

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases import queries as cases
from casework.cases.actions import opening
from casework.cases.actions.acts import Act
from casework.cases.models import Case
from casework.common.errors import Conflict, RuleBroken
from casework.common.periods import months_after
from casework.people.models import Person
from casework.reference import queries as reference
from casework.returnees import rules
from casework.returnees.models import ExtensionRequest, Grant
from casework.returnees.queries import grants_to_extend


def lodge_extension(application: opening.Application, *, months: int, reason: str, by: Officer, at: datetime) -> Case:
    """Lodge a request to extend the status of a family; every member must have it on the day of receipt."""
    _check(application, months)

    def details(case: Case) -> ExtensionRequest:
        return ExtensionRequest.objects.create(case=case, months=months, reason=reason)

    return opening.lodge(application, details=details, by=by, at=at)


def _check(application: opening.Application, months: int) -> None:
    persons = {person.pk: person for person, role in application.members}
    grants = {grant.person_id: grant for grant in grants_to_extend(persons, application.received_on)}
    grant = grants.get(application.applicant.pk)
    if grant is None:
        raise RuleBroken(_("The applicant has no status in force on the day of receipt; it cannot be extended."))
    _check_all_have_it([person for pk, person in persons.items() if pk not in grants])
    at_most = reference.figure("extension.months_max", application.received_on).whole
    rules.check_extension(months=months, at_most=at_most, was_extended=grant.extended_by_id is not None)


def _check_all_have_it(without: list[Person]) -> None:
    if without:
        raise RuleBroken(
            _("No status in force on the day of receipt: %(names)s. Leave them out of this request.")
            % {"names": ", ".join(map(str, without))}
        )


def extend_grants(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Move the end of each granted member's status by the months decided; Conflict where one has ended meanwhile."""
    months = case.extension_request.months
    granted = {member.person_id for member in cases.granted(case)}
    found = grants_to_extend(granted, case.asked_on).filter(extended_by=None)
    grants = list(found.select_for_update(of=("self",)).order_by("pk"))
    if {grant.person_id for grant in grants} != granted:
        raise Conflict(_("The status of a member was ended or extended meanwhile. Return the proposal and look again."))
    for grant in grants:
        grant.until, grant.extended_by = months_after(grant.until, months), case
        grant.end_reason = ""
    Grant.objects.bulk_update(grants, ["until", "extended_by", "end_reason"])
