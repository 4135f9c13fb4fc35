"""The engine of sweeps: once, in order, tried again, parked, never twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.common import sweeps
from casework.common.errors import RuleBroken
from casework.common.models import Attempt, SignOfLife, SweepRun
from casework.common.sweeps import engine
from casework.common.sweeps.engine import LEASE, TRIES
from casework.reference.models import CalendarDay, Ground
from config.celery import app
from tests.factories.common import AttemptFactory, SignOfLifeFactory
from tests.moments import NOON
from tests.races import unhindered

pytestmark = pytest.mark.django_db


def due(at, at_most):
    return list(SignOfLife.objects.order_by("pk").values_list("name", flat=True)[:at_most])


def work(subject, at):
    SignOfLife.objects.select_for_update().filter(name=subject).delete()


def refuse(subject, at):
    if subject.startswith("poison"):
        raise RuleBroken("Not this one.")
    work(subject, at)


SWEEP = sweeps.Sweep("tests.sweep", "a sweep", due, work)
POISONED = sweeps.Sweep("tests.sweep", "a sweep", due, refuse)


@pytest.fixture
def clock():
    """A clock that stands until somebody moves it."""
    return Clock()


class Clock:
    now = NOON

    def __call__(self):
        return self.now

    def move(self, **by):
        self.now += timedelta(**by)


def test_everything_that_is_due_is_done_once(clock):
    SignOfLifeFactory.create_batch(3)

    outcome = sweeps.run(SWEEP, clock=clock)

    assert (outcome.done, outcome.failed) == (3, 0)
    assert not SignOfLife.objects.exists()
    assert not Attempt.objects.exists()


def test_more_than_a_batch_is_done_in_one_run(clock, monkeypatch):
    monkeypatch.setattr(engine, "BATCH", 2)
    SignOfLifeFactory.create_batch(5)

    assert sweeps.run(SWEEP, clock=clock).done == 5


def test_a_run_is_remembered(clock):
    SignOfLifeFactory.create_batch(2)

    sweeps.run(SWEEP, clock=clock)

    found = SweepRun.objects.get(sweep="tests.sweep")
    assert (found.began, found.done, found.failed) == (NOON, 2, 0)


def test_what_fails_does_not_stop_the_others(clock):
    SignOfLifeFactory(name="poison")
    SignOfLifeFactory(name="good")

    outcome = sweeps.run(POISONED, clock=clock)

    assert (outcome.done, outcome.failed) == (1, 1)
    assert Attempt.objects.get().error == "Not this one."


def test_what_failed_is_tried_again_later_and_not_at_once(clock):
    SignOfLifeFactory(name="poison")
    sweeps.run(POISONED, clock=clock)

    assert sweeps.run(POISONED, clock=clock).failed == 0
    clock.move(seconds=3)

    assert sweeps.run(POISONED, clock=clock).failed == 1


def test_after_five_tries_it_is_parked_and_waits_for_an_officer(clock):
    SignOfLifeFactory(name="poison")
    for _ in range(TRIES + 2):
        sweeps.run(POISONED, clock=clock)
        clock.move(minutes=1)

    parked = Attempt.objects.get()
    assert (parked.attempts, parked.error) == (TRIES, "Not this one.")
    assert parked.parked_at is not None
    assert sweeps.waiting(POISONED, clock()) == []


def test_more_poison_than_a_batch_keeps_nobody_waiting(clock, monkeypatch):
    monkeypatch.setattr(engine, "BATCH", 2)
    for number in range(4):
        SignOfLifeFactory(name=f"poison {number}")
    SignOfLifeFactory(name="good")

    assert sweeps.run(POISONED, clock=clock).done == 1


def test_an_error_is_told_without_the_data_it_came_from(clock):
    def fail(subject, at):
        raise ValueError("Нұрлан")

    SignOfLifeFactory()
    sweeps.run(sweeps.Sweep("tests.sweep", "a sweep", due, fail), clock=clock)

    assert Attempt.objects.get().error.startswith("ValueError in fail, line ")


def test_a_subject_that_ended_its_worker_counts_and_is_parked(clock):
    """The try is counted before the work; nobody was left to note the failure."""
    SignOfLifeFactory(name="killer")
    for _ in range(TRIES):
        assert engine._claim(SWEEP, "killer", clock()) is not None
        clock.move(seconds=LEASE.total_seconds())

    assert sweeps.run(SWEEP, clock=clock).done == 0
    parked = Attempt.objects.get()
    assert parked.parked_at == clock()
    assert SignOfLife.objects.exists()


def test_while_the_lease_lasts_nobody_else_takes_it(clock):
    SignOfLifeFactory(name="one")
    engine._claim(SWEEP, "one", clock())

    assert sweeps.run(SWEEP, clock=clock).done == 0
    clock.move(seconds=LEASE.total_seconds())
    assert sweeps.run(SWEEP, clock=clock).done == 1


def test_whoever_lost_its_lease_to_another_does_nothing(clock):
    SignOfLifeFactory(name="one")
    first = engine._claim(SWEEP, "one", clock())
    clock.move(seconds=LEASE.total_seconds())
    engine._claim(SWEEP, "one", clock())

    assert engine._do(SWEEP, "one", first, clock) is None
    assert SignOfLife.objects.exists()


def test_the_work_and_the_end_of_its_claim_stand_or_fall_together(clock):
    def half(subject, at):
        work(subject, at)
        raise ValueError

    SignOfLifeFactory()

    sweeps.run(sweeps.Sweep("tests.sweep", "a sweep", due, half), clock=clock)

    assert SignOfLife.objects.exists()
    assert Attempt.objects.get().attempts == 1


def test_a_run_ends_with_its_time_and_says_so(clock):
    SignOfLifeFactory.create_batch(3)

    outcome = sweeps.run(SWEEP, clock=clock, budget=0)

    assert (outcome.done, outcome.is_cut) == (1, True)


def test_work_that_does_nothing_ends_the_run(clock):
    SignOfLifeFactory.create_batch(2)

    outcome = sweeps.run(sweeps.Sweep("tests.sweep", "a sweep", due, lambda subject, at: None), clock=clock)

    assert outcome.done == 2


def test_what_is_parked_says_why():
    AttemptFactory(parked_at=NOON, error="It failed.")

    with pytest.raises(IntegrityError, match="attempt_parked_with_its_error"):
        AttemptFactory(parked_at=NOON)


def test_a_subject_waits_once_in_its_sweep():
    AttemptFactory(sweep="a", subject="1")
    AttemptFactory(sweep="b", subject="1")

    with pytest.raises(IntegrityError, match="attempt_once_per_subject"):
        AttemptFactory(sweep="a", subject="1")


@pytest.mark.django_db(transaction=True)
def test_a_lease_that_ran_out_is_given_to_nobody_while_its_work_lasts(clock):
    """Without the lock on its row a slow work would be done twice."""
    SignOfLifeFactory(name="slow")
    number = engine._claim(SWEEP, "slow", clock())
    clock.move(minutes=5)

    with transaction.atomic():
        assert Attempt.objects.select_for_update().get(attempts=number)

        assert unhindered(lambda: engine._claim(SWEEP, "slow", clock())) is None


def test_one_hint_for_each_name_and_transaction(settings, django_capture_on_commit_callbacks):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    with transaction.atomic(), django_capture_on_commit_callbacks() as callbacks:
        for name in ("tests.sweep", "tests.sweep", "tests.other"):
            sweeps.hint(name)

    assert len(callbacks) == 2


def test_a_change_of_a_table_wakes_the_sweeps_that_follow_it_and_no_other(settings, django_capture_on_commit_callbacks):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    with django_capture_on_commit_callbacks() as callbacks:
        sweeps.wake_followers(CalendarDay)
        sweeps.wake_followers(Ground)

    assert [callback.args for callback in callbacks] == [("cases.move_dates",)]


@pytest.mark.django_db(transaction=True)
def test_a_hint_that_fails_in_any_way_is_logged_and_fails_nobody(settings, monkeypatch, caplog):
    """A Redis that is full or read-only answers with an error of its own; what was saved is saved."""

    def refuse(*words, **options):
        raise ValueError("OOM command not allowed")

    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(app, "send_task", refuse)

    with transaction.atomic():
        SignOfLifeFactory(name="saved")
        sweeps.hint("tests.refused")

    assert SignOfLife.objects.filter(name="saved").exists()
    assert "Error calling _publish in on_commit()" in caplog.text
