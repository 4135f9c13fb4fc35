"""Tells the lower layer of files what happens to permits at each step."""

from typing import Any

from casework.cases.forms.base import ReasonedStepForm
from casework.cases.models import Case
from casework.cases.procedures import register
from casework.labour import panels
from casework.labour.actions import changes, household, issuing, permits
from casework.labour.procedures import HOUSEHOLD, PERMIT, RENEWAL, REPLACEMENT
from casework.labour.queries.places import household_programme, programme_of
from casework.quotas.states import REGION

SHARED: dict[str, Any] = {
    "refusals": {"permit_not_while_barred": issuing.barred},
    "forms": {"withdraw": ReasonedStepForm},
    "panel": ("labour/_permit.html", panels.permit),
    "details": ("permit_request__employer", "permit_request__renews", "permit_request__replaces"),
    "reads": ("permit_request__employer", "applicant", "settlement_region"),
    "judges": permits.judge,
    "programme": programme_of,
}
FEE = {
    "approve": permits.approve,
    "lapse_unpaid": permits.check_unpaid,
    "return_place": changes.check_place_is_free,
}


def register_procedures() -> None:
    shared = {**SHARED, "category": _category, "margins": _margins}
    register(PERMIT, effects={**FEE, "issue": issuing.issue}, **shared)
    register(RENEWAL, effects={**FEE, "issue": issuing.renew}, **shared)
    register(REPLACEMENT, effects={"approve": issuing.replace}, **shared)
    register(
        HOUSEHOLD,
        effects={"issue": household.issue, "return_place": changes.check_place_is_free},
        forms={"withdraw": ReasonedStepForm},
        panel=("labour/_household.html", panels.household),
        details=("household_request__employer",),
        reads=("household_request__employer", "applicant", "settlement_region"),
        programme=household_programme,
        margins=_regions,
    )


def _regions(case: Case) -> dict[str, str]:
    return {REGION: case.settlement_region_id, "country": str(case.applicant.citizenship)}


def _category(case: Case) -> str:
    return case.permit_request.category


def _margins(case: Case) -> dict[str, str]:
    """Ceilings over a region, a country and an economic activity, where the plan of the year has them."""
    activity = case.permit_request.employer.activity_id
    return {REGION: case.settlement_region_id, "country": str(case.applicant.citizenship), "activity": activity}
