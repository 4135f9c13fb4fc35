"""A line inside somebody else's transaction."""

import pytest
from django.db import IntegrityError, transaction
from django.db.transaction import TransactionManagementError

from casework.quotas import actions
from casework.quotas.models import Entry
from tests.factories.quotas import AllocationFactory, SignatoryFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def allocation():
    return AllocationFactory(places=5)


@pytest.fixture
def hold(allocation):
    by = SignatoryFactory()
    return lambda places, key: actions.hold(allocation, places=places, file="IN-1", key=key, by=by, at=NOON)


def test_a_line_opens_no_savepoint_in_a_transaction_that_is_open(hold, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        hold(1, "hold")


def test_a_refusal_spoils_the_transaction_around_it(hold):
    def both():
        hold(1, "fits")
        hold(9, "too many")

    with pytest.raises(IntegrityError), transaction.atomic():
        both()

    assert not Entry.objects.filter(key="fits").exists()


def test_after_a_refusal_that_was_swallowed_nothing_more_can_be_done(hold):
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            hold(9, "too many")
        with pytest.raises(TransactionManagementError):
            hold(1, "fits")


def test_a_savepoint_of_the_caller_lets_the_rest_go_on(hold):
    with transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            hold(9, "too many")
        hold(1, "fits")

    assert list(Entry.objects.filter(kind="hold").values_list("key", flat=True)) == ["fits"]


def test_a_line_that_is_rolled_back_leaves_the_counters(hold, allocation):
    with transaction.atomic():
        hold(5, "hold")
        transaction.set_rollback(True)

    allocation.refresh_from_db()
    assert allocation.free == 5
