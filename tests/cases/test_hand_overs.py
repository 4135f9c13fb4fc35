"""Files that pass from one office to another."""

import pytest

from casework.audit.models import Event
from casework.cases.actions import holder, offices
from casework.cases.actions.clocks import pause
from casework.cases.models import Case, HandOver
from casework.cases.queries import hand_overs_to_answer
from casework.cases.queries.recount import differences
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.cases import CaseFactory, DecisionFactory, HandOverFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.quotas.database import refused_by
from tests.races import rival_result
from tests.world import Staff, current, held, staff_of, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Staff:
    return staff_of("KZ-55")


@pytest.fixture
def there() -> Staff:
    return staff_of("KZ-11")


def file_of(staff: Staff, **facts) -> Case:
    return CaseFactory(office=staff.office, registered_by=staff.registrar, **{"holder": staff.registrar, **facts})


def offered(case: Case, to: Staff, *, by) -> HandOver:
    return offices.propose_hand_over(case, version=current(case), to=to.office, reason="They moved.", by=by, at=NOON)


def accept(offer: HandOver, by) -> Case:
    return offices.accept_hand_over(offer, by=by, at=NOON)


def decline(offer: HandOver, by) -> HandOver:
    return offices.decline_hand_over(offer, because="They live in another region.", by=by, at=NOON)


def test_hand_over_one_open_per_case():
    offer = HandOverFactory()
    assert HandOverFactory(case=offer.case, taken=True)
    assert HandOverFactory(case=offer.case, declined=True)

    with refused_by("hand_over_one_open_per_case"):
        HandOverFactory(case=offer.case)


def test_hand_over_to_another_office():
    case = CaseFactory()
    assert HandOverFactory(case=case)

    with refused_by("hand_over_to_another_office"):
        HandOverFactory(to_office=case.office, from_office=case.office, taken=True)


@pytest.mark.parametrize("missing", ["answered_by", "answered_at", "accepted"])
def test_hand_over_answered_by_and_at(missing):
    assert HandOverFactory(taken=True)

    with refused_by("hand_over_answered_by_and_at"):
        HandOverFactory(taken=True, **{missing: None})


@pytest.mark.parametrize("wrong", [{"declined": True, "answer": ""}, {"taken": True, "answer": "?"}, {"answer": "?"}])
def test_hand_over_declined_for_a_reason(wrong):
    assert HandOverFactory(declined=True)

    with refused_by("hand_over_declined_for_a_reason"):
        HandOverFactory(**wrong)


def test_an_offered_file_stays_where_it_is_until_it_is_accepted(here, there):
    case = file_of(here)

    offer = offered(case, there, by=here.head)

    assert Case.objects.get(pk=case.pk).office == here.office
    assert not Case.objects.visible_to(there.head).filter(pk=case.pk).exists()
    assert list(hand_overs_to_answer(there.head)) == [offer]


def test_an_accepted_file_is_worked_on_by_the_other_office_and_held_by_nobody(here, there):
    case = file_of(here)

    accept(offered(case, there, by=here.head), there.head)

    case.refresh_from_db()
    assert (case.office, case.holder) == (there.office, None)
    assert holder.take(case, version=case.version, by=there.caseworker, at=NOON).holder == there.caseworker
    with pytest.raises(NotPermitted, match="is worked on at"):
        holder.take(case, version=current(case), by=here.caseworker, at=NOON)


def test_the_trail_tells_who_offered_and_who_accepted(here, there):
    case = file_of(here)
    accept(offered(case, there, by=here.head), there.head)

    told = Event.objects.filter(subject=case.number).order_by("pk")

    assert [(event.kind, event.by) for event in told] == [("case.offer", here.head), ("case.hand_over", there.head)]
    assert told[1].before == {"office": here.office.code, "holder": here.registrar.username}


def test_a_declined_file_stays_and_can_be_offered_again(here, there):
    case = file_of(here)
    decline(offered(case, there, by=here.head), there.head)

    assert Case.objects.get(pk=case.pk).holder == here.registrar
    assert Event.objects.filter(kind="case.decline_offer", note="They live in another region.").exists()
    assert offered(case, there, by=here.head)


def test_an_office_takes_its_own_offer_back(here, there):
    offer = decline(offered(file_of(here), there, by=here.head), here.head)

    assert offer.accepted is False
    assert Event.objects.filter(kind="case.withdraw_offer").exists()


def test_an_offer_is_answered_by_the_head_it_is_for(here, there):
    offer = offered(file_of(here), there, by=here.head)

    for officer in (there.caseworker, here.head, OfficerFactory(roles=["head_of_office"])):
        with pytest.raises(NotPermitted):
            accept(offer, officer)
    for officer in (there.caseworker, OfficerFactory(roles=["head_of_office"])):
        with pytest.raises(NotPermitted):
            decline(offer, officer)


def test_a_file_is_offered_by_its_head_alone(here, there):
    case = file_of(here)

    for officer in (here.caseworker, there.head):
        with pytest.raises(NotPermitted):
            offered(case, there, by=officer)


def test_a_file_is_offered_to_an_office_that_can_answer(here):
    with pytest.raises(RuleBroken, match="has no head who could accept"):
        offices.propose_hand_over(file_of(here), version=1, to=OfficeFactory(), reason="-", by=here.head, at=NOON)


def test_a_file_is_offered_once_at_a_time(here, there):
    case = file_of(here)
    offered(case, there, by=here.head)

    with pytest.raises(Conflict, match="offered to an office already"):
        offered(case, there, by=here.head)


def test_a_file_with_a_waiting_proposal_does_not_move(here, there):
    case = file_of(here)
    offer = offered(case, there, by=here.head)
    DecisionFactory(case=case)

    with pytest.raises(RuleBroken, match="waits for its countersignature"):
        accept(offer, there.head)


def test_a_file_that_was_closed_waits_for_no_answer(here, there):
    case = file_of(here)
    offer = offered(case, there, by=here.head)
    Case.objects.filter(pk=case.pk).update(state="withdrawn", closed_at=NOON, closed_by=here.head)

    assert not hand_overs_to_answer(there.head).exists()
    with pytest.raises(RuleBroken, match="closed"):
        accept(offer, there.head)


def test_places_and_region_of_settlement_stay_as_they_are(here, there):
    AllocationFactory(places=100)
    case = held(here)

    accept(offered(case, there, by=here.head), there.head)

    case.refresh_from_db()
    assert (case.office, case.settlement_region_id) == (there.office, "KZ-55")
    assert case.allocation.held == 5
    assert differences() == []
    assert Case.objects.visible_to(here.caseworker).filter(pk=case.pk).exists()


def test_work_goes_on_while_a_file_is_offered(here, there):
    case = file_of(here)
    offered(case, there, by=here.head)

    assert pause(case, version=current(case), reason="A paper.", by=here.caseworker, at=NOON)
    assert step(case, "withdraw", by=here.caseworker).state == "withdrawn"


@pytest.mark.django_db(transaction=True)
def test_an_offer_taken_back_at_the_moment_it_is_accepted_is_answered_once(here, there):
    offer = offered(file_of(here), there, by=here.head)

    refusal = rival_result(lambda: accept(offer, there.head), lambda: decline(offer, here.head))

    assert isinstance(refusal, Conflict)
    assert Case.objects.get(pk=offer.case_id).office == there.office
