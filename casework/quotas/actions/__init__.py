"""All writes to the quotas: lines of the ledger, orders and their signatures, plans loaded from files."""

from casework.quotas.actions.drafts import discard_order, draft_order, draft_percentage, revise_order
from casework.quotas.actions.establishing import establish_plan, revise_plan
from casework.quotas.actions.ledger import (
    QuotaExhausted,
    bound,
    exhausted,
    give_back,
    hold,
    refuses_overdrawing,
    release,
    use,
)
from casework.quotas.actions.opening import Opened, open_books
from casework.quotas.actions.orders import post_due_orders, post_order
from casework.quotas.actions.plans import Signatories, load_plan
from casework.quotas.actions.signing import countersign_order, return_order, sign_order

__all__ = [
    "Opened",
    "QuotaExhausted",
    "Signatories",
    "bound",
    "countersign_order",
    "discard_order",
    "draft_order",
    "draft_percentage",
    "establish_plan",
    "exhausted",
    "give_back",
    "hold",
    "load_plan",
    "open_books",
    "post_due_orders",
    "post_order",
    "refuses_overdrawing",
    "release",
    "return_order",
    "revise_order",
    "revise_plan",
    "sign_order",
    "use",
]
