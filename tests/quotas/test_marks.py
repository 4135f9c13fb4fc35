"""A ledger that was restored into another cluster bears numbers of transactions that mean nothing there."""

import pytest
from django.db import connection
from django.db.models import Sum

from casework.quotas.actions import use
from casework.quotas.actions.projections import is_due, recalculate
from casework.quotas.models import DailyUse, Entry, LedgerMark
from tests.factories.quotas import AllocationFactory, EntryFactory
from tests.moments import NOON
from tests.quotas.database import behind_the_triggers
from tests.races import rival_result

FAR = 2**50
"""A number of a transaction that this server will not reach while a test runs."""


def used(allocation, places):
    held = EntryFactory(allocation=allocation, places=places)
    use(held, places=places, key=f"{held.file}/use", by=held.made_by, at=NOON)


def restored(*, horizon, cluster):
    """What a dump leaves elsewhere: the lines and the mark bear the numbers of the server they were written on."""
    behind_the_triggers("quotas_entry", f"UPDATE quotas_entry SET transaction = {FAR}")  # noqa: S608
    LedgerMark.objects.update(horizon=horizon, cluster=cluster)


def following():
    with connection.cursor() as cursor:
        cursor.execute("SELECT (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint")
        return cursor.fetchone()[0]


def added_up():
    return DailyUse.objects.aggregate(sum=Sum("places"))["sum"]


@pytest.fixture
def allocation():
    made = AllocationFactory(places=100)
    used(made, 3)
    recalculate(at=NOON)
    return made


@pytest.mark.django_db(transaction=True)
class TestRestored:
    @pytest.mark.parametrize(("horizon", "cluster"), [(FAR + 1, 7), (1, 7)])
    def test_lines_before_and_after_are_each_added_up_once(self, allocation, horizon, cluster):
        restored(horizon=horizon, cluster=cluster)
        used(allocation, 4)
        recalculate(at=NOON)
        used(allocation, 5)
        recalculate(at=NOON, until=following())

        assert added_up() == Entry.objects.aggregate(sum=Sum("d_used"))["sum"] == 12

    def test_a_horizon_that_was_not_reached_here_is_noticed_even_without_the_name_of_its_cluster(self, allocation):
        restored(horizon=FAR + 1, cluster=LedgerMark.objects.get().cluster)
        used(allocation, 4)

        assert is_due(NOON.date())
        recalculate(at=NOON)

        assert added_up() == 7

    def test_old_lines_are_not_added_up_again_when_their_numbers_come_round(self, allocation):
        restored(horizon=1, cluster=7)
        recalculate(at=NOON)

        recalculate(at=NOON, until=FAR + 1)

        assert added_up() == 3

    def test_lines_that_are_being_written_are_waited_for(self, allocation):
        restored(horizon=1, cluster=7)

        rival_result(lambda: used(allocation, 4), lambda: recalculate(at=NOON))

        assert added_up() == 7

    def test_once_begun_anew_it_reads_on(self, allocation):
        restored(horizon=1, cluster=7)
        recalculate(at=NOON)
        before = LedgerMark.objects.get().after_line
        used(allocation, 4)
        recalculate(at=NOON, until=following())

        assert LedgerMark.objects.get().after_line == before
        assert not is_due(NOON.date())


@pytest.mark.django_db
def test_any_role_may_ask_for_the_identity_of_the_cluster():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE kosh_nobody; SET LOCAL ROLE kosh_nobody")
        cursor.execute("SELECT system_identifier FROM pg_control_system()")
        assert cursor.fetchone()[0]
