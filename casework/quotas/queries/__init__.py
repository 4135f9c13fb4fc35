"""What the ledger says: positions of plans, places of files, and whether the counters agree."""

from casework.quotas.queries.files import (
    allocation_for,
    given_back,
    held_by_files,
    ledger_by_file,
    open_holds,
    uses,
)
from casework.quotas.queries.horizon import horizon
from casework.quotas.queries.known import known
from casework.quotas.queries.positions import Cell, position, position_of
from casework.quotas.queries.recount import Difference, differences
from casework.quotas.queries.standings import PlanName, PlanStanding, Standing, plan_names, standings

__all__ = [
    "Cell",
    "Difference",
    "PlanName",
    "PlanStanding",
    "Standing",
    "allocation_for",
    "differences",
    "given_back",
    "held_by_files",
    "horizon",
    "known",
    "ledger_by_file",
    "open_holds",
    "plan_names",
    "position",
    "position_of",
    "standings",
    "uses",
]
