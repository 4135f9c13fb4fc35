"""Who holds a file: taken by a caseworker, given by a head, one or several at once."""

import pytest

from casework.audit.models import Event
from casework.cases.actions import holder
from casework.cases.actions.locking import ChangedMeanwhile
from casework.cases.models import Case
from casework.cases.queries import colleagues
from casework.common.errors import NotPermitted, RuleBroken
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.cases import CaseFactory
from tests.moments import NOON
from tests.races import rival_result
from tests.world import Staff, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Staff:
    return staff_of("KZ-55")


def file_of(staff: Staff, **facts) -> Case:
    return CaseFactory(office=staff.office, registered_by=staff.registrar, **{"holder": staff.registrar, **facts})


def give(case: Case, officer, *, by, reason: str = "") -> Case:
    return holder.assign(case, version=case.version, officer=officer, reason=reason, by=by, at=NOON)


def holder_of(case: Case):
    return Case.objects.get(pk=case.pk).holder


def test_a_head_gives_a_file_to_an_officer_and_says_why(staff):
    case = give(file_of(staff), staff.caseworker, by=staff.head, reason="The registrar is on leave.")

    assert holder_of(case) == staff.caseworker
    told = Event.objects.get(subject=case.number, kind="case.assign")
    assert (told.before, told.note) == ({"holder": staff.registrar.username}, "The registrar is on leave.")
    assert told.after == {"holder": staff.caseworker.username, "version": 2}


def test_a_head_takes_a_file_from_its_holder(staff):
    case = give(file_of(staff), None, by=staff.head)

    assert holder_of(case) is None
    assert Event.objects.filter(subject=case.number, kind="case.unassign").exists()


def test_a_caseworker_gives_files_to_nobody(staff):
    with pytest.raises(NotPermitted):
        give(file_of(staff), staff.caseworker, by=staff.caseworker)


def test_a_head_gives_no_file_of_another_office(staff):
    with pytest.raises(NotPermitted, match="is worked on at"):
        give(CaseFactory(), staff.caseworker, by=staff.head)


def test_a_closed_file_is_given_to_nobody(staff):
    with pytest.raises(RuleBroken, match="closed"):
        give(file_of(staff, closed=True), staff.caseworker, by=staff.head)


OTHERS = {
    "closed account": lambda staff: OfficerFactory(office=staff.office, roles=["caseworker"], is_active=False),
    "another office": lambda staff: OfficerFactory(office=OfficeFactory(), roles=["caseworker"]),
    "no right to process": lambda staff: OfficerFactory(office=staff.office, roles=["inspector"]),
}


@pytest.mark.parametrize("who", OTHERS)
def test_only_an_active_officer_of_the_office_who_may_process_files_gets_one(staff, who):
    with pytest.raises(RuleBroken, match="cannot hold files of your office"):
        give(file_of(staff), OTHERS[who](staff), by=staff.head)


@pytest.mark.parametrize("now", ["registrar", None])
def test_a_file_is_not_given_to_whoever_holds_it(staff, now):
    officer = now and getattr(staff, now)

    with pytest.raises(RuleBroken, match="holds this file already|Nobody holds"):
        give(file_of(staff, holder=officer), officer, by=staff.head)


def test_several_files_are_given_at_once(staff):
    files = [file_of(staff), file_of(staff, holder=None)]

    holder.assign_all([(one, 1) for one in files], officer=staff.caseworker, by=staff.head, at=NOON)

    assert [holder_of(one) for one in files] == [staff.caseworker, staff.caseworker]


def test_a_batch_with_files_that_cannot_be_given_is_refused_whole_and_names_each(staff):
    good, closed, stale = file_of(staff), file_of(staff, closed=True), file_of(staff)
    batch = [(good, 1), (closed, 1), (stale, 7)]

    with pytest.raises(RuleBroken) as refusal:
        holder.assign_all(batch, officer=staff.caseworker, by=staff.head, at=NOON)

    assert [sentence.partition(":")[0] for sentence in refusal.value.sentences] == [closed.number, stale.number]
    assert holder_of(good) == staff.registrar
    assert not Event.objects.filter(kind="case.assign").exists()


@pytest.mark.django_db(transaction=True)
def test_two_heads_who_give_one_file_at_once_give_it_once(staff):
    case = file_of(staff)
    second = OfficerFactory(office=staff.office, roles=["head_of_office"])

    refusal = rival_result(
        lambda: give(case, staff.caseworker, by=staff.head),
        lambda: give(case, None, by=second),
    )

    assert isinstance(refusal, ChangedMeanwhile)
    assert holder_of(case) == staff.caseworker


def test_colleagues_are_told_with_their_work_who_holds_least_first(staff):
    file_of(staff, due_on=NOON.date())
    file_of(staff)
    file_of(staff, closed=True)
    OfficerFactory(office=staff.office, roles=["inspector"])

    found = [(one.officer, one.open, one.overdue) for one in colleagues(staff.office, NOON.date())]

    assert found == [(staff.caseworker, 0, 0), (staff.registrar, 2, 1)]
