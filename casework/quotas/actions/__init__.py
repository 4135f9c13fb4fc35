"""All writes to the quotas: lines of the ledger, orders and their signatures, plans loaded from files."""

from casework.quotas.actions.drafts import discard_order, draft_order, draft_percentage, revise_order
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
from casework.quotas.actions.signing import countersign_order, return_order, sign_order

__all__ = [
    "QuotaExhausted",
    "Signatories",
    "countersign_order",
    "discard_order",
    "draft_order",
    "draft_percentage",
    "exhausted",
    "give_back",
    "hold",
    "load_plan",
    "post_due_orders",
    "post_order",
    "refuses_overdrawing",
    "release",
    "return_order",
    "revise_order",
    "sign_order",
    "use",
]
