"""Rooms proposed for families, from what is free; and who of the waiting could move in."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.accommodation.models import Centre
from casework.accommodation.queries.free import Offer, centre_offers
from casework.accommodation.queries.guests import may_lie_in_cots
from casework.accommodation.queries.waiting import Waiting, waiting
from casework.accommodation.rules.placement import Kind, Option, Proposal, propose, reasons, why_not
from casework.people.models import Person


@dataclass(frozen=True)
class Proposed:
    """A place for each person, by the keys of the form (`beds`); `because`: why so, or why nothing is proposed."""

    beds: Mapping[int, str]
    because: tuple[str, ...]
    rooms: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        return bool(self.beds)


def proposed(persons: Sequence[Person], offers: Sequence[Offer], on: date, *, step_free: Collection[int]) -> Proposed:
    """Rooms for these persons on the nights of the offers; infants lie in cots. `step_free`: who cannot climb steps."""
    kinds = _kinds(persons, on, step_free)
    options = [_option(offer) for offer in offers]
    found = propose(list(kinds.values()), options)
    if found is None:
        return Proposed({}, (why_not(list(kinds.values()), options),) if persons else ())
    rooms = tuple(offer.room.number for offer in offers if offer.room.pk in found.rooms)
    return Proposed(_beds(found, kinds, offers), tuple(reasons(found, options)), rooms)


def _kinds(persons: Iterable[Person], on: date, step_free: Collection[int]) -> dict[int, Kind]:
    everybody = list(persons)
    in_cots = may_lie_in_cots(everybody, on)
    return {
        person.pk: Kind(person.sex, person.is_minor_on(on), person.pk in in_cots, person.pk in step_free)
        for person in everybody
    }


def _option(offer: Offer) -> Option:
    room = offer.room
    return Option(
        room.pk, room.number, room.floor, len(offer.places), len(offer.shorter), room.is_family_room, room.sex_rule,
        room.is_accessible,
    )  # fmt: skip


def _beds(found: Proposal, kinds: Mapping[int, Kind], offers: Iterable[Offer]) -> dict[int, str]:
    """Who of each kind gets which bed: the eldest first, in the order of the beds; who moves later the shorter ones."""
    beds: dict[int, str] = {}
    for offer in offers:
        moving = found.later.get(offer.room.pk, {})
        free, shorter = iter(offer.places), iter(offer.shorter)
        for kind, count in found.rooms.get(offer.room.pk, {}).items():
            persons = [pk for pk, of in kinds.items() if of == kind and pk not in beds][:count]
            staying = count - moving.get(kind, 0)
            for number, person in enumerate(persons):
                bed = free if number < staying else shorter
                beds[person] = f"cot-{offer.room.pk}" if kind.is_infant else str(next(bed).pk)
    return beds


@dataclass(frozen=True)
class Turn:
    """A waiting family and what could be offered to it; `is_next`: the first whose whole family fits."""

    waiting: Waiting
    proposed: Proposed
    is_next: bool


MOST = 40
"""Families that are looked through; whoever waits behind them is told so."""


def turns(centre: Centre, since: date, until: date) -> list[Turn]:
    """The waiting list in its order, with the first whose whole family fits, and why not in words for the others."""
    offers = centre_offers(centre, since, until)
    found: list[Turn] = []
    for one in waiting(centre, since)[:MOST]:
        persons = one.family.members if one.family else ()
        rooms = proposed(persons, offers, since, step_free=one.step_free)
        found.append(Turn(one, rooms, rooms.is_found and not any(turn.is_next for turn in found)))
    return found
