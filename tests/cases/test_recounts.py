"""The nightly recount: what differs is kept until a later one finds it gone, and nothing is repaired."""

from datetime import timedelta

import pytest

from casework.audit.models import Event
from casework.cases.models import Case, Drift, Recount
from casework.cases.sweeps import RECOUNT
from casework.common import sweeps
from casework.quotas.models import Allocation
from tests.factories.quotas import AllocationFactory
from tests.moments import NOON
from tests.quotas.database import behind_the_triggers
from tests.world import held, staff_of

pytestmark = pytest.mark.django_db

NIGHT = timedelta(days=1)


@pytest.fixture
def staff():
    AllocationFactory(places=100)
    return staff_of("KZ-55")


def sweep(at=NOON):
    return sweeps.run(RECOUNT, clock=lambda: at)


def test_books_that_agree_leave_a_recount_without_differences(staff):
    held(staff)

    sweep()

    assert Recount.objects.get().differences == 0
    assert not Drift.objects.exists()


def test_a_day_is_recounted_once(staff):
    sweep()

    assert sweep(NOON + timedelta(hours=3)).done == 0
    assert sweep(NOON + NIGHT).done == 1


def test_a_counter_that_was_changed_is_found_and_left_as_it_is(staff):
    behind_the_triggers("quotas_allocation", "UPDATE quotas_allocation SET used = 7")

    sweep()

    drift = Drift.objects.get()
    assert (drift.between, drift.what, drift.figures) == ("counters and ledger", "used", {"counter": 7, "ledger": 0})
    assert Allocation.objects.get().used == 7


def test_a_file_that_should_hold_more_than_it_does_is_found(staff):
    case = held(staff)
    case.members.update(is_counted=False, why_not="not_arrived")
    Case.objects.filter(pk=case.pk).update(state="under_review")

    sweep()

    assert Drift.objects.get().subject == case.number


def test_a_difference_is_told_once_however_many_nights_find_it(staff):
    behind_the_triggers("quotas_allocation", "UPDATE quotas_allocation SET used = 7")
    sweep()
    sweep(NOON + NIGHT)

    drift = Drift.objects.get()
    assert (drift.found.day, drift.seen.day) == (NOON.date(), (NOON + NIGHT).date())
    assert Event.objects.filter(kind="quotas.drift_found").count() == 1


def test_a_difference_that_is_gone_is_closed_and_kept(staff):
    behind_the_triggers("quotas_allocation", "UPDATE quotas_allocation SET used = 7")
    sweep()
    behind_the_triggers("quotas_allocation", "UPDATE quotas_allocation SET used = 0")

    sweep(NOON + NIGHT)

    assert Drift.objects.get().gone_at == NOON + NIGHT
