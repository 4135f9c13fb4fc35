"""The law of the ledger, tried on any sequence of lines, orders and closings, charged to a ceiling, day after day."""

from datetime import timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.quotas import actions
from casework.quotas.models import Allocation, Entry
from casework.quotas.queries import differences, position
from casework.quotas.rules import Move
from tests.factories.quotas import AllocationFactory, CeilingFactory, SignatoryFactory, allot, region
from tests.moments import NOON

PLACES = st.integers(1, 12)
CELL = st.sampled_from([0, 1])


def is_open(machine):
    return not machine.is_closed


class Ledger(RuleBasedStateMachine):
    """A plan of two regions, kept beside the database in plain numbers; the first is under a ceiling."""

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.by, self.second = SignatoryFactory(), SignatoryFactory()
        self.cells = [AllocationFactory(region=region(code)) for code in ("KZ-55", "KZ-11")]
        self.ceiling = CeilingFactory(plan=self.cells[0].plan, limit=20)
        self.book = [{"limit": 0, "held": 0, "used": 0} for _ in self.cells]
        self.holds, self.uses, self.lines, self.is_closed = [], [], 0, False
        self.at, self.past = NOON, {}

    def teardown(self):
        try:
            for day, cells in self.past.items():
                assert position("returnee", 2026, as_of=day) == cells, f"{day} is no longer what it was"
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def key(self):
        """Of a line of its own, on a day of its own."""
        self.lines += 1
        self.past[local_date(self.at)] = position("returnee", 2026, as_of=local_date(self.at))
        self.at += timedelta(days=1)
        return f"line/{self.lines}"

    def free(self, cell):
        book = self.book[cell]
        return book["limit"] - book["held"] - book["used"]

    def taken(self, cell=0):
        return self.book[cell]["held"] + self.book[cell]["used"]

    @precondition(is_open)
    @rule(cell=CELL, places=PLACES)
    def allot(self, cell, places):
        self.key()
        allot(self.cells[cell], places, on=local_date(self.at), at=self.at)
        self.book[cell]["limit"] += places

    @precondition(is_open)
    @rule(cell=CELL, places=PLACES)
    def cut(self, cell, places):
        self.key()
        fits = places <= self.free(cell)
        if self.attempt(lambda: allot(self.cells[cell], -places, on=local_date(self.at), at=self.at), fits):
            self.book[cell]["limit"] -= places

    @precondition(is_open)
    @rule(cell=CELL, places=PLACES)
    def redistribute(self, cell, places):
        self.key()
        moves = [Move(self.cells[cell].pk, self.cells[1 - cell].pk, places)]
        if self.attempt(lambda: self.order("redistribute", moves), places <= self.free(cell)):
            self.book[cell]["limit"] -= places
            self.book[1 - cell]["limit"] += places

    @precondition(lambda self: self.uses and not self.is_closed)
    @rule()
    def close(self):
        self.key()
        self.is_closed = bool(self.attempt(lambda: self.order("close", []), not self.holds))

    def order(self, kind, moves):
        """From its draft to the ledger, by two officers."""
        signed = {"by": self.by, "at": self.at}
        plan, day = self.cells[0].plan, local_date(self.at)
        order = actions.draft_order(plan, kind=kind, act="an act", in_force_from=day, moves=moves, **signed)
        order = actions.sign_order(order, version=order.version, **signed)
        return actions.countersign_order(order, version=order.version, by=self.second, at=self.at)

    @precondition(is_open)
    @rule(cell=CELL, places=PLACES)
    def open_books(self, cell, places):
        """What another register used is brought over, with the day of its use."""
        self.key()
        used = {actions.Opened(self.cells[cell].pk, local_date(self.at), self.over(cell)): places}
        by = actions.Signatories(self.by, self.second)
        opening = partial(actions.open_books, self.cells[0].plan, used, act="opening", source="", by=by, at=self.at)
        if self.attempt(opening, self.fits(cell, places)):
            self.book[cell]["used"] += places

    def over(self, cell):
        return () if cell else (self.ceiling.pk,)

    def fits(self, cell, places):
        return places <= self.free(cell) and (cell or places <= self.ceiling.limit - self.taken())

    @precondition(is_open)
    @rule(cell=CELL, places=PLACES)
    def hold(self, cell, places):
        over = {"ceilings": list(self.over(cell))}
        line = {"file": f"IN-{self.lines}", "key": self.key(), "by": self.by, "at": self.at} | over
        if held := self.attempt(lambda: actions.hold(self.cells[cell], places=places, **line), self.fits(cell, places)):
            self.holds.append((cell, held))
            self.book[cell]["held"] += places

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def use(self, data):
        cell, held = self.holds.pop(data.draw(st.integers(0, len(self.holds) - 1)))
        places = data.draw(st.integers(1, held.places))
        used = actions.use(held, places=places, key=self.key(), by=self.by, at=self.at)
        self.uses.append((cell, used, places))
        self.book[cell]["held"] -= held.places
        self.book[cell]["used"] += places

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def release(self, data):
        cell, held = self.holds.pop(data.draw(st.integers(0, len(self.holds) - 1)))
        actions.release(held, key=self.key(), by=self.by, at=self.at)
        self.book[cell]["held"] -= held.places

    @precondition(lambda self: self.uses)
    @rule(data=st.data(), places=PLACES)
    def give_back(self, data, places):
        """After the year is closed it is noted and has no effect."""
        cell, used, left = self.uses.pop(data.draw(st.integers(0, len(self.uses) - 1)))
        used.allocation.refresh_from_db()
        line = {"places": places, "key": self.key(), "by": self.by, "at": self.at}
        is_given = self.attempt(lambda: actions.give_back(used, **line), places <= left)
        self.uses.append((cell, used, left - places if is_given else left))
        self.book[cell]["used"] -= places if is_given and not self.is_closed else 0

    def attempt(self, act, fits):
        """It is written exactly when it fits."""
        try:
            with transaction.atomic():
                line = act()
        except (IntegrityError, RuleBroken):
            assert not fits
            return None
        assert fits
        return line

    @invariant()
    def counters_are_what_was_done(self):
        cells = Allocation.objects.filter(pk__in=[cell.pk for cell in self.cells]).order_by("pk")
        assert list(cells.values("limit", "held", "used")) == self.book

    @invariant()
    def counters_are_the_sum_of_the_ledger(self):
        assert differences() == []

    @invariant()
    def the_ceiling_is_what_is_taken_under_it(self):
        self.ceiling.refresh_from_db()
        assert self.ceiling.taken == self.taken() <= self.ceiling.limit

    @invariant()
    def what_orders_move_stays_in_the_plan(self):
        moved = Entry.objects.filter(order__kind="redistribute").aggregate(places=Sum("d_limit"))
        assert not moved["places"]

    @invariant()
    def limit_is_free_and_held_and_used(self):
        assert all(cell.limit == cell.free + cell.held + cell.used for cell in position("returnee", 2026))
        assert all(cell.free >= 0 for cell in position("returnee", 2026))

    @invariant()
    def the_dated_position_is_the_position(self):
        assert position("returnee", 2026, as_of=local_date(self.at)) == position("returnee", 2026)

    @invariant()
    def files_and_openings_hold_what_the_allocations_hold(self):
        files = Entry.objects.exclude(kind__in=("allot", "cut")).aggregate(
            held=Sum("d_held", default=0), used=Sum("d_used", default=0)
        )
        assert files == Allocation.objects.aggregate(held=Sum("held"), used=Sum("used"))


class LawOfTheLedger(TestCase):
    def test_any_sequence_of_lines_keeps_the_law(self):
        run_state_machine_as_test(
            Ledger,
            settings=settings(
                max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
