"""What the ledger says: positions of plans, places of files, and whether the counters agree."""

from casework.quotas.queries.files import (
    allocation_for,
    given_back,
    held_by_files,
    ledger_by_file,
    open_holds,
    uses,
)
from casework.quotas.queries.known import known
from casework.quotas.queries.positions import Cell, position, position_of
from casework.quotas.queries.recount import Difference, differences

__all__ = [
    "Cell",
    "Difference",
    "allocation_for",
    "differences",
    "given_back",
    "held_by_files",
    "known",
    "ledger_by_file",
    "open_holds",
    "position",
    "position_of",
    "uses",
]
