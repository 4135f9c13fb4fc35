"""Orders before they are signed."""

from datetime import date
from decimal import Decimal

import pytest

from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.quotas import actions, rules
from casework.quotas.models import Order, Plan
from casework.quotas.rules import Move
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import AllocationFactory, PlanFactory, ProgrammeFactory, SignatoryFactory, region
from tests.moments import NOON
from tests.quotas.orders import LATER, TODAY, drafted, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(allocation):
    return AllocationFactory(region=region("KZ-11"), places=50)


def revised(order, **given):
    facts = {"act": "order 8", "in_force_from": LATER, "moves": order.moves, "version": order.version}
    return actions.revise_order(order, **facts | {"by": SignatoryFactory(), "at": NOON} | given)


def test_a_draft_moves_no_place(allocation, other):
    order = drafted(allocation, other)

    allocation.refresh_from_db()
    assert (order.state, allocation.limit) == ("draft", 1000)
    assert order.moves == [Move(allocation.pk, other.pk, 40)]


def test_a_draft_is_in_the_trail_with_its_lines(allocation, other):
    order = drafted(allocation, other)

    event = Event.objects.get(subject=order.number)
    assert event.kind == "quotas.draft_order"
    assert event.after["lines"] == ["Pavlodar → Akmola: 40"]


def test_a_draft_is_edited(allocation, other):
    order = revised(drafted(allocation, other), moves=[Move(other.pk, allocation.pk, 3)])

    assert (order.act, order.in_force_from, order.version) == ("order 8", LATER, 2)
    assert order.moves == [Move(other.pk, allocation.pk, 3)]


def test_whoever_edits_an_older_draft_is_told(allocation, other):
    order = drafted(allocation, other)
    revised(order)

    with pytest.raises(Conflict, match="was changed while you read it"):
        revised(order, version=1)


def test_a_signed_order_is_not_edited(allocation, other):
    order = signed(drafted(allocation, other))

    with pytest.raises(RuleBroken, match="no draft any more"):
        revised(order)


def test_a_discarded_draft_is_not_signed(allocation, other):
    order = drafted(allocation, other)
    order = actions.discard_order(order, version=1, by=order.drafted_by, at=NOON)

    with pytest.raises(RuleBroken, match="no draft any more"):
        signed(order)


def test_who_may_not_sign_does_not_draft_either(allocation, other):
    with pytest.raises(NotPermitted):
        drafted(allocation, other, by=OfficerFactory(roles=["analyst"]))


def test_a_line_names_an_allocation_of_this_plan(allocation):
    stranger = AllocationFactory(plan=PlanFactory(year=2025))

    with pytest.raises(RuleBroken, match="allocation of another plan"):
        drafted(allocation, stranger)


def test_a_closed_year_takes_no_order(allocation, other):
    Plan.objects.update(state="closed")

    with pytest.raises(RuleBroken, match="books of this year are closed"):
        drafted(allocation, other)


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2028, 1, 1)])
def test_the_day_of_an_order_lies_around_its_year(allocation, other, day):
    with pytest.raises(RuleBroken, match="between July before the year"):
        drafted(allocation, other, in_force_from=day)


def test_a_plan_is_established_once(allocation):
    with pytest.raises(RuleBroken, match="established already"):
        drafted(allocation, None, kind="establish", moves=[Move(None, allocation.pk, 5)])


def test_a_plan_without_limit_takes_no_figures():
    free = AllocationFactory(plan=PlanFactory(programme=ProgrammeFactory(code="exempt")), limit=None)

    with pytest.raises(RuleBroken, match="without limit"):
        drafted(free, None)


@pytest.mark.parametrize(
    ("total", "old", "new", "exact", "places"),
    [
        (14879, "0.20", "0.25", "18598.75", 18598), (18598, "0.25", "0.20", "14878.4", 14878),
        (100, "3", "2.95", "", 98), (1, "0.3", "0.1", "", 0),
    ],
)  # fmt: skip
def test_a_percentage_is_rounded_down_to_whole_places(total, old, new, exact, places):
    reckoned, rounded = rules.by_percentage(total, Decimal(old), Decimal(new))

    assert rounded == places
    assert not exact or reckoned == Decimal(exact)


def by_percentage(plan, old, new):
    facts = {"act": "order 9", "in_force_from": TODAY, "old": Decimal(old), "new": Decimal(new)}
    return actions.draft_percentage(plan, **facts, by=SignatoryFactory(), at=NOON)


def test_what_a_higher_percentage_brings_comes_to_the_reserve(allocation):
    reserve = AllocationFactory(region=None)

    order = by_percentage(allocation.plan, "0.20", "0.25")

    assert order.moves == [Move(None, reserve.pk, 250)]
    assert order.basis == {"old": "0.20", "new": "0.25", "total": 1000, "exact": "1250", "rounded": 1250}


def test_what_a_lower_percentage_takes_comes_from_the_reserve(allocation):
    reserve = AllocationFactory(region=None, places=500)

    assert by_percentage(allocation.plan, "0.25", "0.20").moves == [Move(reserve.pk, None, 300)]


def test_a_plan_without_a_reserve_says_so(allocation):
    with pytest.raises(RuleBroken, match="no reserve"):
        by_percentage(allocation.plan, "0.20", "0.25")


def test_what_a_percentage_came_to_is_not_edited(allocation):
    AllocationFactory(region=None)
    order = by_percentage(allocation.plan, "0.20", "0.25")

    with pytest.raises(RuleBroken, match="reckon it anew"):
        revised(order)


def test_a_percentage_that_changes_no_place_makes_no_order(allocation):
    AllocationFactory(region=None)

    with pytest.raises(RuleBroken, match="changes none of them"):
        by_percentage(allocation.plan, "3", "3.0001")
    assert not Order.objects.exclude(basis={}).exists()
