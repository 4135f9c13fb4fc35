"""What the page of a centre shows: who is there tonight, who comes and goes this week, its rooms."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from casework.accommodation.models import Assignment, Centre, Place, Room, Stay
from casework.accommodation.queries.families import Family, families
from casework.accommodation.states import RUNNING, State
from casework.people.models import Person

WEEK = timedelta(days=7)


@dataclass
class Tonight:
    """A place tonight, or a cot (`place` None), with what holds it."""

    place: Place | None
    held: Assignment | None


@dataclass
class Chamber:
    """A room tonight."""

    room: Room
    beds: list[Tonight]

    @property
    def persons(self) -> int:
        return sum(bed.held is not None and not bed.held.is_block for bed in self.beds)

    @property
    def taken(self) -> int:
        return sum(bed.held is not None and bed.place is not None for bed in self.beds)

    @property
    def free(self) -> int:
        """Places nobody holds; those beside a family in its room are not for others."""
        return sum(bed.held is None for bed in self.beds)

    @property
    def is_kept(self) -> bool:
        """Whether a family has this family room for itself."""
        return self.room.is_family_room and self.persons > 0


@dataclass(frozen=True)
class Movement:
    """A family that comes or goes on a day."""

    stay: Stay
    family: Family | None
    on: date
    persons: int
    is_late: bool


@dataclass
class House:
    """A centre tonight."""

    chambers: list[Chamber]
    guests: list[Assignment]
    arriving: list[Movement] = field(default_factory=list)
    leaving: list[Movement] = field(default_factory=list)

    @property
    def capacity(self) -> int:
        return sum(bed.place is not None for room in self.chambers for bed in room.beds)

    @property
    def taken(self) -> int:
        return sum(one.place_id is not None for one in self.guests)

    @property
    def blocked(self) -> int:
        return sum(bed.held is not None and bed.held.is_block for room in self.chambers for bed in room.beds)

    @property
    def free(self) -> int:
        return self.capacity - self.taken - self.blocked

    @property
    def beside(self) -> int:
        """Free places beside families in their rooms: nobody else can have them."""
        return sum(room.free for room in self.chambers if room.is_kept)

    @property
    def cots(self) -> int:
        return len(self.guests) - self.taken


@dataclass(frozen=True)
class People:
    """Who sleeps in the centre tonight, counted."""

    families: int
    persons: int
    women: int
    men: int
    minors: int


def house(centre: Centre, today: date) -> House:
    """A centre tonight, with what happens within a week."""
    near = DateRange(today - WEEK, today + WEEK)
    rows = centre.assignments.filter(nights__overlap=near).holding() | centre.assignments.running()
    found = list(rows.select_related("person", "stay", "place", "room").prefetch_related("person__names"))
    tonight = [one for one in found if one.since <= today < one.until]
    arriving, leaving = _coming(found, today), _going(found, today)
    known = families((one.household_id for one in (*arriving, *leaving) if one.household_id), today)
    return House(
        _chambers(centre, tonight, today), [one for one in tonight if not one.is_block],
        _movements(arriving, known, today, [one.since for one in arriving]),
        _movements(leaving, known, today, [one.until for one in leaving]),
    )  # fmt: skip


def people(guests: Iterable[Assignment], today: date) -> People:
    persons = [one.person for one in guests if one.person]
    sexes = Counter(person.sex for person in persons)
    return People(
        families=len({one.household_id for one in guests}),
        persons=len(persons),
        women=sexes[Person.Sex.FEMALE],
        men=sexes[Person.Sex.MALE],
        minors=sum(person.is_minor_on(today) for person in persons),
    )


def _chambers(centre: Centre, tonight: Sequence[Assignment], today: date) -> list[Chamber]:
    held = {one.place_id: one for one in tonight if one.place_id}
    rooms: dict[int, Chamber] = {room.pk: Chamber(room, []) for room in centre.rooms.all()}
    for place in Place.objects.in_use(today).filter(room__centre=centre).order_by("number"):
        rooms[place.room_id].beds.append(Tonight(place, held.get(place.pk)))
    for one in tonight:
        if one.place_id is None:
            rooms[one.room_id].beds.append(Tonight(None, one))
    return list(rooms.values())


def _coming(found: Iterable[Assignment], today: date) -> list[Assignment]:
    return [one for one in found if one.stay_id and one.state == State.PLANNED and one.since <= today + WEEK]


def _going(found: Iterable[Assignment], today: date) -> list[Assignment]:
    """In the house, with a departure within a week or before."""
    return [one for one in found if one.stay_id and one.state == State.IN and one.until <= today + WEEK]


def _movements(
    rows: Iterable[Assignment], known: dict[int, Family], today: date, days: Iterable[date]
) -> list[Movement]:
    grouped: dict[tuple[date, int], list[Assignment]] = {}
    for one, on in zip(rows, days, strict=True):
        grouped.setdefault((on, one.stay_id or 0), []).append(one)
    return [
        Movement(of[0].stay, known.get(of[0].household_id or 0), on, len(of), on < today)
        for (on, _stay), of in sorted(grouped.items(), key=lambda pair: pair[0])
        if of[0].stay
    ]


def week(centre: Centre, today: date) -> tuple[int, int]:
    """Persons who came and who left in the seven days up to and including today."""
    since = today - WEEK + timedelta(days=1)
    slept = centre.assignments.filter(person__isnull=False).exclude(state__in=(State.CANCELLED, State.NO_SHOW))
    rows = list(slept.values_list("stay", "person", "state", "nights"))
    first: dict[tuple[int | None, int | None], date] = {}
    last: dict[tuple[int | None, int | None], date | None] = {}
    for stay, person, state, nights in rows:
        key = stay, person
        if state not in (State.PLANNED,):
            first[key] = min(first.get(key, nights.lower), nights.lower)
        ended = nights.upper if state == State.OUT else None
        last[key] = None if key in last and last[key] is None else ended and max(last.get(key) or ended, ended)
    came = sum(since <= day <= today for day in first.values())
    left = sum(day is not None and since <= day <= today for day in last.values())
    return came, left


def running(stay: Stay) -> list[Assignment]:
    """Who of a stay has a place now or is to have one, by person."""
    rows = stay.assignments.filter(state__in=RUNNING).select_related("person", "room", "place")
    return list(rows.prefetch_related("person__names").order_by("person__born_on", "nights"))
