"""Places of open files go into the next year by date of receipt, each family whole; nobody overtakes."""

from datetime import date, datetime, timedelta

import pytest

from casework.audit.models import Event
from casework.cases.actions.carrying import carry_over
from casework.cases.models import Case
from casework.cases.queries.carrying import carriages
from casework.cases.queries.recount import differences
from casework.common.errors import NotPermitted, RuleBroken
from casework.common.workdays import ALMATY
from casework.quotas import actions, queries
from casework.quotas.models import Plan
from casework.quotas.states import PlanState
from tests.factories.quotas import AllocationFactory, CeilingFactory, EntryFactory, SignatoryFactory, region
from tests.world import family, granted, held, included, lodged_inclusion, proposed, staff_of

pytestmark = pytest.mark.django_db

NEW_YEAR = datetime(2027, 1, 4, 10, tzinfo=ALMATY)


@pytest.fixture
def staff():
    return staff_of("KZ-55")


@pytest.fixture
def old(staff):
    return AllocationFactory(places=20)


def next_year(places):
    return AllocationFactory(plan__year=2027, places=places)


def waiting(staff, received, size=5):
    """A file that holds places, received on this day."""
    case = held(staff, lodged_inclusion(staff, granted(staff, family(staff, size)).household))
    Case.objects.filter(pk=case.pk).update(received_on=received)
    return Case.objects.get(pk=case.pk)


def carry(plan, at=NEW_YEAR, by=None):
    return carry_over(plan, by=by or SignatoryFactory(), at=at)


def counts(allocation):
    allocation.refresh_from_db()
    return allocation.held, allocation.used


def test_what_a_file_holds_is_held_in_the_next_year(staff, old):
    case, new = waiting(staff, date(2026, 2, 1)), next_year(9)

    outcome = carry(old.plan)

    case.refresh_from_db()
    assert (counts(old), counts(new), case.allocation, outcome.places) == ((0, 0), (5, 0), new, 5)
    assert differences() == []


def test_a_file_carried_over_is_included_from_the_next_year(staff, old, monkeypatch):
    case, new = waiting(staff, date(2026, 2, 1)), next_year(9)
    carry(old.plan)
    monkeypatch.setattr("tests.world.NOON", NEW_YEAR)

    included(staff, case)

    assert (counts(old), counts(new)) == ((0, 0), (0, 5))


def test_the_first_received_comes_first_and_nobody_overtakes(staff, old):
    late, first, small = (
        waiting(staff, date(2026, 2, 9)), waiting(staff, date(2026, 2, 1)), waiting(staff, date(2026, 2, 10), size=1)
    )  # fmt: skip
    next_year(6)

    outcome = carry(old.plan)

    assert [one.case for one in outcome.carried] == [first]
    assert [(one.case, one.why_not) for one in outcome.staying] == [
        (late, "5 places are needed, and Pavlodar of 2027 has 1 left."),
        (small, "A file received earlier does not fit; nobody overtakes it."),
    ]
    assert counts(old) == (6, 0)


def test_a_full_region_holds_up_no_other(staff, old):
    waiting(staff, date(2026, 2, 1))
    there = staff_of("KZ-11")
    AllocationFactory(region=region("KZ-11"), places=9)
    other = waiting(there, date(2026, 2, 2))
    next_year(4)
    new = AllocationFactory(plan__year=2027, region=region("KZ-11"), places=5)

    outcome = carry(old.plan)

    assert ([one.case for one in outcome.carried], counts(new)) == ([other], (5, 0))


def test_a_signed_decision_comes_first(staff, old):
    case = waiting(staff, date(2026, 2, 1))
    proposed(staff, case, "include")
    next_year(9)

    with pytest.raises(RuleBroken, match="No file can be carried over"):
        carry(old.plan)
    assert carriages(old.plan)[0].why_not == "A decision waits for its second signature; it comes first."


def test_the_next_year_needs_a_plan(staff, old):
    waiting(staff, date(2026, 2, 1))

    assert "There is no plan of the programme" in carriages(old.plan)[0].why_not


def test_places_of_another_unit_are_not_carried(staff, old):
    waiting(staff, date(2026, 2, 1))
    Plan.objects.filter(pk=next_year(9).plan_id).update(unit="families")

    assert "counts in families" in carriages(old.plan)[0].why_not


def test_a_ceiling_of_the_next_year_is_charged_and_binds(staff, old):
    before = CeilingFactory(plan=old.plan, dimension="region", key="KZ-55", limit=9)
    case = waiting(staff, date(2026, 2, 1))
    hold = case_hold(case)
    new = next_year(9)
    above = CeilingFactory(plan=new.plan, dimension="region", key="KZ-55", limit=4)

    assert "Pavlodar of 2027 has 4 left" in carriages(old.plan)[0].why_not

    type(above).objects.filter(pk=above.pk).update(limit=5)
    carry(old.plan)
    above.refresh_from_db()
    before.refresh_from_db()
    assert (hold.ceilings, before.taken, above.taken) == ([before.pk], 0, 5)


def case_hold(case):
    """The file's hold anew, charged to every ceiling over its allocation."""
    held_before = queries.open_holds(case.number)[0]
    by, at = SignatoryFactory(), held_before.recorded_at
    actions.release(held_before, key="again", by=by, at=at)
    over = list(held_before.allocation.plan.ceilings.values_list("pk", flat=True))
    line = {"file": case.number, "key": "charged", "ceilings": over, "by": by, "at": at}
    return actions.hold(held_before.allocation, places=held_before.places, **line)


@pytest.mark.parametrize("at", [NEW_YEAR - timedelta(days=4), NEW_YEAR])
def test_nothing_is_carried_before_the_year_is_over(staff, old, at):
    waiting(staff, date(2026, 2, 1))
    next_year(9)

    if at == NEW_YEAR:
        assert carry(old.plan, at).carried
    else:
        with pytest.raises(RuleBroken, match="The year 2026 is not over"):
            carry(old.plan, at)


def test_closed_books_are_carried_no_more(staff, old):
    Plan.objects.filter(pk=old.plan_id).update(state=PlanState.CLOSED)
    old.plan.refresh_from_db()

    with pytest.raises(RuleBroken, match="is not open"):
        carry(old.plan)


def test_quota_managers_alone_carry(staff, old):
    with pytest.raises(NotPermitted, match="by quota managers"):
        carry(old.plan, by=staff.head)


def test_carrying_leaves_a_trail_in_each_file_and_of_the_whole(staff, old):
    case = waiting(staff, date(2026, 2, 1))
    next_year(9)

    carry(old.plan)

    assert Event.objects.filter(subject=case.number, kind="case.carry").get().after["places"] == 5
    whole = Event.objects.get(kind="quotas.carry_over")
    assert (whole.subject, whole.after) == ("returnee-2026", {"files": 1, "places": 5, "staying": 0})


def test_a_hold_of_no_file_is_left_to_the_recount(old):
    EntryFactory(allocation=old, file="IN-1999-000001")

    assert carriages(old.plan) == []
