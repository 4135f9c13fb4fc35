"""The board of a centre: rooms and places down, nights across, in two queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, OuterRef, Q, Subquery

from casework.accommodation.models import Assignment, Centre
from casework.accommodation.rules.nights import days_from
from casework.accommodation.states import SexRule, State
from casework.accounts.models import Officer
from casework.people.models import Name

Facts = dict[str, Any]
NIGHTS = 60
HUES = 8


@dataclass(frozen=True)
class Run:
    """Nights in a row of one kind. `kind`: free, planned, in, out, blocked or closed; `hue` tells families apart."""

    kind: str
    nights: int
    words: str = ""
    stay: str = ""
    hue: int = 0
    block: int = 0


@dataclass(frozen=True)
class Row:
    """A place of the board. `is_first` of its room, whose facts are then said; `cots` of infants in that room."""

    place: int
    name: str
    room: str
    floor: int
    is_first: bool
    is_family_room: bool
    is_accessible: bool
    whom: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Board:
    centre: Centre
    days: tuple[date, ...]
    rows: tuple[Row, ...]

    @property
    def months(self) -> list[tuple[date, int]]:
        """The first day of each month shown, with its number of days on the board."""
        return [
            (days[0], len(days))
            for days in (list(of) for _month, of in groupby(self.days, key=lambda day: (day.year, day.month)))
        ]


def board(code: str, officer: Officer, since: date, nights: int = NIGHTS) -> Board | None:
    """The board of a centre from a day on; None where the officer sees no such centre."""
    places = list(_places(code, officer, since))
    centre = _centre(code, officer, places)
    if centre is None:
        return None
    held = {place: list(of) for place, of in groupby(_held(centre, since, nights), key=lambda one: one["place"])}
    rows = (_row(place, held.get(place["place"], ()), since, nights) for place in places if place["place"])
    return Board(centre, tuple(days_from(since, nights)), tuple(_with_firsts(rows)))


def _centre(code: str, officer: Officer, places: Sequence[Facts]) -> Centre | None:
    """Asked for by itself only where every room is closed."""
    if not places:
        return Centre.objects.visible_to(officer).filter(code=code).first()
    first = places[0]
    return Centre(pk=first["pk"], code=code, name=first["name"], kind=first["kind"], office_id=first["office"])


def _places(code: str, officer: Officer, since: date) -> Iterable[Any]:
    in_use = Q(rooms__closes_on=None) | Q(rooms__closes_on__gt=since)
    found = Centre.objects.visible_to(officer).filter(in_use, code=code)
    return found.order_by("rooms__floor", "rooms__number", "rooms__places__number").values(
        "pk", "name", "kind", "office",
        room=F("rooms__number"), floor=F("rooms__floor"), sex_rule=F("rooms__sex_rule"),
        is_family_room=F("rooms__is_family_room"), is_accessible=F("rooms__is_accessible"),
        closing=F("rooms__closes_on"), place=F("rooms__places__pk"), bed=F("rooms__places__number"),
    )  # fmt: skip


def _held(centre: Centre, since: date, nights: int) -> Iterable[Any]:
    window = DateRange(since, since + timedelta(days=nights))
    names = Name.objects.filter(person=OuterRef("person"), is_main=True).values("surname")
    rows = Assignment.objects.holding().filter(centre=centre.pk, place__isnull=False, nights__overlap=window)
    return rows.order_by("place", "nights").values(
        "pk", "place", "nights", "state", "reason", "household", number=F("stay__number"), surname=Subquery(names[:1])
    )


def _row(place: Facts, held: Iterable[Facts], since: date, nights: int) -> Row:
    whom = "" if place["sex_rule"] == SexRule.ANY else str(SexRule(place["sex_rule"]).label)
    return Row(
        place["place"], f"{place['room']}/{place['bed']}", place["room"], place["floor"], False,
        place["is_family_room"], place["is_accessible"], whom, tuple(_runs(held, since, nights, place["closing"])),
    )  # fmt: skip


def _runs(held: Iterable[Facts], since: date, nights: int, closes_on: date | None) -> Iterator[Run]:
    """Nights in order, free ones between those that are held."""
    at, end = since, since + timedelta(days=nights)
    closes = min(closes_on or end, end)
    for one in held:
        first, last = max(one["nights"].lower, since), min(one["nights"].upper, end)
        if first > at:
            yield Run("free", (first - at).days)
        yield _run(one, (last - first).days)
        at = last
    if at < closes:
        yield Run("free", (closes - at).days)
    if closes < end:
        yield Run("closed", (end - closes).days)


def _run(one: Facts, nights: int) -> Run:
    if one["household"] is None:
        return Run("blocked", nights, one["reason"], block=one["pk"])
    kind = {State.PLANNED: "planned", State.IN: "in"}.get(one["state"], "out")
    return Run(kind, nights, one["surname"] or one["number"], one["number"], one["household"] % HUES)


def _with_firsts(rows: Iterable[Row]) -> Iterator[Row]:
    room = None
    for row in rows:
        yield replace(row, is_first=row.room != room)
        room = row.room
