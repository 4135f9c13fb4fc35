"""Once in a lifetime holds from the first day, and this year's books begin with what was used before."""

from datetime import date

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.quotas import queries as quotas
from casework.quotas.actions import Signatories
from casework.quotas.models import Entry, Order
from casework.quotas.planfile import FileRefused
from casework.quotas.states import OrderKind, PlanState
from casework.returnees.models import Opening, PastInclusion
from casework.returnees.queries import included_before
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory, SamePersonFactory
from tests.factories.quotas import AllocationFactory, CeilingFactory, SignatoryFactory, region
from tests.factories.returnees import InclusionFactory, OpeningFactory, PastInclusionFactory
from tests.moments import NOON
from tests.quotas.database import refused_by
from tests.returnees.openings import loaded, row, this_year
from tests.world import decided, held, staff_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Signatories(SignatoryFactory(), SignatoryFactory())


@pytest.fixture
def places():
    return AllocationFactory(places=10)


def messages(outcome):
    return [fault.message for fault in outcome.faults]


def used(**dates):
    return {cell.region: cell.used for cell in quotas.position("returnee", 2026, **dates)}


def test_a_past_inclusion_counts_from_the_first_day(by):
    region("KZ-55")
    person = PersonFactory(external_id="OR-1")

    outcome = loaded(by, row("OR-1"))

    assert (outcome.taken, outcome.orders) == (1, {})
    assert included_before([person.pk], "returnee") == {person.pk}
    assert included_before([person.pk], "in_migrant") == set()


def test_a_past_inclusion_counts_for_a_record_made_later_and_for_one_joined_with_it(by):
    region("KZ-55")
    loaded(by, row("OR-1"))
    first, second = PersonFactory(external_id="OR-1"), PersonFactory()
    SamePersonFactory(record=first, other_record=second, confirmed=True)

    assert included_before([second.pk], "returnee") == {second.pk}


def test_what_this_year_used_stands_in_the_books_by_its_days(by, places):
    outcome = loaded(by, this_year("OR-1"), this_year("OR-2", places="3"), this_year("OR-3", day="2026-02-20"))

    order = outcome.orders["returnee"]
    assert (order.kind, order.posted_at, order.signed_by, order.countersigned_by) == (
        OrderKind.OPEN, NOON, by.first, by.second
    )  # fmt: skip
    assert list(order.entries.values_list("happened_on", "d_used")) == [(date(2026, 2, 2), 4), (date(2026, 2, 20), 1)]
    assert (used(), used(as_of=date(2026, 2, 19)), used(as_of=date(2026, 2, 1))) == (
        {"KZ-55": 5}, {"KZ-55": 4}, {"KZ-55": 0}
    )  # fmt: skip


def test_the_books_agree_after_an_opening(by, places):
    loaded(by, this_year("OR-1"), row("OR-2"))

    assert quotas.differences() == []
    assert PastInclusion.objects.filter(order__isnull=False).count() == 1


def test_the_same_file_again_changes_nothing(by, places):
    loaded(by, this_year("OR-1"), row("OR-2"))

    again = loaded(by, this_year("OR-1"), row("OR-2"))

    assert (again.taken, again.already, again.faults) == (0, 2, [])
    assert (Opening.objects.count(), Order.objects.filter(kind="open").count(), used()) == (1, 1, {"KZ-55": 1})


def test_rows_put_right_are_added_to_what_was_taken(by, places):
    loaded(by, this_year("OR-1"), this_year("OR-2", day="2026-13-01"))

    outcome = loaded(by, this_year("OR-1"), this_year("OR-2"))

    assert (outcome.taken, outcome.already) == (1, 1)
    assert used() == {"KZ-55": 2}


def test_a_second_past_inclusion_is_refused_by_name_of_the_first(by, places):
    loaded(by, row("OR-1"))

    outcome = loaded(by, this_year("OR-1"), this_year("OR-2"))

    assert messages(outcome) == [
        "Included once already: in the quota of 2019, region KZ-55, on 2 Apr 2019. Once in a lifetime."
    ]
    assert used() == {"KZ-55": 1}


def test_whoever_was_included_by_a_file_has_no_past_inclusion(by):
    region("KZ-55")
    inclusion = InclusionFactory(person=PersonFactory(external_id="OR-1"))
    other = PersonFactory(external_id="OR-2")
    SamePersonFactory(record=inclusion.person, other_record=other, confirmed=True)

    outcome = loaded(by, row("OR-1"), row("OR-2"), row("OR-3"))

    told = f"Included once already, by file {inclusion.case.number}. Once in a lifetime."
    assert (messages(outcome), outcome.taken) == ([told, told], 1)


def test_more_than_is_free_refuses_the_whole_file_with_what_is_over(by, places):
    with pytest.raises(FileRefused, match="Pavlodar: 11 places were used, but only 10 are free; 1 too many"):
        loaded(by, row("OR-1"), this_year("OR-2", places="11"))

    assert (PastInclusion.objects.count(), Opening.objects.count(), used()) == (0, 0, {"KZ-55": 0})


def test_everything_that_is_overdrawn_is_told_at_once(by, places):
    AllocationFactory(region=region("KZ-11"), places=1)

    with pytest.raises(FileRefused) as refusal:
        loaded(by, this_year("OR-1", places="11"), this_year("OR-2", "KZ-11", places="3"))

    assert ["Akmola" in str(fault) for fault in refusal.value.faults] == [False, True]


