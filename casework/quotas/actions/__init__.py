"""All writes to the quotas: lines of the ledger, orders, plans loaded from files."""

from casework.quotas.actions.ledger import (
    QuotaExhausted,
    exhausted,
    give_back,
    hold,
    refuses_overdrawing,
    release,
    use,
)
from casework.quotas.actions.orders import post_due_orders, post_order
from casework.quotas.actions.plans import Signatories, load_plan

__all__ = [
    "QuotaExhausted",
    "Signatories",
    "exhausted",
    "give_back",
    "hold",
    "load_plan",
    "post_due_orders",
    "post_order",
    "refuses_overdrawing",
    "release",
    "use",
]
