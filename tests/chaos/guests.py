"""A house and its families for the run of R2, and managers who do with them whatever comes to their minds."""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from django.db import OperationalError
from django.utils import timezone

from casework.accommodation.actions import arrivals, blocks, places
from casework.accommodation.models import Assignment, Place, Stay
from casework.accommodation.queries.beds import Bed
from casework.accommodation.states import HOLDING, RUNNING
from casework.accounts.models import Officer
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.people.models import Person
from tests.factories.accommodation import CentreFactory, PlaceFactory, RoomFactory, StayFactory
from tests.factories.accounts import OfficerFactory
from tests.factories.cases import CaseFactory
from tests.factories.people import MembershipFactory, PersonFactory

DAYS = 30
"""Nights are given and taken within so many days from today on: few, so that everybody wants the same."""


class Family(NamedTuple):
    stay: Stay
    persons: Sequence[Person]


class House(NamedTuple):
    """Who may do what where: the manager, the places with their rooms, the families."""

    manager: Officer
    places: Sequence[Place]
    families: Sequence[Family]


def furnished(*, rooms: int, families: int) -> House:
    """Half of the rooms are family rooms; families have one to three grown-ups."""
    centre = CentreFactory()
    manager = OfficerFactory(office=centre.office, roles=["centre_manager"])
    for number in range(rooms):
        room = RoomFactory(centre=centre, is_family_room=number % 2 == 0)
        PlaceFactory.create_batch(3, room=room)
    beds = Place.objects.filter(room__centre=centre).select_related("room__centre__office")
    return House(manager, list(beds), [_family(centre, number % 3 + 1) for number in range(families)])


def _family(centre, size: int) -> Family:
    stay = StayFactory(centre=centre, case=CaseFactory(office=centre.office), asked_on=date(2026, 1, 1))
    persons = PersonFactory.create_batch(size, office=centre.office)
    for number, person in enumerate(persons):
        MembershipFactory(household=stay.household, person=person, role="head" if number == 0 else "spouse")
    return Family(stay, persons)


class Guest:
    """A manager at a terminal: does one thing after another and writes down what came of it."""

    def __init__(self, house: House, number: int, log: Path) -> None:
        self.house, self.dice, self.log = house, Random(f"R2/{number}"), log  # noqa: S311 the same each time
        self.today = local_date(timezone.now())
        self.turns = count()

    def __call__(self) -> None:
        act = self.dice.choices(ACTS, WEIGHTS)[0]
        try:
            act(self)
            outcome = "done"
        except RuleBroken:
            outcome = "refused"
        except OperationalError:
            outcome = "deadlock"
        with open(self.log, "a") as file:
            file.write(f"{outcome}\n")

    def nights(self) -> tuple[date, date]:
        since = self.today + timedelta(days=self.dice.randrange(DAYS))
        return since, since + timedelta(days=self.dice.randint(1, 6))

    def place(self) -> None:
        family = self.dice.choice(self.house.families)
        chosen = self.dice.sample(self.house.places, len(family.persons))
        beds = [Bed(person, place.room, place) for person, place in zip(family.persons, chosen, strict=True)]
        since, until = self.nights()
        places.place(family.stay, beds, since=since, until=until, by=self.house.manager, at=timezone.now())

    def move(self) -> None:
        one, bed = self.some(person__isnull=False, state__in=RUNNING), self.dice.choice(self.house.places)
        if one is not None and one.person is not None:
            on = self.dice.choice((one.since, one.since + timedelta(days=1), one.last_night))
            places.move(one, Bed(one.person, bed.room, bed), on=on, by=self.house.manager, at=timezone.now())

    def arrive(self) -> None:
        family = self.dice.choice(self.house.families)
        arrivals.check_in(family.stay, on=self.today, by=self.house.manager, at=timezone.now())

    def cancel(self) -> None:
        arrivals.cancel(self.dice.choice(self.house.families).stay, by=self.house.manager, at=timezone.now())

    def lengthen(self) -> None:
        family, (_since, until) = self.dice.choice(self.house.families), self.nights()
        places.lengthen(family.stay, until=until, by=self.house.manager, at=timezone.now())

    def block(self) -> None:
        since, until = self.nights()
        bed = self.dice.choice(self.house.places)
        blocks.block(bed, since=since, until=until, reason="Chaos.", by=self.house.manager, at=timezone.now())

    def unblock(self) -> None:
        one = self.some(person=None, state__in=HOLDING)
        if one is not None:
            blocks.unblock(one, on=one.since, by=self.house.manager, at=timezone.now())

    def some(self, **wanted: object) -> Assignment | None:
        pks = list(Assignment.objects.filter(**wanted).values_list("pk", flat=True))
        known = Assignment.objects.select_related("stay", "person")
        return known.get(pk=self.dice.choice(pks)) if pks else None


ACTS: Sequence[Callable[[Guest], None]] = (
    Guest.place, Guest.move, Guest.cancel, Guest.block, Guest.unblock, Guest.lengthen, Guest.arrive,
)  # fmt: skip
WEIGHTS = (46, 20, 14, 7, 7, 5, 1)


def outcomes(folder: Path, name: str) -> Counter[str]:
    """What came of everything that was tried, by its word."""
    return Counter(line for log in folder.glob(f"{name}-*") for line in log.read_text().split())


def writer(house: House, name: str, folder: Path) -> Callable[[int], Guest]:
    return lambda number: Guest(house, number, folder / f"{name}-{number}-{os.getpid()}")
