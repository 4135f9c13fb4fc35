"""Tells the lower layers what happens to permits at each step, and how the facts of labour are said."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from casework.cases.forms.base import ReasonedStepForm
from casework.cases.models import Case
from casework.cases.procedures import register
from casework.common import facts
from casework.labour import panels
from casework.labour.actions import changes, household, issuing, permits
from casework.labour.models import FamilyMember
from casework.labour.procedures import HOUSEHOLD, PERMIT, RENEWAL, REPLACEMENT
from casework.labour.queries.places import household_programme, programme_of
from casework.labour.states import EmployerKind, Exempt, PermitState, Size, ViolationKind
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

NAMES = {
    "activity_id": _("economic activity, section"),
    "address": _("address"),
    "bank_document": _("document of the bank"),
    "bars_until": _("new permits barred until"),
    "category": _("category"),
    "employer_kind": _("kind"),
    "granted": _("places left of the bid"),
    "grounds": _("grounds"),
    "inspection_report": _("number of the report"),
    "kin": _("kin"),
    "known": _("known already"),
    "lines": _("lines"),
    "needs_school": _("needs a place at school"),
    "paid": _("payments"),
    "paid_on": _("paid on"),
    "permit": _("permit"),
    "permit_state": _("state"),
    "post": _("post"),
    "project": _("project"),
    "received_on": _("received on"),
    "reversed": _("reversals"),
    "size": _("size"),
    "staff": _("staff by category"),
    "tenge": _("sum in tenge"),
    "unmatched": _("belong to no fee yet"),
    "violation": _("violation"),
    "why": _("why"),
}
CODES: Mapping[str, Mapping[str, Any]] = {
    "employer_kind": dict(EmployerKind.choices),
    "kin": dict(FamilyMember.Kin.choices),
    "permit_state": dict(PermitState.choices),
    "size": dict(Size.choices),
    "violation": {"": _("none was found"), **dict(ViolationKind.choices)},
    "why": dict(Exempt.choices),
}


def register_facts() -> None:
    says = {"staff": _staff, "tenge": lambda tenge: floatformat(Decimal(tenge), "-2g")}
    facts.register(names=NAMES, codes=CODES, says=says, unsaid=("contact", "bid"))


def _staff(counted: Mapping[str, Sequence[int]]) -> str:
    words = _t("category %(category)s: citizens %(citizens)d, foreigners %(foreigners)d")
    return "; ".join(
        words % {"category": category, "citizens": citizens, "foreigners": foreigners}
        for category, (citizens, foreigners) in sorted(counted.items())
    )


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
