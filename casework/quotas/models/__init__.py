from casework.quotas.models.derived import DailyUse, HeldByFile, LedgerMark, Projection, Snapshot
from casework.quotas.models.forecasts import Alert, Forecast
from casework.quotas.models.ledger import Entry
from casework.quotas.models.orders import Order, OrderLine
from casework.quotas.models.plans import Allocation, Ceiling, Plan, Programme
from casework.quotas.models.waiting import WaitingRule

__all__ = [
    "Alert",
    "Allocation",
    "Ceiling",
    "DailyUse",
    "Entry",
    "Forecast",
    "HeldByFile",
    "LedgerMark",
    "Order",
    "OrderLine",
    "Plan",
    "Programme",
    "Projection",
    "Snapshot",
    "WaitingRule",
]
