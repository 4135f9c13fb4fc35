"""What the ledger says: positions of plans, places of files, and whether the counters agree."""

from casework.quotas.queries.ceilings import Margin, ceilings_over, margins
from casework.quotas.queries.files import (
    allocation_for,
    given_back,
    open_holds,
    open_holds_of,
    open_holds_of_plan,
    places_held,
    uses,
)
from casework.quotas.queries.horizon import horizon
from casework.quotas.queries.known import known
from casework.quotas.queries.orders import brought, changes, changes_by, holds_touched, orders_of, sums
from casework.quotas.queries.positions import Cell, cell_of, position, position_of
from casework.quotas.queries.recount import Difference, differences
from casework.quotas.queries.standings import PlanName, PlanStanding, Standing, plan_names, standings

__all__ = [
    "Cell",
    "Difference",
    "Margin",
    "PlanName",
    "PlanStanding",
    "Standing",
    "allocation_for",
    "brought",
    "ceilings_over",
    "cell_of",
    "changes",
    "changes_by",
    "differences",
    "given_back",
    "holds_touched",
    "horizon",
    "known",
    "margins",
    "open_holds",
    "open_holds_of",
    "open_holds_of_plan",
    "orders_of",
    "places_held",
    "plan_names",
    "position",
    "position_of",
    "standings",
    "sums",
    "uses",
]
