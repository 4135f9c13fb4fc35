"""Lines charged to margins over several allocations."""

import pytest

from casework.quotas import actions
from casework.quotas.models import Entry
from tests.factories.quotas import AllocationFactory, CeilingFactory, PlanFactory, SignatoryFactory, region
from tests.moments import NOON
from tests.quotas.database import closing, insert, refused_by, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return SignatoryFactory()


@pytest.fixture
def country():
    return CeilingFactory(limit=10)


@pytest.fixture
def activity():
    return CeilingFactory(limit=8)


@pytest.fixture
def held(country, activity, by):
    allocation = AllocationFactory(places=100)
    both = (activity.pk, country.pk)
    return actions.hold(allocation, places=5, file="IN-1", key="h", ceilings=both, by=by, at=NOON)


def taken(*ceilings):
    for ceiling in ceilings:
        ceiling.refresh_from_db()
    return [ceiling.taken for ceiling in ceilings]


def test_a_hold_is_charged_to_both_its_ceilings(held, country, activity):
    assert held.ceilings == sorted([country.pk, activity.pk])
    assert taken(country, activity) == [5, 5]


def test_what_is_not_used_returns_to_the_ceilings(held, country, activity, by):
    actions.use(held, places=3, key="u", by=by, at=NOON)

    assert taken(country, activity) == [3, 3]


def test_a_release_frees_the_ceilings(held, country, activity, by):
    actions.release(held, key="r", by=by, at=NOON)

    assert taken(country, activity) == [0, 0]


def test_a_give_back_frees_the_ceilings(held, country, activity, by):
    used = Entry.objects.get(pk=actions.use(held, places=5, key="u", by=by, at=NOON).pk)

    actions.give_back(used, places=2, key="g", by=by, at=NOON)

    assert taken(country, activity) == [3, 3]


def test_two_ceilings_of_one_hold_are_both_judged(held, country, activity):
    with refused_by("ceiling_not_overdrawn"):
        insert(held.allocation, "hold", 4, ceilings=[country.pk, activity.pk])

    assert taken(country, activity) == [5, 5]


def test_a_ceiling_lies_over_several_allocations(held, country):
    other = AllocationFactory(region=region("KZ-11"), places=100)

    with refused_by("ceiling_not_overdrawn"):
        insert(other, "hold", 6, ceilings=[country.pk])


@pytest.mark.parametrize("places", [5])
def test_a_ceiling_may_be_filled(held, country, places):
    insert(held.allocation, "hold", places, ceilings=[country.pk])

    assert taken(country) == [10]


def test_an_unknown_ceiling_is_refused(held, activity):
    with refused_by("entry_is_charged_to_ceilings_that_exist"):
        insert(held.allocation, "hold", 1, ceilings=[activity.pk + 1000])


def test_a_ceiling_of_no_name_is_refused(held):
    with refused_by("entry_is_charged_to_ceilings_that_exist"):
        insert(held.allocation, "hold", 1, ceilings=[None])


def test_a_ceiling_of_another_plan_is_refused(held):
    elsewhere = CeilingFactory(plan=PlanFactory(year=2025))

    with refused_by("entry_is_charged_to_ceilings_that_exist"):
        insert(held.allocation, "hold", 1, ceilings=[elsewhere.pk])


def test_a_ceiling_charged_twice_is_refused(held, activity):
    with refused_by("entry_is_charged_to_ceilings_that_exist"):
        insert(held.allocation, "hold", 1, ceilings=[activity.pk, activity.pk])


def test_a_closing_on_other_ceilings_is_refused(held, country):
    with refused_by("entry_closes_its_own"):
        closing(held, "release", 5, ceilings=[country.pk])


def test_what_is_taken_moves_by_the_ledger_alone(country):
    with refused_by("ceiling_counted_by_ledger"):
        run("UPDATE quotas_ceiling SET taken = 1")


def test_a_new_ceiling_has_nothing_taken():
    with refused_by("ceiling_counted_by_ledger"):
        CeilingFactory(taken=1)
