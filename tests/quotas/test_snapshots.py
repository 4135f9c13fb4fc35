"""Each day is kept once, as it stood at its end."""

from datetime import date, timedelta

import pytest

from casework.common import sweeps
from casework.quotas.actions.snapshots import days_due, take_snapshot
from casework.quotas.models import Plan, Snapshot
from casework.quotas.states import PlanState
from casework.quotas.sweeps import SNAPSHOT
from tests.factories.quotas import AllocationFactory, EntryFactory, SnapshotFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

YESTERDAY = date(2026, 3, 1)


def test_a_day_is_kept_as_it_stood_at_its_end():
    allocation = AllocationFactory(places=100)
    EntryFactory(allocation=allocation, at=NOON - timedelta(days=1))
    EntryFactory(allocation=allocation, at=NOON)

    take_snapshot(YESTERDAY, at=NOON)

    kept = Snapshot.objects.get()
    assert (kept.day, kept.limit, kept.held, kept.used) == (YESTERDAY, 100, 5, 0)


def test_a_day_that_is_not_over_is_not_kept():
    AllocationFactory(places=100)

    assert take_snapshot(NOON.date(), at=NOON) == 0


def test_days_that_were_missed_are_made_up_each_once():
    """Beat was away for four days."""
    allocation = AllocationFactory(places=100)
    SnapshotFactory(allocation=allocation, day=date(2026, 2, 25))

    sweeps.run(SNAPSHOT, clock=lambda: NOON)
    sweeps.run(SNAPSHOT, clock=lambda: NOON)

    days = list(Snapshot.objects.order_by("day").values_list("day", flat=True))
    assert days == [date(2026, 2, 25) + timedelta(days=n) for n in range(5)]


def test_a_closed_plan_is_kept_no_longer():
    AllocationFactory(places=100)
    Plan.objects.update(state=PlanState.CLOSED)

    assert days_due(NOON.date()) == []
