"""What the page of a file shows of a permit: the request, the grounds with their evidence, the fee, the permit."""

from typing import Any

from django.utils import timezone

from casework.cases.models import Case
from casework.cases.states import State
from casework.common.workdays import local_date
from casework.labour.models import Fee, Permit
from casework.labour.queries import fees, grounds
from casework.labour.queries.draws import is_drawn
from casework.reference.models import Ground


def permit(case: Case) -> dict[str, Any]:
    at = timezone.now()
    shown: dict[str, Any] = {"request_facts": case.permit_request}
    if case.state in (State.LODGED, State.UNDER_REVIEW):
        found = grounds.findings(case, at)
        names = Ground.objects.in_bulk([finding.code for finding in found])
        shown["findings"] = [(names[finding.code], finding) for finding in found]
    fee = Fee.objects.filter(case=case).first()
    if fee is not None:
        shown |= {"fee": fee, "paid": fees.paid(fee, by=fee.due_on), "is_paid": fees.is_paid(fee)}
        shown["payments"] = fee.payments.all()
        shown["issue_by"] = fees.issue_by(fee) if case.is_open else None
    shown["permit"] = Permit.objects.filter(case=case).first()
    return shown


def household(case: Case) -> dict[str, Any]:
    drawn = case.state == State.UNDER_REVIEW and is_drawn(case, local_date(timezone.now()))
    facts = {"request_facts": case.household_request, "is_drawn": drawn}
    return {**facts, "permit": Permit.objects.filter(case=case).first()}
