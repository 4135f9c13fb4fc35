"""Orders on their way to the ledger, for the tests of signatures and pages."""

from datetime import date
from typing import Any

from casework.quotas import actions
from casework.quotas.models import Allocation, Order
from casework.quotas.rules import Move
from tests.factories.quotas import SignatoryFactory
from tests.moments import NOON

TODAY = NOON.date()


def drafted(source: Allocation, target: Allocation | None, places: int = 40, **facts: Any) -> Order:
    """A redistribution that nobody has signed; without a target, a change that withdraws."""
    given = {
        "kind": "redistribute" if target else "change", "act": "order 7 of 2026", "in_force_from": TODAY,
        "moves": [Move(source.pk, target and target.pk, places)], "by": SignatoryFactory(), "at": NOON,
    }  # fmt: skip
    return actions.draft_order(source.plan, **given | facts)


def signed(order: Order, by: Any = None) -> Order:
    return actions.sign_order(order, version=order.version, by=by or SignatoryFactory(), at=NOON)


def countersigned(order: Order, by: Any = None) -> Order:
    order.refresh_from_db()
    return actions.countersign_order(order, version=order.version, by=by or SignatoryFactory(), at=NOON)


LATER = date(2026, 12, 30)
