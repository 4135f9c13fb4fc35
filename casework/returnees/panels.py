"""What the page of a file shows of returnees: the facts of each procedure, and its grants, inclusions and money."""

from typing import Any

from casework.cases.models import Case
from casework.cases.states import State
from casework.returnees.models import Grant
from casework.returnees.printing import notices_of
from casework.returnees.queries import hear_by


def status(case: Case) -> dict[str, Any]:
    grants = Grant.objects.filter(case=case).select_related("person").prefetch_related("person__names")
    until = hear_by(case) if case.state == State.PRELIMINARILY_REFUSED else None
    shown = {"application": case.status_application, "grants": grants, "hear_by": until}
    return {**shown, "notices": notices_of(case)}


def extension(case: Case) -> dict[str, Any]:
    grants = Grant.objects.filter(extended_by=case).select_related("person").prefetch_related("person__names")
    return {"request_facts": case.extension_request, "grants": grants, "notices": notices_of(case)}


def inclusion(case: Case) -> dict[str, Any]:
    return {
        "request_facts": case.inclusion_request,
        "notices": notices_of(case),
        "inclusions": case.inclusions.select_related("person").prefetch_related("person__names"),
        "entitlements": case.entitlements.select_related("person").prefetch_related("person__names"),
    }
