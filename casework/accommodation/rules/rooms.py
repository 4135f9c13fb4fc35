"""A room as it is entered. Pure."""

from dataclasses import dataclass
from datetime import date

from casework.accommodation.states import SexRule

MOST_PLACES = 30
"""Places of one room; more is a slip of the finger."""


@dataclass(frozen=True)
class RoomFacts:
    """A room with its number of places; in use since the day on which it is entered, where no other is given."""

    number: str
    places: int
    floor: int = 1
    sex_rule: str = SexRule.ANY
    is_family_room: bool = True
    is_accessible: bool = False
    since: date | None = None
