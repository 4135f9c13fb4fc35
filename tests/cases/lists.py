"""Families that ask for places, as rows: quicker than walking each of them to its status first."""

from datetime import date

from casework.cases.models import Case
from casework.cases.states import State
from casework.people.models import Membership
from tests.factories.cases import CaseFactory, CaseMemberFactory
from tests.factories.people import PersonFactory
from tests.factories.returnees import InclusionRequestFactory
from tests.world import Staff, with_papers


def asks(staff: Staff, members: int, *, received: date = date(2026, 2, 16), papers: bool = True) -> Case:
    """A lodged request for inclusion of a family of so many."""
    case = CaseFactory(
        procedure="inclusion", state=State.LODGED, office=staff.office, registered_by=staff.registrar,
        received_on=received, due_on=None,
    )  # fmt: skip
    InclusionRequestFactory(case=case)
    CaseMemberFactory(case=case, person=case.applicant, role=Membership.Role.HEAD)
    for person in PersonFactory.create_batch(members - 1, child=True, office=staff.office):
        CaseMemberFactory(case=case, person=person)
    return with_papers(case, staff) if papers else case
