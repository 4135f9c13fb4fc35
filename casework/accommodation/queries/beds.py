"""Where somebody is to sleep."""

from dataclasses import dataclass
from datetime import date

from casework.accommodation.models import Place, Room
from casework.people.models import Person


@dataclass(frozen=True)
class Bed:
    """Where a person is to sleep: in a place, or, an infant, in a cot in a room. The room comes with its centre.

    `until`: the day from which the place is another's, where that is before the family leaves.
    """

    person: Person
    room: Room
    place: Place | None = None
    until: date | None = None

    def leaves(self, until: date) -> date:
        """The day of departure from this bed, where the family leaves on `until`."""
        return min(self.until or until, until)
