"""The law of the ledger, tried on any sequence of lines."""

from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from casework.quotas import actions
from casework.quotas.models import Allocation, Entry
from casework.quotas.queries import differences, position
from tests.factories.quotas import AllocationFactory, SignatoryFactory, allot, region
from tests.moments import NOON

PLACES = st.integers(1, 12)


class Ledger(RuleBasedStateMachine):
    """A plan of two regions, kept beside the database in plain numbers."""

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.by = SignatoryFactory()
        self.cells = [AllocationFactory(region=region(code)) for code in ("KZ-55", "KZ-11")]
        self.book = [{"limit": 0, "held": 0, "used": 0} for _ in self.cells]
        self.holds, self.uses, self.lines = [], [], 0

    def teardown(self):
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def key(self):
        self.lines += 1
        return f"line/{self.lines}"

    def free(self, cell):
        book = self.book[cell]
        return book["limit"] - book["held"] - book["used"]

    @rule(cell=st.sampled_from([0, 1]), places=PLACES)
    def allot(self, cell, places):
        allot(self.cells[cell], places)
        self.book[cell]["limit"] += places

    @rule(cell=st.sampled_from([0, 1]), places=PLACES)
    def cut(self, cell, places):
        if self.attempt(lambda: allot(self.cells[cell], -places), places <= self.free(cell)):
            self.book[cell]["limit"] -= places

    @rule(cell=st.sampled_from([0, 1]), places=PLACES)
    def hold(self, cell, places):
        file = f"IN-{self.lines}"
        line = {"file": file, "key": self.key(), "by": self.by, "at": NOON}
        fits = places <= self.free(cell)
        if held := self.attempt(lambda: actions.hold(self.cells[cell], places=places, **line), fits):
            self.holds.append((cell, held))
            self.book[cell]["held"] += places

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def use(self, data):
        cell, held = self.holds.pop(data.draw(st.integers(0, len(self.holds) - 1)))
        places = data.draw(st.integers(1, held.places))
        used = actions.use(held, places=places, key=self.key(), by=self.by, at=NOON)
        self.uses.append((cell, used, places))
        self.book[cell]["held"] -= held.places
        self.book[cell]["used"] += places

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def release(self, data):
        cell, held = self.holds.pop(data.draw(st.integers(0, len(self.holds) - 1)))
        actions.release(held, key=self.key(), by=self.by, at=NOON)
        self.book[cell]["held"] -= held.places

    @precondition(lambda self: self.uses)
    @rule(data=st.data(), places=PLACES)
    def give_back(self, data, places):
        cell, used, left = self.uses.pop(data.draw(st.integers(0, len(self.uses) - 1)))
        line = {"places": places, "key": self.key(), "by": self.by, "at": NOON}
        is_given = self.attempt(lambda: actions.give_back(used, **line), places <= left)
        self.uses.append((cell, used, left - places if is_given else left))
        self.book[cell]["used"] -= places if is_given else 0

    def attempt(self, act, fits):
        """The line is written exactly when it fits."""
        try:
            with transaction.atomic():
                line = act()
        except IntegrityError:
            assert not fits
            return None
        assert fits
        return line

    @invariant()
    def counters_are_what_was_done(self):
        assert (
            list(
                Allocation.objects.filter(pk__in=[cell.pk for cell in self.cells])
                .order_by("pk")
                .values("limit", "held", "used")
            )
            == self.book
        )

    @invariant()
    def counters_are_the_sum_of_the_ledger(self):
        assert differences() == []

    @invariant()
    def limit_is_free_and_held_and_used(self):
        assert all(cell.limit == cell.free + cell.held + cell.used for cell in position("returnee", 2026))
        assert all(cell.free >= 0 for cell in position("returnee", 2026))

    @invariant()
    def the_dated_position_is_the_position(self):
        assert position("returnee", 2026, as_of=NOON.date()) == position("returnee", 2026)

    @invariant()
    def files_hold_what_the_allocations_hold(self):
        files = Entry.objects.exclude(file="").aggregate(held=Sum("d_held", default=0), used=Sum("d_used", default=0))
        assert files == Allocation.objects.aggregate(held=Sum("held"), used=Sum("used"))


class LawOfTheLedger(TestCase):
    def test_any_sequence_of_lines_keeps_the_law(self):
        run_state_machine_as_test(
            Ledger,
            settings=settings(
                max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
