"""A year is closed by an order, once nothing waits and nothing is held; then its books stand."""

import pytest

from casework.common.errors import RuleBroken
from casework.quotas import actions
from casework.quotas.models import Order, Plan
from tests.factories.quotas import AllocationFactory, EntryFactory, OrderFactory, SignatoryFactory, region
from tests.moments import NOON
from tests.quotas.orders import LATER, countersigned, drafted, signed
from tests.races import rival_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(allocation):
    return AllocationFactory(region=region("KZ-11"), places=50)


def closing_order(allocation):
    return drafted(allocation, None, kind="close", moves=[])


def test_a_year_is_not_closed_while_files_hold_places(allocation):
    EntryFactory(allocation=allocation, places=5, file="IN-2026-000001")

    with pytest.raises(RuleBroken, match=r"1 file still holds places: IN-2026-000001 \(5\). Each is decided"):
        signed(closing_order(allocation))


def test_a_closed_year_moves_no_more(allocation):
    used = EntryFactory(allocation=allocation, places=5)
    line = actions.use(used, places=5, key="used", by=SignatoryFactory(), at=NOON)

    countersigned(signed(closing_order(allocation)))
    line.allocation.refresh_from_db()
    returned = actions.give_back(line, places=2, key="back", by=SignatoryFactory(), at=NOON)

    allocation.refresh_from_db()
    assert (allocation.plan.state, allocation.is_closed, allocation.used) == ("closed", True, 5)
    assert (returned.places, returned.d_used) == (2, 0)


def test_a_year_is_not_closed_while_an_order_waits_for_its_day(allocation, other):
    waiting = countersigned(signed(drafted(allocation, other, in_force_from=LATER)))

    with pytest.raises(RuleBroken, match=f"Orders wait for their day: {waiting.number}"):
        signed(closing_order(allocation))


def test_a_draft_that_outlived_its_year_is_not_signed(allocation, other):
    left = drafted(allocation, other)
    countersigned(signed(closing_order(allocation)))

    with pytest.raises(RuleBroken, match="books of this year are closed"):
        signed(left)


def test_a_closing_that_cannot_be_posted_holds_up_no_other_order(allocation):
    closing = countersigned(signed(drafted(allocation, None, kind="close", moves=[], in_force_from=LATER)))
    EntryFactory(allocation=allocation)
    next_year = AllocationFactory(plan__year=2027)
    OrderFactory(plan=next_year.plan, in_force_from=LATER, moves=[(None, next_year, 5)])

    posted, refused = actions.post_due_orders(at=NOON.replace(month=12, day=31))

    next_year.refresh_from_db()
    assert ([order.plan.year for order in posted], next_year.limit) == ([2027], 5)
    assert [closing.number in why for why in refused] == [True]


@pytest.mark.django_db(transaction=True)
def test_whoever_would_hold_places_while_a_year_is_closed_waits_and_is_refused(allocation):
    order = signed(closing_order(allocation))
    second, officer = SignatoryFactory(), SignatoryFactory()

    def close():
        actions.countersign_order(order, version=order.version, by=second, at=NOON)

    got = rival_result(close, lambda: actions.hold(allocation, places=1, file="IN-1", key="late", by=officer, at=NOON))

    assert "books of a closed plan do not move" in str(got)
    assert (Plan.objects.get().state, Order.objects.get(kind="close").state) == ("closed", "posted")


@pytest.mark.django_db(transaction=True)
def test_a_year_that_is_closed_while_a_file_takes_places_waits_and_names_the_file(allocation):
    order = signed(closing_order(allocation))
    second, officer = SignatoryFactory(), SignatoryFactory()

    def close():
        actions.countersign_order(order, version=order.version, by=second, at=NOON)

    got = rival_result(lambda: actions.hold(allocation, places=1, file="IN-1", key="k", by=officer, at=NOON), close)

    assert "1 file still holds places: IN-1 (1)." in str(got)
    assert Plan.objects.get().state == "open"
