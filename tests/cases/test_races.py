import pytest

from casework.cases.actions import documents
from casework.cases.actions.acts import Act
from casework.cases.actions.locking import ChangedMeanwhile
from casework.cases.actions.steps import countersign, take_step
from casework.cases.models import Case
from casework.cases.states import State
from casework.common.errors import Conflict, RuleBroken
from casework.quotas.actions import QuotaExhausted
from casework.quotas.models import Allocation, Entry
from casework.reference.models import DocumentKind, Region
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.races import crowd, rival_result
from tests.world import current, held, lodged, lodged_inclusion, proposed, staff_of, with_papers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def staff():
    return staff_of("KZ-55")


def test_two_heads_who_countersign_at_once_decide_once(staff):
    AllocationFactory(places=10)
    second_head = OfficerFactory(office=staff.office, roles=["head_of_office"])
    case = held(staff)
    decision = proposed(staff, case, "include")
    version = current(case)

    refusal = rival_result(
        lambda: countersign(decision, version=version, by=staff.head, at=NOON),
        lambda: countersign(decision, version=version, by=second_head, at=NOON),
    )

    assert isinstance(refusal, ChangedMeanwhile)
    assert Entry.objects.filter(kind="use").count() == 1


def test_the_registrar_decides_nothing_even_while_another_signs(staff):
    AllocationFactory(places=10)
    case = held(staff)
    decision = proposed(staff, case, "include")
    version = current(case)

    refusal = rival_result(
        lambda: countersign(decision, version=version, by=staff.head, at=NOON),
        lambda: countersign(decision, version=version, by=staff.registrar, at=NOON),
    )

    assert isinstance(refusal, RuleBroken)
    assert Case.objects.get(pk=case.pk).state == State.INCLUDED


def test_the_last_places_go_to_one_of_many_families_at_once(staff):
    AllocationFactory(places=7)
    cases = [with_papers(lodged_inclusion(staff), staff) for _family in range(8)]
    versions = [current(case) for case in cases]

    def accept(number: int) -> Case:
        return take_step(cases[number], "accept", version=versions[number], by=staff.registrar, at=NOON)

    got = crowd(accept, people=8)

    assert sum(isinstance(one, Case) for one in got) == 1
    assert sum(isinstance(one, QuotaExhausted) for one in got) == 7
    allocation = Allocation.objects.get(region="KZ-55")
    assert (allocation.held, allocation.free) == (5, 2)


def test_no_file_is_accepted_at_the_moment_one_of_its_papers_is_withdrawn(staff):
    case = with_papers(lodged(staff), staff)
    version = current(case)
    document = case.documents.first()

    refusal = rival_result(
        lambda: documents.withdraw_document(document, by=staff.registrar, at=NOON),
        lambda: take_step(case, "accept", version=version, by=staff.caseworker, at=NOON),
    )

    assert isinstance(refusal, RuleBroken)
    assert "Papers are missing" in str(refusal)


def test_no_paper_slips_into_a_file_at_the_moment_it_closes(staff):
    case = lodged(staff)
    kind = DocumentKind.objects.get(pk="application")

    refusal = rival_result(
        lambda: take_step(case, "withdraw", version=current(case), by=staff.registrar, at=NOON),
        lambda: documents.add_document(
            case, kind=kind, member=None, upload=None, is_original_seen=True, by=staff.caseworker, at=NOON
        ),
    )

    assert isinstance(refusal, RuleBroken)
    assert not case.documents.exists()


def test_who_waits_for_a_file_that_settles_elsewhere_meanwhile_finds_it(staff):
    places = AllocationFactory(places=10)
    AllocationFactory(plan=places.plan, region_id="KZ-11", places=10)
    case = held(staff)
    act = Act(facts={"settlement_region": Region.objects.get(pk="KZ-11")})
    version = current(case)

    refusal = rival_result(
        lambda: take_step(case, "resettle", version=version, act=act, by=staff.registrar, at=NOON),
        lambda: take_step(case, "withdraw", version=version, by=staff.caseworker, at=NOON),
    )

    assert isinstance(refusal, ChangedMeanwhile)


def test_who_read_an_older_version_sees_what_changed_and_overwrites_nothing(staff):
    AllocationFactory(places=10)
    case = with_papers(lodged_inclusion(staff), staff)
    read = current(case)
    take_step(case, "accept", version=read, by=staff.registrar, at=NOON)

    with pytest.raises(ChangedMeanwhile, match=f"{staff.registrar}: Application accepted") as refusal:
        take_step(case, "withdraw", version=read, by=staff.caseworker, at=NOON)

    assert isinstance(refusal.value, Conflict)
    assert Case.objects.get(pk=case.pk).state == State.UNDER_REVIEW
