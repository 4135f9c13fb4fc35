"""Families that wait for a place in a centre, in the order in which they asked."""

from dataclasses import dataclass
from datetime import date

from casework.accommodation.models import Centre, Stay, StepFreeNeed
from casework.accommodation.queries.families import Family, families
from casework.accommodation.queries.occupancy import has_place


@dataclass(frozen=True)
class Waiting:
    """A family on the list."""

    stay: Stay
    family: Family | None
    step_free: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        return self.family.size if self.family else 0


def waiting(centre: Centre, on: date | None = None) -> list[Waiting]:
    """The list of a centre. Families as they are on a day, or on the day on which the last of them asked."""
    without = centre.stays.open().filter(~has_place(), is_visiting=False)
    stays = list(without.select_related("case", "grant").order_by("asked_on", "pk"))
    if not stays:
        return []
    known = families((stay.household_id for stay in stays), on or max(stay.asked_on for stay in stays))
    needs: dict[int, set[int]] = {}
    for stay_id, person in StepFreeNeed.objects.filter(stay__in=stays).values_list("stay", "person"):
        needs.setdefault(stay_id, set()).add(person)
    return [Waiting(one, known.get(one.household_id), frozenset(needs.get(one.pk, ()))) for one in stays]
