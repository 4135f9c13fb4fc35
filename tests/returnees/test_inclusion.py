from datetime import date

import pytest
from django.db import IntegrityError, transaction

from casework.audit.models import Event
from casework.cases.actions import members
from casework.cases.actions.steps import countersign
from casework.cases.states import Outcome, State
from casework.common.constraints import violated
from casework.common.errors import Conflict, RuleBroken
from casework.quotas.actions import QuotaExhausted
from casework.reference.models import Region
from casework.returnees.models import Entitlement, Inclusion
from tests.factories.people import PersonFactory, SamePersonFactory
from tests.factories.quotas import AllocationFactory
from tests.factories.returnees import InclusionFactory
from tests.moments import NOON
from tests.statements import statements
from tests.world import (
    current,
    decided,
    family,
    granted,
    held,
    included,
    lodged_inclusion,
    proposed,
    staff_of,
    step,
    with_papers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return staff_of("KZ-55")


@pytest.fixture
def places(staff):
    return AllocationFactory(places=977)


def counters(allocation):
    allocation.refresh_from_db()
    return allocation.limit, allocation.held, allocation.used, allocation.free


def test_acceptance_holds_a_place_for_each_member(staff, places):
    held(staff)

    assert counters(places) == (977, 5, 0, 972)


def test_inclusion_uses_the_held_places(staff, places):
    case = included(staff)

    assert case.state == State.INCLUDED
    assert counters(places) == (977, 0, 5, 972)


def test_each_member_is_entered_once(staff, places):
    case = included(staff)

    assert Inclusion.objects.filter(case=case, programme="returnee", included_on=NOON.date()).count() == 5


def test_inclusion_brings_money_at_the_index_of_the_day(staff, places):
    case = included(staff)

    relocation = Entitlement.objects.filter(case=case, measure="relocation")
    assert [entitlement.tenge for entitlement in relocation] == [70 * 4325] * 5
    assert Entitlement.objects.get(case=case, measure="rent_max").tenge == 30 * 4325


def test_six_members_and_five_places_hold_none(staff):
    places = AllocationFactory(places=5)
    case = with_papers(lodged_inclusion(staff, granted(staff, None).household), staff)
    newborn = PersonFactory(child=True, office=staff.office)
    members.add_member(case, version=current(case), person=newborn, role="child", by=staff.registrar, at=NOON)

    with pytest.raises(QuotaExhausted, match="6 places are needed and only 5 places are left"):
        step(with_papers(case, staff), "accept", by=staff.registrar)

    assert counters(places) == (5, 0, 0, 5)
    case.refresh_from_db()
    assert case.state == State.LODGED


def test_a_birth_after_the_hold_holds_one_place_more(staff, places):
    case = held(staff)

    members.add_member(
        case, version=current(case), person=PersonFactory(child=True), role="child", by=staff.registrar, at=NOON
    )

    assert counters(places)[1] == 6
    assert included(staff, case).state == State.INCLUDED
    assert counters(places) == (977, 0, 6, 971)


@pytest.mark.parametrize("born", ["citizen", "already_included"])
def test_whoever_joins_and_takes_no_place_needs_none(staff, born):
    places = AllocationFactory(places=5)
    case = held(staff)
    person = PersonFactory(child=True, citizenship="KZ" if born == "citizen" else "MN")
    if born == "already_included":
        InclusionFactory(person=person)

    member = members.add_member(case, version=current(case), person=person, role="child", by=staff.registrar, at=NOON)

    assert (member.is_counted, member.why_not) == (False, born)
    assert counters(places) == (5, 5, 0, 0)


def test_a_birth_after_the_hold_is_refused_where_no_place_is_left(staff):
    places = AllocationFactory(places=5)
    case = held(staff)

    with pytest.raises(QuotaExhausted, match="1 place is needed and none is left"):
        members.add_member(
            case, version=current(case), person=PersonFactory(child=True), role="child", by=staff.registrar, at=NOON
        )

    assert counters(places) == (5, 5, 0, 0)
    assert case.members.count() == 5


def test_four_granted_of_five_held_free_the_fifth(staff, places):
    case = held(staff)
    fifth = case.members.last()

    decided(staff, case, "include", refused=(fifth.person,))

    assert counters(places) == (977, 0, 4, 973)
    fifth.refresh_from_db()
    assert fifth.outcome == Outcome.REFUSED


def test_a_member_included_before_takes_no_place(staff, places):
    case = lodged_inclusion(staff)
    child = case.members.last().person
    Inclusion.objects.create(case=case, person=child, programme_id="returnee", included_on=date(2025, 5, 5))

    held(staff, case)

    assert counters(places)[1] == 4
    assert case.members.get(person=child).why_not == "already_included"


def test_a_member_included_under_a_second_record_takes_no_place(staff, places):
    case = lodged_inclusion(staff)
    child = case.members.last().person
    second_record = PersonFactory(child=True)
    Inclusion.objects.create(case=case, person=second_record, programme_id="returnee", included_on=date(2025, 5, 5))
    SamePersonFactory(record=child, other_record=second_record, confirmed=True)

    held(staff, case)

    assert case.members.get(person=child).why_not == "already_included"


def test_a_link_that_waits_for_its_second_officer_joins_nobody(staff, places):
    case = lodged_inclusion(staff)
    child = case.members.last().person
    second_record = PersonFactory(child=True)
    Inclusion.objects.create(case=case, person=second_record, programme_id="returnee", included_on=date(2025, 5, 5))
    SamePersonFactory(record=child, other_record=second_record)

    held(staff, case)

    assert case.members.get(person=child).is_counted


def test_a_member_included_between_hold_and_decision_stops_the_decision(staff, places):
    case = held(staff)
    decision = proposed(staff, case, "include")
    child = case.members.last().person
    Inclusion.objects.create(case=case, person=child, programme_id="returnee", included_on=date(2025, 5, 5))

    with pytest.raises(Conflict, match="Included in this quota before"):
        countersign(decision, version=current(case), by=staff.head, at=NOON)

    assert counters(places) == (977, 5, 0, 972)


def test_the_database_includes_a_person_once_in_a_lifetime(staff, places):
    first = included(staff).inclusions.first()

    with pytest.raises(IntegrityError, match="inclusion_once_in_a_lifetime"):
        Inclusion.objects.create(
            case=first.case, person=first.person, programme=first.programme, included_on=NOON.date()
        )


def test_the_database_includes_a_person_once_under_any_record(staff, places):
    first = included(staff).inclusions.first()
    second, third = PersonFactory.create_batch(2)
    SamePersonFactory(record=first.person, other_record=second, confirmed=True)
    SamePersonFactory(record=second, other_record=third, confirmed=True)

    with pytest.raises(IntegrityError, match="once in a lifetime, under whatever record"), transaction.atomic():
        InclusionFactory(case=first.case, person=third)

    InclusionFactory(case=first.case, person=third, programme_id="in_migrant")
    first.annulled_at, first.annulled_by = NOON, staff.head
    first.save()
    InclusionFactory(case=first.case, person=third)


def test_two_records_of_one_person_are_not_included_together(staff, places):
    one, other = PersonFactory.create_batch(2)
    SamePersonFactory(record=one, other_record=other, confirmed=True)
    again = [
        Inclusion(case=held(staff), person=person, programme_id="returnee", included_on=NOON) for person in (one, other)
    ]

    with pytest.raises(IntegrityError) as refusal:
        Inclusion.objects.bulk_create(again)
    assert violated(refusal.value) == "inclusion_once_under_any_record"


def test_the_second_signature_is_at_most_ten_statements(staff, places):
    """Each costs its way to the database and back, while others wait for the same places."""
    decision = proposed(staff, held(staff), "include")
    version = current(decision.case)
    assert staff.head.permissions

    with statements() as sent:
        countersign(decision, version=version, by=staff.head, at=NOON)

    assert len(sent) <= 10, sent


def test_annulling_gives_the_places_back(staff, places):
    case = included(staff)

    decided(staff, case, "annul")

    assert counters(places) == (977, 0, 0, 977)
    assert not Inclusion.objects.filter(case=case, annulled_at=None).exists()


def test_refusing_frees_the_held_places(staff, places):
    case = held(staff)

    decided(staff, case, "refuse")

    assert counters(places) == (977, 0, 0, 977)


def test_withdrawing_frees_the_held_places(staff, places):
    case = held(staff)

    step(case, "withdraw", by=staff.registrar)

    assert counters(places) == (977, 0, 0, 977)


def test_settling_elsewhere_releases_and_holds_anew(staff, places):
    elsewhere = AllocationFactory(plan=places.plan, region=Region.objects.get(pk="KZ-11"), places=10)
    case = held(staff)

    step(case, "resettle", by=staff.registrar, settlement_region=elsewhere.region)

    assert counters(places)[1] == 0
    assert counters(elsewhere)[1] == 5


def test_settling_where_too_few_places_are_left_changes_nothing(staff, places):
    elsewhere = AllocationFactory(plan=places.plan, region=Region.objects.get(pk="KZ-11"), places=4)
    case = held(staff)

    with pytest.raises(QuotaExhausted, match="Akmola.*5 places are needed and only 4 places are left"):
        step(case, "resettle", by=staff.registrar, settlement_region=elsewhere.region)

    case.refresh_from_db()
    assert (case.settlement_region_id, case.allocation) == ("KZ-55", places)
    assert counters(places)[1] == 5


@pytest.mark.parametrize("region", ["KZ-55", None])
def test_a_family_settles_in_another_region_than_before(staff, places, region):
    case = held(staff)

    with pytest.raises(RuleBroken, match="Name another region"):
        step(case, "resettle", by=staff.registrar, settlement_region=region and Region.objects.get(pk=region))


def test_a_citizen_in_the_family_takes_no_place(staff, places):
    household = granted(staff).household
    child = household.memberships.last().person
    type(child).objects.filter(pk=child.pk).update(citizenship="KZ")

    held(staff, lodged_inclusion(staff, household))

    assert counters(places)[1] == 4


def test_who_is_left_out_at_acceptance_is_named_in_the_trail(staff, places):
    case = lodged_inclusion(staff)
    child = case.members.last().person
    InclusionFactory(person=child)

    held(staff, case)

    assert Event.objects.get(subject=case.number, kind="case.count_member").after["person"] == child.number


def test_a_region_without_a_quota_includes_nobody():
    elsewhere = staff_of("KZ-43")
    AllocationFactory(places=5)

    with pytest.raises(RuleBroken, match="has no places"):
        held(elsewhere)


def test_who_has_no_status_in_force_cannot_apply(staff, places):
    with pytest.raises(RuleBroken, match="no returnee status in force"):
        lodged_inclusion(staff, family(staff))
