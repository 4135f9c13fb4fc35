"""Inclusion of in-migrants: citizens who leave a crowded region, in a quota of their own."""

import pytest

from casework.cases.actions.steps import countersign
from casework.cases.states import State
from casework.common.errors import Conflict, RuleBroken
from casework.quotas.models import Entry, Programme
from casework.reference.models import Region
from casework.returnees.actions import inclusions
from casework.returnees.models import Inclusion
from tests.factories.people import SamePersonFactory
from tests.factories.quotas import AllocationFactory, PlanFactory
from tests.factories.returnees import InclusionFactory
from tests.moments import NOON
from tests.world import application, current, decided, family, proposed, staff_of, step, with_papers

pytestmark = pytest.mark.django_db

LEFT = "KZ-61"


@pytest.fixture
def staff():
    return staff_of("KZ-55")


@pytest.fixture
def places(staff):
    plan = PlanFactory(programme=Programme.objects.get(pk="in_migrant"))
    AllocationFactory(places=100)
    return AllocationFactory(plan=plan, places=20)


def citizens(staff, size: int = 3):
    household = family(staff, size, citizenship="KZ")
    for membership in household.memberships.select_related("person"):
        type(membership.person).objects.filter(pk=membership.person.pk).update(citizenship="KZ")
    return household


def ask(staff, household, left: str | None = LEFT, **changes):
    asked = application(staff, household, "inclusion", **changes)
    return inclusions.lodge_inclusion(
        asked, programme=Programme.objects.get(pk="in_migrant"), by=staff.registrar, at=NOON,
        left_region=left and Region.objects.get(pk=left),
    )  # fmt: skip


def accepted(staff, case):
    return step(with_papers(case, staff), "accept", by=staff.registrar)


def test_a_citizen_who_leaves_a_crowded_region_needs_no_status(staff, places):
    case = ask(staff, citizens(staff))

    assert case.state == State.LODGED
    assert set(case.members.values_list("is_counted", flat=True)) == {True}


def test_a_foreigner_is_no_in_migrant(staff, places):
    with pytest.raises(RuleBroken, match="for citizens of Kazakhstan"):
        ask(staff, family(staff))


def test_an_in_migrant_names_the_region_of_departure(staff, places):
    with pytest.raises(RuleBroken, match="Name the region the family leaves"):
        ask(staff, citizens(staff), left=None)


def test_the_region_of_departure_is_another_one_than_that_of_settlement(staff, places):
    with pytest.raises(RuleBroken, match="another one than where it settles"):
        ask(staff, citizens(staff), left="KZ-55")


def test_an_in_migrant_draws_on_the_programme_of_in_migrants(staff, places):
    case = decided(staff, accepted(staff, ask(staff, citizens(staff))), "include")

    places.refresh_from_db()
    assert (places.held, places.used) == (0, 3)
    assert set(Entry.objects.filter(file=case.number).values_list("allocation", flat=True)) == {places.pk}
    assert set(case.inclusions.values_list("programme", flat=True)) == {"in_migrant"}


def test_where_the_programme_has_no_plan_nobody_is_held_a_place(staff):
    AllocationFactory(places=100)

    with pytest.raises(RuleBroken, match="There is no plan of the programme “in_migrant” for 2026"):
        accepted(staff, ask(staff, citizens(staff)))


def test_who_was_an_in_migrant_once_takes_no_place_again(staff, places):
    household = citizens(staff)
    child = household.memberships.last().person
    InclusionFactory(person=child, programme_id="in_migrant")

    case = ask(staff, household)

    assert case.members.get(person=child).why_not == "already_included"


def test_who_was_an_in_migrant_under_a_second_record_takes_no_place_again(staff, places):
    household = citizens(staff)
    child = household.memberships.last().person
    before = InclusionFactory(programme_id="in_migrant")
    SamePersonFactory(record=child, other_record=before.person, confirmed=True)

    assert ask(staff, household).members.get(person=child).why_not == "already_included"


def test_an_application_cannot_count_whoever_was_included_before(staff, places):
    household = citizens(staff)
    child = household.memberships.last().person
    InclusionFactory(person=child, programme_id="in_migrant")

    case = ask(staff, household, not_counted={household.memberships.first().person.pk: "not_arrived"})

    assert sorted(case.members.values_list("why_not", flat=True)) == ["", "already_included", "not_arrived"]


def test_an_inclusion_as_a_returnee_does_not_bar_an_in_migrant(staff, places):
    household = citizens(staff)
    InclusionFactory(person=household.memberships.last().person, programme_id="returnee")

    case = decided(staff, accepted(staff, ask(staff, household)), "include")

    assert case.inclusions.count() == 3


def test_an_annulled_inclusion_does_not_count(staff, places):
    household = citizens(staff)
    InclusionFactory(person=household.memberships.last().person, programme_id="in_migrant", annulled=True)

    assert set(ask(staff, household).members.values_list("is_counted", flat=True)) == {True}


def test_a_family_all_of_whom_were_included_is_held_no_place(staff, places):
    household = citizens(staff, 2)
    for membership in household.memberships.all():
        InclusionFactory(person=membership.person, programme_id="in_migrant")

    with pytest.raises(RuleBroken, match="No member of this family can take a place"):
        accepted(staff, ask(staff, household))


def test_whoever_is_included_before_the_second_signature_stops_it(staff, places):
    case = accepted(staff, ask(staff, citizens(staff)))
    decision = proposed(staff, case, "include")
    InclusionFactory(person=case.members.last().person, programme_id="in_migrant")

    with pytest.raises(Conflict, match="Included in this quota before"):
        decided_by(staff, decision)

    assert Inclusion.objects.filter(case=case).count() == 0


def decided_by(staff, decision):
    return countersign(decision, version=current(decision.case), by=staff.head, at=NOON)
