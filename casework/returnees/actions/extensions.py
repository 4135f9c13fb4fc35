"""Extending a status: once, by a few months."""

from datetime import datetime

from django.utils.translation import gettext as _

from casework.accounts.models import Officer
from casework.cases.actions import opening
from casework.cases.actions.acts import Act
from casework.cases.models import Case
from casework.cases.states import Outcome
from casework.common.errors import RuleBroken
from casework.reference import queries as reference
from casework.returnees import rules
from casework.returnees.models import ExtensionRequest, Grant


def lodge_extension(application: opening.Application, *, months: int, reason: str, by: Officer, at: datetime) -> Case:
    """Lodge a request to extend the status of the members who have it."""
    _check(application, months)

    def details(case: Case) -> ExtensionRequest:
        return ExtensionRequest.objects.create(case=case, months=months, reason=reason)

    return opening.lodge(application, details=details, by=by, at=at)


def _check(application: opening.Application, months: int) -> None:
    grant = Grant.objects.in_force(application.received_on).filter(person=application.applicant).first()
    if grant is None:
        raise RuleBroken(_("The applicant has no status in force on the day of receipt; it cannot be extended."))
    at_most = reference.figure("extension.months_max", application.received_on).whole
    rules.check_extension(months=months, at_most=at_most, was_extended=grant.extended_by_id is not None)


def extend_grants(case: Case, act: Act, *, by: Officer, at: datetime) -> None:
    """Move the end of each granted member's status by the months decided."""
    months = case.extension_request.months
    granted = case.members.filter(outcome=Outcome.GRANTED).values("person")
    grants = list(Grant.objects.select_for_update(of=("self",)).in_force(case.received_on).filter(person__in=granted))
    if not grants:
        raise RuleBroken(_("None of these members has a status that could be extended."))
    for grant in grants:
        rules.check_extension(months=months, at_most=months, was_extended=grant.extended_by_id is not None)
        grant.until, grant.extended_by = rules.months_after(grant.until, months), case
    Grant.objects.bulk_update(grants, ["until", "extended_by"])
