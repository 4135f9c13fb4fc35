"""Places that a family could have on some nights, all of them or the first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.accommodation.models import Assignment, Centre, Place, Room, Stay
from casework.accommodation.states import SexRule

LEAST = timedelta(days=7)
"""A place that is free for fewer nights is not offered for the first nights alone: moving twice a week is no offer."""


@dataclass(frozen=True)
class Bedding:
    """A place in a room, or a cot there (`place` None); `until`: from when another has it, where that is earlier."""

    room: Room
    place: Place | None
    until: date | None = None


@dataclass(frozen=True)
class Offer:
    """A room with places free on all the nights asked for, and those free on the first of them alone, with a cot."""

    room: Room
    places: tuple[Place, ...]
    shorter: Mapping[Place, date] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What an officer must know of the room, in one line."""
        marks = [
            _("room %(number)s") % {"number": self.room.number},
            _("floor %(floor)d") % {"floor": self.room.floor},
            _("family room") if self.room.is_family_room else "",
            _("without steps") if self.room.is_accessible else "",
            "" if self.room.sex_rule == SexRule.ANY else str(SexRule(self.room.sex_rule).label),
        ]
        return ", ".join(filter(None, marks))

    @property
    def choices(self) -> Iterable[tuple[str, str]]:
        for place in self.places:
            yield f"{place.pk}", f"{self.room.number}/{place.number}"
        for place, until in self.shorter.items():
            known = {"place": f"{self.room.number}/{place.number}", "day": date_format(until, "j M Y")}
            yield f"{place.pk}", _("%(place)s, only until %(day)s") % known
        yield f"cot-{self.room.pk}", _("%(room)s, cot") % {"room": self.room.number}

    @property
    def beds(self) -> Mapping[str, Bedding]:
        found = {f"{place.pk}": Bedding(self.room, place) for place in self.places}
        found |= {f"{place.pk}": Bedding(self.room, place, until) for place, until in self.shorter.items()}
        return {**found, f"cot-{self.room.pk}": Bedding(self.room, None)}


def offers(
    stay: Stay, since: date, until: date, *, without: Iterable[int] = (), with_shorter: bool = False
) -> list[Offer]:
    """Rooms with free places on all these nights, by floor and number; not the family rooms of other families.

    `without`: assignments that are looked away from, as those that a move gives back. `with_shorter`: places too that
    are free for the first nights alone.
    """
    return _Free(stay.centre_id, since, until, stay.household_id, with_shorter).offers(set(without))


def centre_offers(centre: Centre, since: date, until: date) -> list[Offer]:
    """As `offers`, for a family that has no room yet."""
    return _Free(centre.pk, since, until, None, with_shorter=False).offers(set())


@dataclass(frozen=True)
class _Free:
    centre: int
    since: date
    until: date
    household: int | None
    with_shorter: bool

    def offers(self, without: set[int]) -> list[Offer]:
        held = Assignment.objects.holding().filter(
            centre=self.centre, nights__overlap=DateRange(self.since, self.until)
        )
        rows = list(held.exclude(pk__in=without).values_list("place", "room", "household", "is_family_room", "nights"))
        taken: dict[int | None, date] = {}
        kept: dict[int, date] = {}
        for place, room, other, family, nights in rows:
            taken[place] = min(taken.get(place, nights.lower), nights.lower)
            if family and other not in (None, self.household):
                kept[room] = min(kept.get(room, nights.lower), nights.lower)
        return list(self._by_room(taken, kept))

    def _by_room(self, taken: Mapping[int | None, date], kept: Mapping[int, date]) -> Iterable[Offer]:
        rooms: dict[Room, dict[Place, date]] = {}
        for place in Place.objects.in_use(self.since).filter(room__centre=self.centre).select_related("room"):
            ends = (taken.get(place.pk), kept.get(place.room_id), place.room.closes_on, self.until)
            rooms.setdefault(place.room, {})[place] = min(day for day in ends if day)
        for room, free in rooms.items():
            whole = tuple(place for place, end in free.items() if end == self.until)
            shorter = {place: end for place, end in free.items() if self.since + LEAST <= end < self.until}
            if whole or (shorter and self.with_shorter):
                yield Offer(room, whole, shorter if self.with_shorter else {})
