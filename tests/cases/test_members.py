import pytest

from casework.cases.actions import members
from casework.cases.actions.steps import countersign
from casework.cases.models import Case
from casework.cases.states import NotCounted
from casework.common.errors import Conflict, RuleBroken
from casework.quotas.actions import QuotaExhausted
from tests.factories.people import PersonFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.world import current, decided, granted, held, included, lodged, proposed, recommended, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def add(staff, case, **changes):
    given = {"person": PersonFactory(child=True), "role": "child", "by": staff.registrar, "at": NOON, **changes}
    return members.add_member(case, version=current(case), **given)


def count(staff, member, why_not):
    version = current(member.case)
    return members.set_counted(member, version=version, why_not=why_not, by=staff.registrar, at=NOON)


def test_a_member_is_added_to_an_open_file(staff):
    case = lodged(staff)

    assert add(staff, case).is_counted
    assert case.members.count() == 6


def test_a_member_is_added_once(staff):
    case = lodged(staff)

    with pytest.raises(RuleBroken, match="already a member"):
        add(staff, case, person=case.applicant)


def test_a_closed_file_takes_no_member(staff):
    with pytest.raises(RuleBroken, match="closed"):
        add(staff, granted(staff))


def test_a_new_member_voids_the_waiting_proposal(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")

    add(staff, case)

    decision.refresh_from_db()
    assert (decision.state, decision.void_because) == ("void", "The members of the file changed.")
    assert Case.objects.get(pk=case.pk).clock_stopped_on is None


def test_a_void_proposal_is_not_countersigned(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")
    add(staff, case)

    with pytest.raises(Conflict, match="void already"):
        countersign(decision, version=current(case), by=staff.head, at=NOON)


def test_content_changed_behind_the_proposal_is_not_countersigned(staff):
    case = recommended(staff)
    decision = proposed(staff, case, "grant")
    case.members.filter(pk=case.members.last().pk).update(is_counted=False, why_not=NotCounted.CITIZEN)

    with pytest.raises(Conflict, match="no longer what was signed"):
        countersign(decision, version=current(case), by=staff.head, at=NOON)


def test_a_member_who_has_not_arrived_takes_no_place_at_the_decision(staff):
    places = AllocationFactory(places=10)
    case = held(staff)
    count(staff, case.members.last(), NotCounted.NOT_ARRIVED)

    included(staff, case)

    places.refresh_from_db()
    assert (places.held, places.used) == (0, 4)


def test_a_member_counted_again_after_the_hold_needs_no_second_place(staff):
    places = AllocationFactory(places=5)
    case = held(staff)
    member = count(staff, case.members.last(), NotCounted.NOT_ARRIVED)

    count(staff, member, "")

    places.refresh_from_db()
    assert places.held == 5


def test_a_member_counted_for_the_first_time_after_the_hold_needs_a_place(staff):
    AllocationFactory(places=5)
    case = held(staff)
    case.members.filter(pk=case.members.last().pk).update(is_counted=False, why_not=NotCounted.NOT_ARRIVED)
    add_one_more = PersonFactory(child=True)
    add(staff, case, person=add_one_more)

    with pytest.raises(QuotaExhausted, match="1 place is needed and none is left"):
        count(staff, case.members.get(is_counted=False), "")


def test_the_members_of_a_decided_file_do_not_change(staff):
    AllocationFactory(places=10)
    case = decided(staff, held(staff), "include")

    with pytest.raises(RuleBroken, match="closed"):
        count(staff, case.members.last(), NotCounted.CITIZEN)
