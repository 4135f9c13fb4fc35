"""Many officers want the last place."""

from collections import Counter

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from casework.quotas import actions
from casework.quotas.actions import QuotaExhausted
from tests.factories.quotas import AllocationFactory, EntryFactory, SignatoryFactory
from tests.moments import NOON
from tests.quotas.database import run
from tests.races import crowd, rival_result

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE, EACH = 40, 5
GUARD = "allocation_not_overdrawn"


@pytest.fixture
def by():
    return SignatoryFactory()


@pytest.fixture
def last():
    return AllocationFactory(places=1)


@pytest.fixture
def without_the_check(transactional_db):
    """The guard taken away; what was over-granted is thrown away before it stands again."""
    rule = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
    definition = run(rule, GUARD)[0][0]
    run(f"ALTER TABLE quotas_allocation DROP CONSTRAINT {GUARD}")
    yield
    connection.ops.execute_sql_flush(["TRUNCATE quotas_allocation, quotas_entry, quotas_orderline CASCADE"])
    run(f"ALTER TABLE quotas_allocation ADD CONSTRAINT {GUARD} {definition}")


def everybody_wants(allocation, by):
    def attempt(number):
        with actions.refuses_overdrawing(allocation, 1):
            return actions.hold(
                allocation, places=1, file=f"IN-{number}", key=f"hold/{number}", by=by, at=timezone.now()
            )

    answers = crowd(attempt, people=PEOPLE, each=EACH)
    allocation.refresh_from_db()
    return answers


def test_of_two_hundred_exactly_one_gets_the_last_place(last, by):
    answers = everybody_wants(last, by)

    assert Counter(type(answer).__name__ for answer in answers) == {"Entry": 1, "QuotaExhausted": 199}
    assert (last.held, last.entries.filter(kind="hold").count()) == (1, 1)


def test_the_others_read_why(last, by):
    sentences = {str(answer) for answer in everybody_wants(last, by) if isinstance(answer, QuotaExhausted)}

    assert len(sentences) == 1
    assert "Pavlodar: 1 place is needed and none is left. Nothing was held" in sentences.pop()


def test_without_the_check_two_hundred_get_the_last_place(without_the_check, by):
    """The control: it is the CHECK that keeps the promise above, not luck and not the order of arrival."""
    last = AllocationFactory(places=1)

    everybody_wants(last, by)

    assert (last.limit, last.held) == (1, 200)


def test_a_place_being_taken_is_not_offered_to_a_second_officer(last, by):
    def attempt(file):
        with actions.refuses_overdrawing(last, 1):
            return actions.hold(last, places=1, file=file, key=file, by=by, at=NOON)

    refusal = rival_result(lambda: attempt("IN-1"), lambda: attempt("IN-2"))

    assert isinstance(refusal, QuotaExhausted)


def test_a_hold_ended_twice_at_once_is_ended_once(by):
    held = EntryFactory()

    refusal = rival_result(
        lambda: actions.use(held, places=5, key="use", by=by, at=NOON),
        lambda: actions.release(held, key="release", by=by, at=NOON),
    )

    assert isinstance(refusal, IntegrityError)
    held.allocation.refresh_from_db()
    assert (held.allocation.held, held.allocation.used) == (0, 5)


def test_the_same_places_given_back_twice_at_once_return_once(by):
    used = actions.use(EntryFactory(), places=5, key="use", by=by, at=NOON)

    refusal = rival_result(
        lambda: actions.give_back(used, places=3, key="back/1", by=by, at=NOON),
        lambda: actions.give_back(used, places=3, key="back/2", by=by, at=NOON),
    )

    assert isinstance(refusal, IntegrityError)
    used.allocation.refresh_from_db()
    assert used.allocation.used == 2


def test_a_hold_waits_for_books_being_closed_and_is_refused(by):
    allocation = AllocationFactory(places=5)

    refusal = rival_result(
        lambda: run("UPDATE quotas_allocation SET is_closed = true"),
        lambda: actions.hold(allocation, places=1, file="IN-1", key="hold", by=by, at=NOON),
    )

    assert "The books of a closed plan do not move." in str(refusal)
