import pytest

from casework.cases.actions.steps import countersign
from casework.common.constraints import violated
from casework.common.errors import Conflict
from casework.people.actions import confirm_same, propose_same
from casework.returnees.models import Inclusion
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory
from tests.factories.quotas import AllocationFactory
from tests.factories.returnees import InclusionFactory, OpeningFactory, PastInclusionFactory
from tests.moments import NOON
from tests.races import rival_result
from tests.world import current, held, included, proposed, staff_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_link_confirmed_at_the_moment_of_inclusion_lets_nobody_in_twice():
    AllocationFactory(places=20)
    staff = staff_of("KZ-55")
    first = included(staff).inclusions.first().person
    case = held(staff)
    second = case.members.last().person
    link = propose_same(first, second, reason="the same passport", by=staff.caseworker, at=NOON)
    decision = proposed(staff, case, "include")
    version = current(case)
    another = OfficerFactory(office=staff.office, roles=["caseworker"])

    refusal = rival_result(
        lambda: confirm_same(link, by=another, at=NOON),
        lambda: countersign(decision, version=version, by=staff.head, at=NOON),
    )

    assert isinstance(refusal, Conflict)
    assert Inclusion.objects.count() == 5


def test_a_past_inclusion_taken_over_at_the_moment_of_another_lets_nobody_in_twice():
    person = PersonFactory(external_id="OR-1")
    file, opening = InclusionFactory(annulled=True).case, OpeningFactory()

    refusal = rival_result(
        lambda: PastInclusionFactory(person_external_id="OR-1", opening=opening),
        lambda: InclusionFactory(person=person, case=file),
    )

    assert violated(refusal) == "inclusion_not_after_a_past_one"
    assert not Inclusion.objects.filter(person=person).exists()
