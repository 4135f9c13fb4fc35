"""How full centres are, tonight and on the nights to come."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q

from casework.accommodation.models import Assignment, Centre, Place, Stay
from casework.accommodation.rules.nights import Span, per_night
from casework.accommodation.states import RUNNING
from casework.accounts.models import Officer

AHEAD = 60
"""Nights that an overview looks ahead."""


@dataclass(frozen=True)
class Occupancy:
    """A centre tonight, and places free on each night ahead. `persons` with infants in cots, `taken` without."""

    centre: Centre
    capacity: int
    persons: int
    taken: int
    blocked: int
    families: int
    waiting: int
    ahead: tuple[int, ...]

    @property
    def free(self) -> int:
        return self.capacity - self.taken - self.blocked

    @property
    def least(self) -> int:
        """Places free on the fullest night ahead."""
        return min(self.ahead, default=0)


Nights = tuple[int, int | None, int | None, int | None, DateRange]


def overview(officer: Officer, today: date) -> list[Occupancy]:
    """Every centre in the officer's sight, by name; those that are closed are left out."""
    seen = Centre.objects.visible_to(officer).filter(Q(closes_on=None) | Q(closes_on__gt=today))
    centres = list(seen.select_related("office").order_by("name"))
    nights, places, waiting = _nights(centres, today), _places(centres), _waiting(centres)
    return [_of(one, nights[one.pk], places[one.pk], waiting.get(one.pk, 0), today) for one in centres]


def _places(centres: Iterable[Centre]) -> Mapping[int, list[Span]]:
    """The nights on which each place of each centre is in use."""
    rows = Place.objects.filter(room__centre__in=list(centres)).order_by()
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for centre, since, closes in rows.values_list("room__centre", "room__since", "room__closes_on"):
        found[centre].append(Span(since, closes or date.max))
    return found


def _nights(centres: Iterable[Centre], today: date) -> Mapping[int, list[Nights]]:
    ahead = DateRange(today, today + timedelta(days=AHEAD))
    held = Assignment.objects.holding().filter(centre__in=list(centres), nights__overlap=ahead)
    found: defaultdict[int, list[Nights]] = defaultdict(list)
    for row in held.order_by().values_list("centre", "place", "person", "household", "nights"):
        found[row[0]].append(row)
    return found


def _waiting(centres: Iterable[Centre]) -> Mapping[int, int]:
    open_stays = Stay.objects.open().filter(~has_place(), is_visiting=False, centre__in=list(centres))
    return Counter(open_stays.values_list("centre", flat=True))


def has_place() -> Exists:
    """Whether somebody of the stay of the query around has a place now or is to have one."""
    return Exists(Assignment.objects.filter(stay=OuterRef("pk"), state__in=RUNNING))


def _of(centre: Centre, nights: list[Nights], places: list[Span], waiting: int, today: date) -> Occupancy:
    capacity = per_night(places, today, AHEAD)
    tonight = [row for row in nights if row[4].lower <= today < row[4].upper]
    held = per_night((Span(row[4].lower, row[4].upper) for row in nights if row[1] is not None), today, AHEAD)
    return Occupancy(
        centre=centre,
        capacity=capacity[0],
        persons=sum(row[2] is not None for row in tonight),
        taken=sum(row[2] is not None and row[1] is not None for row in tonight),
        blocked=sum(row[2] is None for row in tonight),
        families=len({row[3] for row in tonight if row[3] is not None}),
        waiting=waiting,
        ahead=tuple(there - count for there, count in zip(capacity, held, strict=True)),
    )