def test_an_opening_is_charged_to_the_ceiling_over_it(by):
    cell = AllocationFactory(plan__programme__code="labour", region=None, category="1", places=10)
    ceiling = CeilingFactory(plan=cell.plan, dimension="region", key="KZ-55", limit=2)
    region("KZ-55")
    line = {"programme": "labour", "category": "1"}

    loaded(by, this_year("OR-1", places="2", **line))
    with pytest.raises(FileRefused, match="1 places were used, but only 0 are free"):
        loaded(by, this_year("OR-2", **line))

    ceiling.refresh_from_db()
    assert ceiling.taken == 2
    assert quotas.differences() == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"programme": "labour"}, "There is no plan of the programme “labour” for 2026."),
        ({"region": "KZ-11"}, "Akmola"),
    ],
)
def test_a_row_of_this_year_needs_a_place_in_its_plan(by, places, changes, told):
    region("KZ-11")

    outcome = loaded(by, this_year("OR-1", **changes), this_year("OR-2"))

    assert told in messages(outcome)[0]
    assert outcome.taken == 1


def test_closed_books_are_not_opened(by, places):
    type(places.plan).objects.update(state=PlanState.CLOSED)

    assert "is not open" in messages(loaded(by, this_year()))[0]


def test_a_file_mostly_at_fault_is_refused_whole(by):
    region("KZ-55")
    bad = [row(f"OR-{n}", places="x") for n in range(101)]

    with pytest.raises(FileRefused, match="101 of 102 rows are at fault"):
        loaded(by, row("OR-500"), *bad)
    assert loaded(by, row("OR-500"), *bad[1:]).taken == 1


def test_a_row_without_places_is_kept_and_uses_none(by, places):
    assert loaded(by, this_year("OR-1", places="0")).taken == 1
    assert used() == {"KZ-55": 0}


def test_an_opening_is_signed_by_two_who_may(by, places):
    with pytest.raises(RuleBroken, match="countersigned by another officer"):
        loaded(Signatories(by.first, by.first), row())
    with pytest.raises(NotPermitted, match="may not sign quota orders"):
        loaded(Signatories(by.first, OfficerFactory()), row())


def test_an_opening_leaves_a_trail(by, places):
    outcome = loaded(by, this_year())

    assert list(Event.objects.order_by("pk").values_list("kind", flat=True))[-2:] == [
        "quotas.open_books", "quotas.load_opening"
    ]  # fmt: skip
    assert Event.objects.get(kind="quotas.open_books").subject == outcome.orders["returnee"].number


def test_a_family_of_whom_one_was_included_in_the_past_is_not_included_unseen(by, places):
    staff = staff_of("KZ-55")
    case = held(staff)
    type(case.applicant).objects.filter(pk=case.applicant_id).update(external_id="OR-1")
    PastInclusionFactory(person_external_id="OR-1")

    with pytest.raises(Conflict, match="Included in this quota before"):
        decided(staff, case, "include")


def test_the_database_refuses_an_inclusion_after_a_past_one():
    PastInclusionFactory(person_external_id="OR-1")
    person, other = PersonFactory(external_id="OR-1"), PersonFactory(external_id="OR-2")
    assert InclusionFactory(person=other)

    with refused_by("inclusion_not_after_a_past_one"):
        InclusionFactory(person=person)


def test_the_database_refuses_a_past_inclusion_beside_another():
    person = PersonFactory(external_id="OR-1")
    InclusionFactory(person=PersonFactory(external_id="OR-2"), annulled=True)
    InclusionFactory(person=person)
    assert PastInclusionFactory(person_external_id="OR-2")

    with refused_by("past_inclusion_not_beside_another"):
        PastInclusionFactory(person_external_id="OR-1")


def test_past_inclusion_once_in_a_lifetime():
    PastInclusionFactory(person_external_id="OR-1")
    assert PastInclusionFactory(person_external_id="OR-2")

    with refused_by("past_inclusion_once_in_a_lifetime"):
        PastInclusionFactory(person_external_id="OR-1", year=2020)


def test_past_inclusion_names_its_person():
    with refused_by("past_inclusion_names_its_person"):
        PastInclusionFactory(person_external_id=" ")


def test_opening_countersigned_by_another():
    officer = OfficerFactory()
    assert OpeningFactory(signed_by=officer)

    with refused_by("opening_countersigned_by_another"):
        OpeningFactory(signed_by=officer, countersigned_by=officer)


def test_returnees_pastinclusion_is_append_only():
    PastInclusionFactory()

    with refused_by("returnees_pastinclusion_is_append_only"):
        PastInclusion.objects.update(year=2020)


def test_past_inclusions_are_seen_where_the_person_is():
    officer = OfficerFactory()
    PersonFactory(external_id="OR-1", office=officer.office)
    mine = PastInclusionFactory(person_external_id="OR-1")
    PastInclusionFactory(person_external_id="OR-2")

    assert list(PastInclusion.objects.visible_to(officer)) == [mine]
    assert PastInclusion.objects.visible_to(SignatoryFactory()).count() == 2


def test_no_line_of_an_opening_names_a_file():
    line = {"kind": "opening", "places": 1, "d_used": 1, "happened_on": NOON.date(), "made_by": SignatoryFactory()}

    with refused_by("entry_has_a_file_or_an_order"):
        Entry.objects.create(allocation=AllocationFactory(places=5), file="IN-1", key="x", **line)
