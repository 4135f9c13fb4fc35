from casework.quotas.models.derived import DailyUse, LedgerMark, Projection, Snapshot
from casework.quotas.models.ledger import Entry
from casework.quotas.models.orders import Order, OrderLine
from casework.quotas.models.plans import Allocation, Ceiling, Plan, Programme

__all__ = [
    "Allocation",
    "Ceiling",
    "DailyUse",
    "Entry",
    "LedgerMark",
    "Order",
    "OrderLine",
    "Plan",
    "Programme",
    "Projection",
    "Snapshot",
]
