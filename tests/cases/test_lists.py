"""Waiting lists at work: put on them, offered places, answered, expired; and what every family asked is told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.audit.models import Event
from casework.cases.actions import lists
from casework.cases.models import Case, Wait
from casework.cases.queries.lists import lists_to_serve, queue, waiting_list
from casework.cases.queries.recount import file_difference
from casework.cases.states import State, WaitState
from casework.cases.sweeps import EXPIRE_OFFERS, OFFER_PLACES
from casework.common import sweeps
from casework.common.constraints import violated
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.quotas.models import WaitingRule
from casework.quotas.queries import open_holds
from casework.reference.models import Region
from tests.cases.lists import asks
from tests.factories.quotas import AllocationFactory, EntryFactory, PlanFactory, allot
from tests.moments import NOON
from tests.world import current, decided, staff_of, step

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture
def cell():
    """Four places free of ten."""
    cell = AllocationFactory(places=10)
    EntryFactory(allocation=cell, places=6)
    return cell


@pytest.fixture
def staff(cell):
    return staff_of("KZ-55")


@pytest.fixture
def holds_the_line():
    WaitingRule.objects.filter(programme="returnee").update(line="hold")


def put(case, staff, **facts):
    return lists.put_on_list(case, version=current(case), by=staff.registrar, at=NOON, **facts)


def serve(at=NOON):
    for sweep in (EXPIRE_OFFERS, OFFER_PLACES):
        sweeps.run(sweep, clock=lambda: at)


def free(cell):
    cell.refresh_from_db()
    return cell.free


def words(cell, case):
    return next(one.words for one in queue(cell, TODAY).waiting if one.file == case.number)


class TestTheStatedRule:
    def test_six_wait_and_four_behind_them_are_offered_the_places(self, cell, staff):
        six, four = asks(staff, 6), asks(staff, 4)
        put(six, staff)
        put(four, staff)

        serve()

        assert [wait.state for wait in Wait.objects.order_by("pk")] == [WaitState.WAITING, WaitState.OFFERED]
        assert free(cell) == 0

    def test_the_family_of_six_is_told_what_bound_and_by_how_much(self, cell, staff):
        six = asks(staff, 6)
        put(six, staff)

        assert words(cell, six) == (
            "Pavlodar: the family needs 6 places and 4 are left for it, 2 too few. "
            "All members fit or none does. Nobody is before it."
        )

    def test_holding_the_line_nobody_overtakes(self, cell, staff, holds_the_line):
        put(asks(staff, 6), staff)
        put(asks(staff, 4), staff)

        serve()

        assert not Wait.objects.offered().exists()
        assert free(cell) == 4

    def test_the_family_behind_is_told_for_whom_the_line_is_held(self, cell, staff, holds_the_line):
        six, four = asks(staff, 6), asks(staff, 4)
        put(six, staff)
        put(four, staff)

        assert words(cell, four) == (
            f"The programme holds the line: places wait until file {six.number} fits, which needs 6 while 4 are left. "
            "1 file is before it and needs 6: received earlier."
        )

    def test_free_places_and_those_who_wait_are_two_figures(self, cell, staff):
        put(asks(staff, 6), staff)

        assert (free(cell), queue(cell, TODAY).places) == (4, 6)


class TestOffers:
    def offered(self, cell, staff):
        six = asks(staff, 6)
        put(six, staff)
        allot(cell, 2)
        serve()
        return six

    def test_an_offer_holds_all_places_until_its_last_day(self, cell, staff):
        six = self.offered(cell, staff)

        wait = six.waits.get()
        assert (wait.state, wait.hold.places, wait.answer_by) == (WaitState.OFFERED, 6, date(2026, 3, 12))
        assert wait.hold.made_by is None
        assert file_difference(six.number) is None

    def test_accepting_the_file_uses_the_offer_and_holds_nothing_twice(self, cell, staff):
        six = self.offered(cell, staff)

        step(six, "accept", by=staff.registrar)

        assert six.waits.get().state == WaitState.ACCEPTED
        assert [hold.places for hold in open_holds(six.number)] == [6]
        assert file_difference(six.number) is None

    def test_an_offer_is_kept_on_its_last_day_and_ends_on_the_next(self, cell, staff):
        six = self.offered(cell, staff)

        serve(NOON + timedelta(days=10))
        assert six.waits.get().state == WaitState.OFFERED
        serve(NOON + timedelta(days=11))

        assert six.waits.get().state == WaitState.EXPIRED
        assert (free(cell), Case.objects.get(pk=six.pk).allocation) == (6, None)
        assert file_difference(six.number) is None

    def test_who_let_an_offer_pass_comes_back_as_of_that_day(self, cell, staff):
        six = self.offered(cell, staff)
        lists.leave_list(six, version=current(six), by=staff.registrar, at=NOON)
        put(asks(staff, 7), staff)

        put(six, staff)

        assert six.waits.latest("pk").ranked_on == TODAY

    def test_declined_places_go_to_the_next_family(self, cell, staff):
        six = self.offered(cell, staff)
        five = asks(staff, 5)
        put(five, staff)

        lists.leave_list(six, version=current(six), by=staff.registrar, at=NOON)
        serve()

        assert [six.waits.get().state, five.waits.get().state] == [WaitState.DECLINED, WaitState.OFFERED]

    def test_refused_acceptance_gives_the_offered_places_back(self, cell, staff):
        six = self.offered(cell, staff)

        decided(staff, six, "refuse_acceptance")

        assert six.waits.get().state == WaitState.LEFT
        assert free(cell) == 6
        assert file_difference(six.number) is None

    def test_each_offer_and_its_end_are_in_the_trail(self, cell, staff):
        six = self.offered(cell, staff)
        serve(NOON + timedelta(days=11))

        kinds = Event.objects.filter(subject=six.number).order_by("pk").values_list("kind", flat=True)

        assert list(kinds)[-3:] == ["case.list", "case.offer_places", "case.expire_places"]


class TestNobodyOvertakes:
    def test_a_new_file_waits_for_its_turn_though_it_would_fit(self, cell, staff):
        put(asks(staff, 6), staff)
        small = asks(staff, 1)

        with pytest.raises(RuleBroken, match="1 other file waits for these places"):
            step(small, "accept", by=staff.registrar)

        assert Case.objects.get(pk=small.pk).state == State.LODGED

    def test_the_only_one_who_waits_may_be_accepted_once_places_are_free(self, cell, staff):
        six = asks(staff, 6)
        put(six, staff)
        allot(cell, 2)

        step(six, "accept", by=staff.registrar)

        assert six.waits.get().state == WaitState.LEFT

    def test_the_list_of_another_region_holds_nobody_up(self, cell, staff):
        put(asks(staff, 6), staff)
        AllocationFactory(plan=cell.plan, region=Region.objects.get(pk="KZ-11"), places=5)
        elsewhere = staff_of("KZ-11")

        assert step(asks(elsewhere, 3), "accept", by=elsewhere.registrar).state == State.UNDER_REVIEW


class TestWhoMayWait:
    def test_enough_places_and_nobody_waiting_is_no_reason_to_wait(self, cell, staff):
        with pytest.raises(RuleBroken, match="accept the file"):
            put(asks(staff, 4), staff)

    def test_a_file_waits_once(self, cell, staff):
        six = asks(staff, 6)
        put(six, staff)

        with pytest.raises(Conflict, match="on a waiting list already"):
            put(six, staff)

    def test_papers_come_first(self, cell, staff):
        with pytest.raises(RuleBroken, match="Papers are missing"):
            put(asks(staff, 6, papers=False), staff)

    def test_without_a_rule_there_is_no_list(self, cell, staff):
        WaitingRule.objects.all().delete()

        with pytest.raises(RuleBroken, match="No waiting list is kept"):
            put(asks(staff, 6), staff)

    def test_another_office_cannot_put_it_there(self, cell, staff):
        six, other = asks(staff, 6), staff_of("KZ-55")

        with pytest.raises(NotPermitted):
            lists.put_on_list(six, version=current(six), by=other.registrar, at=NOON)


def test_a_list_goes_on_in_the_next_year_once_its_plan_is_open(cell, staff):
    six = asks(staff, 6)
    put(six, staff)
    later = NOON + timedelta(days=365)
    serve(later)
    assert six.waits.get().allocation == cell

    following = AllocationFactory(plan=PlanFactory(year=2027), places=20)
    serve(later)
    serve(later)

    wait = six.waits.get()
    assert (wait.allocation, wait.state, wait.ranked_on) == (following, WaitState.OFFERED, six.received_on)


def test_a_served_list_has_nothing_more_to_do(cell, staff):
    put(asks(staff, 6), staff)
    put(asks(staff, 3), staff)
    assert lists_to_serve(TODAY) == [cell]

    serve()

    assert lists_to_serve(TODAY) == []
    assert [one.position for one in waiting_list(cell, TODAY).verdicts] == [1]


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("wait_one_open_per_file", {}),
        ("wait_offered_with_places_and_a_last_day", {"state": "offered"}),
        ("wait_ended_at_a_moment", {"state": "left"}),
    ],
)
def test_the_database_refuses(cell, staff, constraint, change):
    wait = put(asks(staff, 6), staff)
    other = wait.case if constraint == "wait_one_open_per_file" else asks(staff, 2)

    facts = {"ranked_on": TODAY, "listed_by": staff.registrar, "listed_at": NOON}

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Wait.objects.create(case=other, allocation=cell, **facts | change)

    assert violated(refusal.value) == constraint
