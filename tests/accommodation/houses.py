"""A centre with rooms, its manager, and families that may live in it: what the tests of accommodation share."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from casework.accommodation.actions import places, stays
from casework.accommodation.models import Assignment, Centre, Place, Room, Stay
from casework.accommodation.queries.beds import Bed
from casework.accommodation.states import Kind
from casework.accounts.models import Officer
from casework.people.models import Household, Person
from tests.factories.accommodation import CentreFactory, PlaceFactory, RoomFactory
from tests.factories.accounts import OfficerFactory
from tests.moments import NOON
from tests.world import Staff, accepted, family, granted, lodged, staff_of

TODAY = NOON.date()
DAY = timedelta(days=1)


def day(number: int) -> date:
    """The day so many days after today."""
    return TODAY + number * DAY


@dataclass
class House:
    """A centre of an office with its staff and its manager."""

    staff: Staff
    centre: Centre
    manager: Officer

    def room(self, beds: int = 4, **facts: object) -> Room:
        room = RoomFactory(centre=self.centre, **facts)
        for number in range(1, beds + 1):
            PlaceFactory(room=room, number=number)
        return room

    def stay(self, household: Household | None = None, size: int = 3, **facts: object) -> Stay:
        """A family on the waiting list."""
        household = household or self.household(size)
        return stays.open_stay(self.centre, household, asked_on=TODAY, by=self.manager, at=NOON, **facts)

    def household(self, size: int = 3) -> Household:
        """A family that may live here."""
        household = family(self.staff, size)
        if self.centre.kind == Kind.TEMPORARY:
            lodged(self.staff, household)
        else:
            granted(self.staff, household)
        return household

    def placed(self, stay: Stay, room: Room, *, since: date = TODAY, until: date | None = None) -> list[Assignment]:
        return places.place(stay, beds(stay, room), since=since, until=until or day(10), by=self.manager, at=NOON)

    @cached_property
    def elsewhere(self) -> Officer:
        """A manager of another office."""
        return OfficerFactory(roles=["centre_manager"])


def house(kind: str = Kind.TEMPORARY, region: str = "KZ-55") -> House:
    staff = staff_of(region)
    centre = CentreFactory(office=staff.office, kind=kind, opened_by=staff.registrar)
    return House(staff, centre, OfficerFactory(office=staff.office, roles=["centre_manager"]))


def persons_of(stay: Stay) -> list[Person]:
    """The eldest first."""
    found = Person.objects.filter(memberships__household=stay.household_id).order_by("born_on", "pk")
    return list(found.prefetch_related("names"))


def beds(stay: Stay, room: Room, persons: list[Person] | None = None) -> list[Bed]:
    """The family in the places of a room, in order."""
    chosen = persons_of(stay) if persons is None else persons
    return [
        Bed(person, room, place)
        for person, place in zip(chosen, Place.objects.filter(room=room).order_by("number"), strict=False)
    ]


__all__ = ["House", "accepted", "beds", "day", "granted", "house", "persons_of"]
