"""What the ledger says."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.common.errors import RuleBroken
from casework.quotas import actions, queries
from casework.quotas.models import Entry, Plan
from casework.quotas.queries import Difference
from casework.quotas.states import PlanState
from tests.factories.quotas import (
    AllocationFactory,
    CeilingFactory,
    EntryFactory,
    PlanFactory,
    ProgrammeFactory,
    SignatoryFactory,
    allot,
    region,
)
from tests.moments import NOON
from tests.quotas.database import run

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture
def by():
    return SignatoryFactory()


@pytest.fixture
def held():
    return EntryFactory(allocation=AllocationFactory(places=100), places=5, file="IN-1")


def counts(**dates):
    return [(cell.limit, cell.held, cell.used, cell.free) for cell in queries.position("returnee", 2026, **dates)]


def test_the_position_is_read_from_the_counters_in_two_queries(held, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert counts() == [(100, 5, 0, 95)]


def test_the_position_of_a_day_sums_what_had_happened_by_its_end(held, by):
    actions.use(held, places=4, key="use", by=by, at=NOON + timedelta(days=2))

    assert counts(as_of=TODAY - timedelta(days=1)) == [(100, 0, 0, 100)]
    assert counts(as_of=TODAY) == [(100, 5, 0, 95)]
    assert counts(as_of=TODAY + timedelta(days=2)) == [(100, 0, 4, 96)] == counts()


def test_the_position_as_known_leaves_out_what_was_recorded_later(held, by):
    held.refresh_from_db()
    known_at = held.recorded_at
    actions.release(held, key="release", by=by, at=NOON)

    assert counts(known_at=known_at) == [(100, 5, 0, 95)]
    assert counts(known_at=known_at - timedelta(microseconds=1)) == [(100, 0, 0, 100)]


def test_an_order_of_a_past_day_changes_that_day_but_not_what_was_known(held):
    held.refresh_from_db()
    allot(held.allocation, 10, on=date(2026, 2, 1))

    assert counts(as_of=date(2026, 2, 1))[0][0] == 110
    assert counts(as_of=date(2026, 2, 1), known_at=held.recorded_at)[0][0] == 100


def test_cells_come_by_region_then_category_the_reserve_last():
    plan = PlanFactory()
    for code, category in [(None, ""), ("KZ-55", "2"), ("KZ-55", "1"), ("KZ-11", "2"), (None, "1")]:
        AllocationFactory(plan=plan, region=code and region(code), category=category)

    cells = [(cell.region, cell.category) for cell in queries.position("returnee", 2026)]

    assert cells == [("", "1"), ("KZ-11", "2"), ("KZ-55", "1"), ("KZ-55", "2"), ("", "")]


def test_places_without_limit_have_no_free_number(by):
    AllocationFactory(limit=None)

    assert counts() == counts(as_of=TODAY) == [(None, 0, 0, None)]


def test_a_plan_that_does_not_exist_is_told():
    with pytest.raises(RuleBroken, match="There is no plan of the programme “returnee” for 2031."):
        queries.position("returnee", 2031)


def test_open_holds_are_those_that_nothing_ended(held, by):
    ended = EntryFactory(allocation=held.allocation, file="IN-1", key="second")
    actions.release(ended, key="release", by=by, at=NOON)
    EntryFactory(allocation=held.allocation, file="IN-2")

    assert list(queries.open_holds("IN-1")) == [held]


def test_uses_of_a_file_are_found_with_what_returned(held, by):
    used = actions.use(held, places=5, key="use", by=by, at=NOON)
    actions.give_back(used, places=2, key="back", by=by, at=NOON)

    assert list(queries.uses("IN-1")) == [used]
    assert queries.given_back(used) == 2


@pytest.mark.parametrize(
    ("cells", "asked", "drawn"),
    [
        ([("KZ-55", "")], ("KZ-55", ""), ("KZ-55", "")),
        ([("KZ-55", "")], ("KZ-55", "3"), ("KZ-55", "")),
        ([(None, "3"), (None, "4")], ("KZ-55", "3"), (None, "3")),
        ([("KZ-55", "3"), ("KZ-55", "4"), ("KZ-11", "3")], ("KZ-55", "3"), ("KZ-55", "3")),
        ([("KZ-55", ""), (None, "")], ("KZ-55", ""), ("KZ-55", "")),
    ],
)
def test_a_file_draws_on_the_grain_of_its_plan(cells, asked, drawn):
    for code, category in cells:
        AllocationFactory(region=code and region(code), category=category, places=1)

    found = queries.allocation_for("returnee", 2026, region(asked[0]), asked[1])

    assert (found.region_id, found.category) == drawn


def test_a_region_without_places_is_told():
    AllocationFactory()

    with pytest.raises(RuleBroken, match="^Kyzylorda has no places in the returnee quota of 2026.$"):
        queries.allocation_for("returnee", 2026, region("KZ-43"))


def test_a_category_without_places_is_told():
    AllocationFactory(
        plan=PlanFactory(programme=ProgrammeFactory(code="labour", unit="permits")), region=None, category="1"
    )

    with pytest.raises(RuleBroken, match="^Category 2 has no places in the labour quota of 2026.$"):
        queries.allocation_for("labour", 2026, None, "2")


def test_the_reserve_is_never_drawn():
    AllocationFactory(region=None, places=100)

    with pytest.raises(RuleBroken, match="has no places"):
        queries.allocation_for("returnee", 2026, region("KZ-55"))


def test_a_year_without_plan_is_told():
    with pytest.raises(RuleBroken, match="There is no plan of the programme “returnee” for 2031."):
        queries.allocation_for("returnee", 2031, region("KZ-55"))


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.CLOSED])
def test_a_plan_that_is_not_open_is_told(state):
    AllocationFactory()
    Plan.objects.update(state=state)

    with pytest.raises(RuleBroken, match="The returnee quota of 2026 is not open."):
        queries.allocation_for("returnee", 2026, region("KZ-55"))


def test_counters_that_agree_have_no_differences(held):
    CeilingFactory()

    assert queries.differences() == []


@pytest.fixture
def unguarded():
    """The owner of the database may switch the guards off; a recount must then see what happened."""
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("quotas_allocation", "quotas_ceiling", "quotas_entry"):
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def test_a_counter_moved_beside_the_ledger_is_found(held, unguarded):
    run("UPDATE quotas_allocation SET held = 7, used = 1")

    assert queries.differences() == [
        Difference(str(held.allocation), "held", 7, 5),
        Difference(str(held.allocation), "used", 1, 0),
    ]


def test_a_line_that_disappeared_is_found(held, unguarded):
    Entry.objects.filter(pk=held.pk).delete()

    assert queries.differences() == [Difference(str(held.allocation), "held", 5, 0)]


def test_a_ceiling_moved_beside_the_ledger_is_found(by, unguarded_ceiling):
    assert queries.differences() == [Difference(str(unguarded_ceiling), "taken", 9, 5)]


@pytest.fixture
def unguarded_ceiling(by):
    ceiling = CeilingFactory(limit=10)
    actions.hold(AllocationFactory(places=9), places=5, file="IN-1", key="h", ceilings=[ceiling.pk], by=by, at=NOON)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE quotas_ceiling DISABLE TRIGGER USER")
    run("UPDATE quotas_ceiling SET taken = 9")
    return ceiling


def test_the_ledger_is_read_once(held):
    with CaptureQueriesContext(connection) as asked:
        queries.differences()

    assert sum("quotas_entry" in query["sql"] for query in asked) == 1
