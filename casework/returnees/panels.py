"""What the page of a file shows of returnees: the facts of each procedure, and its grants, inclusions and money."""

from datetime import date
from typing import Any

from casework.cases.models import Case
from casework.cases.states import State
from casework.common.workdays import local_date
from casework.reference import queries as reference
from casework.returnees.models import Grant


def status(case: Case) -> dict[str, Any]:
    grants = Grant.objects.filter(case=case).select_related("person").prefetch_related("person__names")
    return {"application": case.status_application, "grants": grants, "hear_by": _hear_by(case)}


def extension(case: Case) -> dict[str, Any]:
    grants = Grant.objects.filter(extended_by=case).select_related("person").prefetch_related("person__names")
    return {"request_facts": case.extension_request, "grants": grants}


def inclusion(case: Case) -> dict[str, Any]:
    return {
        "request_facts": case.inclusion_request,
        "inclusions": case.inclusions.select_related("person").prefetch_related("person__names"),
        "entitlements": case.entitlements.select_related("person").prefetch_related("person__names"),
    }


def _hear_by(case: Case) -> date | None:
    """Until when the family is to be heard: a term of the law from the preliminary decision."""
    if case.state != State.PRELIMINARILY_REFUSED:
        return None
    decision = case.decisions.filter(step="preliminarily_refuse").exclude(countersigned_at=None).latest("pk")
    on = local_date(decision.countersigned_at)
    return reference.work_calendar().add_working_days(on, reference.term("status.hearing", on).days)
