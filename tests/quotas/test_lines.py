"""Each kind of line, written by its action."""

from datetime import date

import pytest
from django.db import transaction

from casework.common.errors import Conflict
from casework.quotas import actions
from casework.quotas.models import Entry
from casework.quotas.states import Kind
from tests.factories.quotas import AllocationFactory, EntryFactory, SignatoryFactory, allot
from tests.moments import NOON
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db


def counts(allocation):
    allocation.refresh_from_db()
    return allocation.limit, allocation.held, allocation.used


@pytest.fixture
def by():
    return SignatoryFactory()


@pytest.fixture
def allocation():
    return AllocationFactory(places=100)


@pytest.fixture
def held(allocation):
    return EntryFactory(allocation=allocation, places=5)


def test_an_order_allots_places():
    assert counts(AllocationFactory(places=100)) == (100, 0, 0)


def test_an_order_cuts_places(allocation):
    allot(allocation, -30)

    assert counts(allocation) == (70, 0, 0)
    assert allocation.entries.latest("pk").kind == Kind.CUT


def test_a_hold_keeps_places(allocation, held):
    assert counts(allocation) == (100, 5, 0)
    assert allocation.free == 95


def test_a_use_of_all_that_is_held_uses_it(allocation, held, by):
    actions.use(held, places=5, key="use", by=by, at=NOON)

    assert counts(allocation) == (100, 0, 5)


def test_a_use_of_four_of_five_held_returns_one(allocation, held, by):
    actions.use(held, places=4, key="use", by=by, at=NOON)

    assert counts(allocation) == (100, 0, 4)
    assert allocation.free == 96


def test_a_release_frees_all_that_was_held(allocation, held, by):
    actions.release(held, key="release", by=by, at=NOON)

    assert counts(allocation) == (100, 0, 0)


def test_used_places_are_given_back(allocation, held, by):
    used = actions.use(held, places=5, key="use", by=by, at=NOON)

    actions.give_back(used, places=2, key="back", by=by, at=NOON)

    assert counts(allocation) == (100, 0, 3)


def test_places_are_given_back_bit_by_bit(allocation, held, by):
    used = actions.use(held, places=5, key="use", by=by, at=NOON)

    actions.give_back(used, places=2, key="back/1", by=by, at=NOON)
    actions.give_back(used, places=3, key="back/2", by=by, at=NOON)

    assert counts(allocation) == (100, 0, 0)


def test_what_is_given_back_to_a_closed_plan_is_noted_and_frees_nothing(allocation, held, by):
    used = actions.use(held, places=5, key="use", by=by, at=NOON)
    allocation.is_closed = True
    allocation.save(update_fields=["is_closed"])

    noted = actions.give_back(Entry.objects.get(pk=used.pk), places=2, key="back", by=by, at=NOON)

    assert (noted.places, noted.d_used) == (2, 0)
    assert counts(allocation) == (100, 0, 5)


def test_places_without_limit_are_counted(by):
    allocation = AllocationFactory(limit=None)

    actions.hold(allocation, places=7, file="IN-1", key="hold", by=by, at=NOON)

    assert counts(allocation) == (None, 7, 0)
    assert allocation.free is None


def test_a_line_tells_who_wrote_it_and_its_legal_day(held):
    held.refresh_from_db()

    assert held.happened_on == date(2026, 3, 2)
    assert held.made_by.username.startswith("quota.signatory")


def test_more_than_is_free_is_refused_with_the_figures(allocation, held, by):
    refused = pytest.raises(actions.QuotaExhausted, match="Pavlodar: 96 places are needed and only 95 places are left.")
    with refused, actions.refuses_overdrawing(allocation, 96), transaction.atomic():
        actions.hold(allocation, places=96, file="IN-2", key="hold", by=by, at=NOON)

    assert counts(allocation) == (100, 5, 0)


def test_a_refusal_says_that_none_is_left(allocation, by):
    EntryFactory(allocation=allocation, places=100)

    refusal = actions.exhausted(allocation, 1)

    assert isinstance(refusal, Conflict)
    assert "1 place is needed and none is left" in str(refusal)


def test_the_same_key_writes_one_line(held, by):
    with refused_by("entry_once_per_key"):
        actions.hold(held.allocation, places=5, file=held.file, key=held.key, by=by, at=NOON)

    assert counts(held.allocation) == (100, 5, 0)


@pytest.mark.parametrize("verb", ["hold", "use", "release"])
def test_an_action_is_one_statement(verb, allocation, held, by, django_assert_num_queries):
    acts = {
        "hold": lambda: actions.hold(allocation, places=1, file="IN-2", key="k", by=by, at=NOON),
        "use": lambda: actions.use(held, places=5, key="k", by=by, at=NOON),
        "release": lambda: actions.release(held, key="k", by=by, at=NOON),
    }

    with django_assert_num_queries(1):
        acts[verb]()


def test_a_give_back_reads_first_whether_the_books_are_closed(held, by, django_assert_num_queries):
    used = Entry.objects.get(pk=actions.use(held, places=5, key="use", by=by, at=NOON).pk)

    with django_assert_num_queries(2):
        actions.give_back(used, places=1, key="back", by=by, at=NOON)
