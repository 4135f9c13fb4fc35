"""What the database refuses whoever asks, here by plain SQL."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.quotas import actions
from tests.factories.quotas import AllocationFactory, EntryFactory, PlanFactory, SignatoryFactory, region
from tests.moments import NOON
from tests.quotas.database import closing, insert, refused_by, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def allocation():
    return AllocationFactory(places=100)


@pytest.fixture
def held(allocation):
    """Five places held; others hold forty and used ten, so that counters alone would let wrong lines pass."""
    EntryFactory(allocation=allocation, places=40, file="IN-OTHER")
    actions.use(EntryFactory(allocation=allocation, places=10), places=10, key="other", by=SignatoryFactory(), at=NOON)
    return EntryFactory(allocation=allocation, places=5)


@pytest.fixture
def used(held):
    return actions.use(held, places=4, key="use", by=SignatoryFactory(), at=NOON)


def test_a_line_that_fits_is_taken(allocation):
    insert(allocation, "hold", 100)

    allocation.refresh_from_db()
    assert allocation.free == 0


def test_more_than_is_free(allocation):
    with refused_by("allocation_not_overdrawn"):
        insert(allocation, "hold", 101)


@pytest.mark.parametrize("kind", ["use", "release"])
def test_a_second_closing_of_a_used_hold(held, used, kind):
    with refused_by("entry_closes_a_hold_once"):
        closing(held, kind, 5)


def test_a_second_closing_of_a_released_hold(held):
    actions.release(held, key="release", by=SignatoryFactory(), at=NOON)

    with refused_by("entry_closes_a_hold_once"):
        closing(held, "use", 5)


def test_a_closing_on_another_allocation(held):
    other = AllocationFactory(region=region("KZ-11"), places=100)
    EntryFactory(allocation=other, places=5)

    with refused_by("entry_closes_its_own"):
        closing(held, "use", 5, allocation_id=other.pk)


def test_a_closing_for_another_file(held):
    with refused_by("entry_closes_its_own"):
        closing(held, "release", 5, file="IN-OTHER")


def test_a_closing_of_what_does_not_exist(held):
    with refused_by("entry_closes_its_own"):
        closing(held, "release", 5, closes_id=held.pk + 1000)


def test_a_closing_of_a_hold_made_only_afterwards(allocation, held):
    """Foreign keys are checked at commit: by then the hold would be there, of another allocation and file."""
    with refused_by("entry_closes_its_own"):
        closing(held, "release", 5, closes_id=held.pk + 1000)
        insert(AllocationFactory(region=region("KZ-11"), places=9), "hold", 5, id=held.pk + 1000, key="later")


def test_a_closing_of_itself(held):
    with refused_by("entry_closes_its_own"):
        closing(held, "release", 5, id=held.pk + 1000, closes_id=held.pk + 1000)


def test_a_use_of_a_use(used):
    with refused_by("entry_closes_its_own"):
        closing(used, "use", 4)


@pytest.mark.parametrize("kind", ["use", "release"])
def test_a_closing_of_part_of_a_hold(held, kind):
    with refused_by("entry_closes_the_whole_hold"):
        closing(held, kind, 3, d_held=-3)


def test_a_closing_of_more_than_a_hold(held):
    with refused_by("entry_closes_the_whole_hold"):
        closing(held, "use", 5, d_held=-6)


def test_a_use_of_more_than_was_held(held):
    with refused_by("entry_bears_the_signs_of_its_kind"):
        closing(held, "use", 6, d_held=-5)


def test_an_end_before_the_beginning(held):
    with refused_by("entry_happens_after_what_it_ends"):
        closing(held, "release", 5, happened_on=date(2026, 3, 1))


def test_a_give_back_of_a_hold(held):
    with refused_by("entry_closes_its_own"):
        closing(held, "give_back", 1, d_held=0)


def test_a_give_back_of_more_than_was_used(used):
    actions.give_back(used, places=3, key="back", by=SignatoryFactory(), at=NOON)

    with refused_by("entry_gives_back_what_was_used"):
        closing(used, "give_back", 2, d_held=0)


def test_a_give_back_that_frees_nothing_while_the_books_are_open(used):
    with refused_by("entry_gives_back_what_it_says"):
        closing(used, "give_back", 2, d_held=0, d_used=0)


@pytest.mark.parametrize(("kind", "places"), [("hold", 1), ("give_back", 1)])
def test_books_that_are_closed(allocation, used, kind, places):
    actions.release(allocation.entries.get(file="IN-OTHER"), key="r", by=SignatoryFactory(), at=NOON)
    run("UPDATE quotas_allocation SET is_closed = true")

    with refused_by("entry_moves_no_closed_books"):
        closing(used, kind, places, d_held=0) if kind == "give_back" else insert(allocation, kind, places)


@pytest.mark.parametrize(
    "forged",
    [
        {"recorded_at": timezone.now() - timedelta(days=1)},
        {"recorded_at": timezone.now() + timedelta(days=1)},
        {"transaction": 1},
    ],
    ids=["earlier", "later", "another transaction"],
)
def test_a_forged_record(allocation, forged):
    with refused_by("entry_recorded_by_the_database_clock"):
        insert(allocation, "hold", 1, **forged)


def test_books_closed_over_an_open_hold(held):
    with refused_by("allocation_closed_without_holds"):
        run("UPDATE quotas_allocation SET is_closed = true")


def test_a_line_of_no_allocation(allocation):
    with refused_by("entry_draws_on_an_allocation_that_exists"):
        insert(allocation, "hold", 1, allocation_id=allocation.pk + 1000)


def test_the_reserve_is_drawn(allocation):
    reserve = AllocationFactory(plan=allocation.plan, region=None, places=10)

    with refused_by("allocation_reserve_is_never_drawn"):
        insert(reserve, "hold", 1)


@pytest.mark.parametrize("counter", ['"limit"', "held", "used"])
def test_a_counter_changed_beside_the_ledger(allocation, counter):
    with refused_by("allocation_counted_by_ledger"):
        run(f"UPDATE quotas_allocation SET {counter} = {counter} + 1")  # noqa: S608


@pytest.mark.parametrize("counters", [(5, 0, 0), (0, 5, 0), (0, 0, 5), (None, 1, 0)])
def test_a_new_allocation_that_already_counts(counters):
    plan = PlanFactory()

    with refused_by("allocation_counted_by_ledger"):
        run(
            'INSERT INTO quotas_allocation (plan_id, category, "limit", held, used, is_closed)'
            " VALUES (%s, 'x', %s, %s, %s, false)",
            plan.pk, *counters,
        )  # fmt: skip


def test_a_limit_taken_away_beside_the_ledger(allocation):
    with refused_by("allocation_counted_by_ledger"):
        run('UPDATE quotas_allocation SET "limit" = NULL')


def test_a_table_of_the_same_name_is_not_taken_for_the_counters(allocation):
    run("CREATE TEMPORARY TABLE quotas_allocation (LIKE quotas_allocation) ON COMMIT DROP")
    run("INSERT INTO pg_temp.quotas_allocation SELECT * FROM public.quotas_allocation")
    run("INSERT INTO public.quotas_entry SELECT * FROM public.quotas_entry WHERE false")

    insert(allocation, "hold", 7)

    assert run("SELECT held FROM public.quotas_allocation WHERE id = %s", allocation.pk) == [(7,)]
