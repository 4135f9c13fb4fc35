"""Projections: read from new lines once each, equal to what the whole ledger says, untouched where nothing is new."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from casework.common import sweeps
from casework.quotas import rules
from casework.quotas.actions import hold, use
from casework.quotas.actions.projections import recalculate
from casework.quotas.models import Allocation, DailyUse, Entry, Projection
from casework.quotas.sweeps import RECALCULATE
from tests.factories.quotas import AllocationFactory, EntryFactory, PlanFactory, SignatoryFactory, allot, region
from tests.moments import NOON
from tests.races import unhindered

ALL = 2**60
"""A horizon beyond every transaction: in a test that commits nothing all lines count as settled."""


def all_there_is():
    """A horizon behind every transaction so far; others at work on the same server hold the settled one back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint")
        return cursor.fetchone()[0]


def used(allocation, places=1, *, at=NOON, times=1):
    for _ in range(times):
        held = EntryFactory(allocation=allocation, places=places, at=at)
        use(held, places=places, key=f"{held.file}/use", by=held.made_by, at=at)


def from_scratch(allocation) -> tuple[int, int, int]:
    """What the whole ledger says of the pace of an allocation."""
    day = NOON.date()
    lines = Entry.objects.filter(allocation=allocation, happened_on__gt=day - timedelta(days=90))
    sums = lines.aggregate(
        used_30=Sum("d_used", filter=Q(happened_on__gt=day - timedelta(days=30))),
        used_90=Sum("d_used"),
        uses=Count("pk", filter=Q(kind="use")),
    )
    return sums["used_30"] or 0, sums["used_90"] or 0, sums["uses"]


@pytest.mark.django_db
class TestFigures:
    def test_places_used_in_thirty_and_in_ninety_days_are_told_apart(self):
        allocation = AllocationFactory(places=100)
        used(allocation, 2, at=NOON - timedelta(days=60))
        used(allocation, 3)

        recalculate(at=NOON, until=ALL)

        found = Projection.objects.get(pk=allocation.pk)
        assert (found.used_30, found.used_90, found.uses_90) == (3, 5, 2)

    def test_uses_leave_the_pace_as_days_pass_without_a_new_line(self):
        allocation = AllocationFactory(places=100)
        used(allocation, 3)
        recalculate(at=NOON, until=ALL)

        recalculate(at=NOON + timedelta(days=30), until=ALL)

        found = Projection.objects.get(pk=allocation.pk)
        assert (found.used_30, found.used_90) == (0, 3)

    def test_below_ten_uses_nothing_is_foretold(self):
        allocation = AllocationFactory(places=100)
        used(allocation, times=9)

        recalculate(at=NOON, until=ALL)

        assert Projection.objects.get(pk=allocation.pk).exhausted_on is None

    def test_from_ten_uses_on_the_day_is_told_on_which_it_runs_out(self):
        allocation = AllocationFactory(places=20)
        used(allocation, times=10)

        recalculate(at=NOON, until=ALL)

        assert Projection.objects.get(pk=allocation.pk).exhausted_on == NOON.date() + timedelta(days=90)


@pytest.mark.parametrize(
    ("free", "used_places", "uses", "days"),
    [(10, 90, 10, 10), (10, 91, 10, 10), (10, 89, 10, 11), (0, 90, 10, 0), (-1, 90, 10, 0)],
)
def test_the_day_it_runs_out_is_that_of_the_last_place(free, used_places, uses, days):
    day = date(2026, 3, 2)

    assert rules.exhausted_on(free=free, used=used_places, uses=uses, day=day) == day + timedelta(days=days)


def test_a_day_beyond_the_calendar_is_told_as_a_century_off():
    day = date(2026, 3, 2)

    assert rules.exhausted_on(free=271_300, used=5, uses=10, day=day) == day + timedelta(days=36_525)


@pytest.mark.parametrize(("free", "used_places", "uses"), [(None, 90, 10), (10, 90, 9), (10, 0, 10), (10, -3, 12)])
def test_without_a_limit_or_a_pace_nothing_is_foretold(free, used_places, uses):
    assert rules.exhausted_on(free=free, used=used_places, uses=uses, day=date(2026, 3, 2)) is None


@pytest.mark.django_db(transaction=True)
class TestCommitted:
    def test_an_order_that_changes_the_limit_changes_the_day(self):
        allocation = AllocationFactory(places=20)
        used(allocation, times=10)
        recalculate(at=NOON, until=all_there_is())
        allot(allocation, 10)

        recalculate(at=NOON, until=all_there_is())

        assert Projection.objects.get(pk=allocation.pk).exhausted_on == NOON.date() + timedelta(days=180)

    def test_only_what_has_new_lines_is_computed_anew(self):
        plan = PlanFactory()
        first, second = (AllocationFactory(plan=plan, region=region(code), places=50) for code in ("KZ-55", "KZ-11"))
        recalculate(at=NOON, until=all_there_is())
        used(second)

        later = NOON + timedelta(hours=1)
        assert recalculate(at=later, until=all_there_is()) == 1

        assert Projection.objects.get(pk=first.pk).computed_at == NOON
        assert Projection.objects.get(pk=second.pk).computed_at == later
        assert recalculate(at=later + timedelta(hours=1), until=all_there_is()) == 0

    def test_a_line_that_is_committed_late_is_read_once_it_is(self):
        """A watermark on line numbers would lose it: its number is smaller than one that was read before."""
        allocation = AllocationFactory(places=50)
        other = AllocationFactory(plan=PlanFactory(year=2027), places=50)
        officer = SignatoryFactory()
        recalculate(at=NOON)
        with transaction.atomic():
            held = hold(allocation, places=5, file="IN-1", key="IN-1/hold", by=officer, at=NOON)
            use(held, places=5, key="IN-1/use", by=officer, at=NOON)
            unhindered(lambda: used(other))
            unhindered(lambda: recalculate(at=NOON))
        recalculate(at=NOON, until=all_there_is())

        assert Projection.objects.get(pk=allocation.pk).used_90 == 5
        assert Projection.objects.get(pk=other.pk).used_90 == 1

    def test_what_was_added_up_equals_the_whole_ledger(self):
        plan = PlanFactory()
        cells = [AllocationFactory(plan=plan, region=region(code), places=500) for code in ("KZ-55", "KZ-11", "KZ-10")]
        for turn in range(12):
            used(cells[turn % 3], turn % 4 + 1, at=NOON - timedelta(days=9 * turn))
            sweeps.run(RECALCULATE, clock=lambda: NOON)
        recalculate(at=NOON, until=all_there_is())

        for cell in Allocation.objects.all():
            found = Projection.objects.get(pk=cell.pk)
            assert (found.used_30, found.used_90, found.uses_90) == from_scratch(cell)
        assert DailyUse.objects.aggregate(sum=Sum("places"))["sum"] == Entry.objects.aggregate(sum=Sum("d_used"))["sum"]
        assert connection.is_usable()
