"""R2: places given, moved, blocked and taken back by many at once; nothing and nobody twice."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection

from tests.bench.writers import crowd
from tests.chaos.ground import Ground
from tests.chaos.guests import House, furnished, outcomes, writer
from tests.chaos.verdicts import Figure, Verdict, at_least, at_most, exactly, told

TITLE = "places given, moved, blocked and taken back at once: nothing twice, nobody twice, no strangers"
GUARDS = (
    "assignment_one_per_place_and_night", "assignment_one_per_person_and_night",
    "assignment_no_strangers_in_a_family_room",
)  # fmt: skip
TWICE = """
    SELECT count(*) FROM accommodation_assignment one JOIN accommodation_assignment other
        ON one.id < other.id AND one.nights && other.nights AND {}
    WHERE one.state IN ('planned', 'in', 'out') AND other.state IN ('planned', 'in', 'out')
"""
PLACES, PERSONS = "one.place_id = other.place_id", "one.person_id = other.person_id"
STRANGERS = "one.room_id = other.room_id AND one.household_id <> other.household_id AND one.is_family_room"
PATIENCE = 600  # seconds


class Size(NamedTuple):
    writers: int
    turns: int
    control: int
    rooms: int
    families: int


LONG = Size(writers=8, turns=1_250, control=250, rooms=24, families=60)
SHORT = Size(writers=8, turns=40, control=20, rooms=8, families=24)


def run(ground: Ground, *, is_quick: bool) -> Verdict:
    size = SHORT if is_quick else LONG
    house = furnished(rooms=size.rooms, families=size.families)
    _let_loose(house, "guarded", ground, size.writers, size.turns)
    figures = list(_figures(ground, size))
    _take_the_guards_away()
    _let_loose(house, "unguarded", ground, size.writers, size.control)
    control = _twice(PLACES) + _twice(PERSONS) + _twice(STRANGERS)
    figures.append(at_least("control, without the constraints: nights held twice", control, 1))
    return Verdict("R2", TITLE, figures)


def _let_loose(house: House, name: str, ground: Ground, writers: int, turns: int) -> None:
    with crowd(writer(house, name, ground.logs), writers) as managers:
        managers.rate(PATIENCE, at_most=turns)


def _figures(ground: Ground, size: Size) -> Iterator[Figure]:
    found = outcomes(ground.logs, "guarded")
    tried = size.writers * size.turns
    yield exactly("acts tried", sum(found.values()), tried)
    yield at_least("of them done", found["done"], tried // 10)
    yield told("of them refused in words", found["refused"])
    yield at_most("of them stopped as deadlocks", found["deadlock"], tried / 1000)
    yield exactly("places held twice on a night", _twice(PLACES), 0)
    yield exactly("persons with two places on a night", _twice(PERSONS), 0)
    yield exactly("strangers together in a family room", _twice(STRANGERS), 0)
    yield exactly("copies that are not true", _untrue(), 0)


def _twice(how: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TWICE.format(how))
        return int(cursor.fetchone()[0])


def _untrue() -> int:
    """Rows whose room, centre, household or kind of room is not that of their place and stay."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FROM accommodation_assignment one
            JOIN accommodation_room room ON room.id = one.room_id
            LEFT JOIN accommodation_place place ON place.id = one.place_id
            LEFT JOIN accommodation_stay stay ON stay.id = one.stay_id
            WHERE (one.centre_id, one.is_family_room) IS DISTINCT FROM (room.centre_id, room.is_family_room)
                OR place.room_id <> one.room_id OR stay.household_id IS DISTINCT FROM one.household_id
            """
        )
        return int(cursor.fetchone()[0])


def _take_the_guards_away() -> None:
    with connection.cursor() as cursor:
        for guard in GUARDS:
            cursor.execute(f"ALTER TABLE accommodation_assignment DROP CONSTRAINT {guard}")
