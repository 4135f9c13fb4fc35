"""A place in a centre given by the action, against the same row by the driver alone; 8 writers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import NamedTuple

import psycopg
from psycopg.types.range import DateRange

from casework.accommodation.actions import places
from casework.accommodation.models import Centre, Place, Room, Stay
from casework.accommodation.queries.beds import Bed
from casework.accommodation.states import Kind
from casework.accounts.models import HeldRole, Office, Officer
from casework.cases.models import Case
from casework.cases.states import State
from casework.people.models import Household, Person
from casework.reference.models import Region
from tests.bench.databases import copied
from tests.bench.measures import Contest, Measure, Trial
from tests.bench.office import OFFICE, noon
from tests.bench.writers import WRITERS, Task, crowd

TITLE = "a place given by the action, against BEGIN; INSERT; COMMIT under the same constraints; 8 writers"
MEASURE = Measure("P5", TITLE, "places a second", rounds=11)

GOAL = 0.35
SECONDS = 1.5

ROW = """
INSERT INTO accommodation_assignment
    (stay_id, person_id, place_id, nights, state, reason, room_id, centre_id, household_id, is_family_room, made_by_id,
     made_at, is_generated)
VALUES (%s, %s, %s, %s, 'planned', '', %s, %s, %s, false, %s, %s, false) RETURNING id
"""


class Guest(NamedTuple):
    """Somebody alone with a file for the status, and the place that is given again and again."""

    stay: Stay
    person: Person
    place: Place


@contextmanager
def prepare() -> Iterator[Trial]:
    with copied(OFFICE):
        at, by = noon(), Officer.objects.filter(held_roles__role="caseworker")[0]
        HeldRole.objects.create(officer=by, role_id="centre_manager")
        guests = list(_guests(by, at))
        mine, theirs = guests[:WRITERS], guests[WRITERS:]
        by = Officer.objects.get(pk=by.pk)
        with crowd(lambda n: ours(mine[n], by, at)) as us, crowd(lambda n: yardstick(theirs[n], by.pk, at)) as them:
            yield Trial([Contest("places that are free", lambda: us.rate(SECONDS), lambda: them.rate(SECONDS), GOAL)])


def _guests(by: Officer, at: datetime) -> Iterator[Guest]:
    centre = Centre.objects.create(
        code="bench", name="Bench", kind=Kind.TEMPORARY, office=by.office, opened_by=by, opened_at=at
    )
    for number in range(2 * WRITERS):
        room = Room.objects.create(centre=centre, number=str(number), is_family_room=False, since=at.date())
        place = Place.objects.create(room=room, number=1)
        yield _guest(centre, place, number, by, at)


def _guest(centre: Centre, place: Place, number: int, by: Officer, at: datetime) -> Guest:
    person = Person.objects.create(
        number=f"P-B{number:05d}", sex="F", born_on=date(1985, 3, 14), office=by.office, registered_by=by,
        registered_at=at,
    )  # fmt: skip
    household = Household.objects.create(number=f"H-B{number:05d}", registered_by=by, registered_at=at)
    household.memberships.create(person=person, role="head", since=at.date())
    case = Case.objects.create(
        number=f"ST-BENCH-{number}", procedure="status", state=State.LODGED, office=by.office,
        settlement_region=_region(by.office), applicant=person, household=household, registered_by=by,
        registered_at=at, received_on=at.date(),
    )  # fmt: skip
    stay = Stay.objects.create(
        number=f"AC-B-{number}", household=household, centre=centre, kind=centre.kind, case=case, asked_on=at.date(),
        opened_by=by, opened_at=at,
    )  # fmt: skip
    return Guest(stay, person, Place.objects.select_related("room__centre__office").get(pk=place.pk))


def _region(office: Office) -> Region:
    assert office.region is not None
    return office.region


def _nights(at: datetime) -> Iterator[tuple[date, date]]:
    """One night after another."""
    for turn in count(1):
        since = at.date() + timedelta(days=turn)
        yield since, since + timedelta(days=1)


def ours(guest: Guest, by: Officer, at: datetime) -> Task:
    nights = _nights(at)
    bed = Bed(guest.person, guest.place.room, guest.place)

    def give() -> None:
        since, until = next(nights)
        places.place(guest.stay, [bed], since=since, until=until, by=by, at=at)

    return give


def yardstick(guest: Guest, by: int, at: datetime) -> Task:
    nights, stay, room = _nights(at), guest.stay, guest.place.room_id
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)

    def insert() -> None:
        row = [stay.pk, guest.person.pk, guest.place.pk, DateRange(*next(nights)), room, stay.centre_id]
        with connection.transaction():
            connection.execute(ROW, [*row, stay.household_id, by, at]).fetchone()

    return insert
