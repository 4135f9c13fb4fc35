"""Complaints of refusals, as officers lodge and decide them."""

from datetime import date

from casework.accounts.models import Officer
from casework.cases.actions.complaints import complain
from casework.cases.models import Case
from casework.cases.rules import ComplaintFacts
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON
from tests.world import Staff, accepted, current, decided, family, heard, lodged, recommended, step

GROUND = "The proof of ethnicity was not looked at."


def refused(staff: Staff) -> Case:
    case = recommended(staff, accepted(staff, lodged(staff, family(staff, 2))), "refuse")
    return decided(staff, heard(staff, case), "refuse")


def unaccepted(staff: Staff) -> Case:
    return decided(staff, lodged(staff, family(staff, 2)), "refuse_acceptance")


def complained(case: Case, *, by: Officer, at=NOON, on: date | None = None, **facts) -> Case:
    given = ComplaintFacts(on or at.date(), GROUND, **facts)
    return complain(case, given, version=current(case), by=by, at=at)


def recommended_again(staff: Staff, case: Case, recommendation: str = "grant") -> Case:
    """Accepted, and back from the commission, which sits after the complaint came in."""
    facts = {"commission_on": NOON.date(), "minutes_number": "9", "recommendation": recommendation}
    return step(accepted(staff, case), "commission", by=staff.registrar, **facts)


def others(staff: Staff) -> Staff:
    """The same office with officers who had no part in what was decided before; the registrar stays."""
    return Staff(
        staff.office,
        staff.registrar,
        OfficerFactory(office=staff.office, roles=["caseworker"]),
        OfficerFactory(office=staff.office, roles=["head_of_office"]),
    )
