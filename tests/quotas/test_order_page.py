"""The page of an order, and what it says of each limit."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.quotas import actions
from casework.quotas.models import Order
from casework.quotas.queries import changes
from tests.factories.quotas import AllocationFactory, OrderFactory, allot, region
from tests.moments import NOON

pytestmark = pytest.mark.django_db


def test_an_order_shows_what_it_made_of_each_limit(read, allocation):
    other = AllocationFactory(region=region("KZ-11"), places=50)
    order = OrderFactory(act="", kind="redistribute", moves=[(allocation, other, 25)])
    order = actions.post_order(order, at=NOON)
    allot(allocation, -100)

    shown = {change.allocation: (change.old, change.new) for change in changes(order)}
    words = read(order.get_absolute_url())

    assert shown == {allocation: (1000, 975), other: (50, 75)}
    assert "not found" in words
    assert "Pavlodar" in words


def test_an_order_that_waits_shows_what_it_would_make_of_them_now(allocation):
    order = OrderFactory(in_force_from=date(2099, 1, 1), moves=[(allocation, None, 400)])

    [change] = changes(order)

    assert (change.old, change.new, change.difference) == (1000, 600, -400)


def test_an_order_tells_how_far_it_is(read, allocation):
    waiting = OrderFactory(in_force_from=timezone.now().date() + timedelta(days=99))
    signed = OrderFactory(countersigned_by=None, countersigned_at=None)

    assert "Waits for its day" in read(waiting.get_absolute_url())
    assert "Waits for the second signature" in read(signed.get_absolute_url())
    assert "In force</span>" in read(Order.objects.exclude(posted_at=None).get().get_absolute_url())


def test_an_order_links_its_sources(read):
    order = OrderFactory(source="https://example.kz/a | https://example.kz/b")

    words = read(order.get_absolute_url())

    assert '<a href="https://example.kz/a"' in words
    assert '<a href="https://example.kz/b"' in words


def test_markup_in_an_act_is_shown_as_text(read):
    order = OrderFactory(act="<script>alert(1)</script>", source="javascript:alert(1)")

    words = read(order.get_absolute_url())

    assert "<script>alert" not in words
    assert 'href="javascript' not in words
