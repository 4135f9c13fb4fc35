from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from casework.accounts.models import Office, Officer
from casework.common.tablefile import Fault
from casework.people.queries.pairs import Likely


@dataclass(frozen=True)
class Signed:
    """Who takes persons over, for which office, when, and from which file, by its digest."""

    office: Office
    by: Officer
    at: datetime
    digest: str


@dataclass
class Outcome:
    """What became of rows: taken by line, there already, at fault; new persons, and likely pairs with the lines."""

    read: int = 0
    faults: list[Fault] = field(default_factory=list)
    lines: dict[int, Collection[int]] = field(default_factory=dict)
    taken: int = 0
    already: int = 0
    new_persons: int = 0
    pairs: list[Likely] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Rows, not faults: one row can have several."""
        return len({fault.line for fault in self.faults if fault.line is not None})

    @property
    def has_changed(self) -> bool:
        return bool(self.taken)
