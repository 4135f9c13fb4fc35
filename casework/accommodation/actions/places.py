"""Who sleeps where: places given, moved, kept for longer. What must never be is refused by the database."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from casework.accommodation.actions.guards import (
    check_covered,
    check_entitled,
    check_manages,
    check_nights,
    check_open,
    check_step,
    locked,
    refusals,
)
from casework.accommodation.models import Assignment, Room, Stay
from casework.accommodation.queries.basis import entitled_until
from casework.accommodation.queries.beds import Bed
from casework.accommodation.queries.guests import guest_of
from casework.accommodation.rules import Quarters, check_minors, check_sex, check_steps
from casework.accommodation.states import RUNNING, State
from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.common.rows import insert_together
from casework.common.workdays import local_date
from casework.people.models import Person


def place(stay: Stay, beds: Sequence[Bed], *, since: date, until: date, by: Officer, at: datetime) -> list[Assignment]:
    """Give members of a family their places from a day up to a day of departure, all of them or none."""
    with refusals():
        return _place(stay, beds, since, until, by=by, at=at)


@transaction.atomic
def _place(stay: Stay, beds: Sequence[Bed], since: date, until: date, *, by: Officer, at: datetime) -> list[Assignment]:
    stay = locked(stay, on=since)
    check_manages(stay, by)
    check_open(stay)
    _check_lives_here(stay)
    check_nights(since, until)
    _entitle(stay, since)
    check_entitled(stay, since, until)
    _check_family(stay, beds)
    _check_rooms(stay, beds, since, until)
    _give_way(stay, beds, since)
    ordered = sorted(beds, key=lambda bed: (bed.room.pk, bed.person.pk))  # one order for all writers: no deadlock
    made = [_assignment(stay, bed, since, bed.leaves(until), by=by, at=at) for bed in ordered]
    told = {"since": since, "until": until, "places": [_said(bed) for bed in ordered]}
    insert_together(made, [audit.to_record("stay.placed", subject=stay.number, by=by, at=at, after=told)])
    return made


def _check_lives_here(stay: Stay) -> None:
    if stay.is_visiting:
        raise RuleBroken(_("This family comes for services only; end this stay, and open one with a bed."))


def _entitle(stay: Stay, since: date) -> None:
    """The days of an adaptation centre are counted from the first night."""
    if stay.entitled_until is None and stay.grant_id is not None:
        stay.entitled_until = entitled_until(stay.kind, since)
        stay.save(update_fields=["entitled_until"])


def _give_way(stay: Stay, beds: Iterable[Bed], since: date) -> None:
    """Who moves over from another centre has a place there up to the first night here."""
    if stay.follows_id is None:
        return
    coming = {bed.person.pk for bed in beds}
    for one in again(Assignment.objects.filter(stay=stay.follows_id, state__in=RUNNING, person__in=coming)):
        if one.since < since < one.until:
            one.nights = DateRange(one.since, since)
            one.save(update_fields=["nights"])
        elif since <= one.since:  # came there and moves on the same day: the night is slept here
            one.state = State.CANCELLED
            one.save(update_fields=["state"])


def _check_family(stay: Stay, beds: Sequence[Bed]) -> None:
    family = set(stay.family)
    for bed in beds:
        if bed.person.pk not in family:
            raise RuleBroken(_("%(name)s is no member of this family on that day.") % {"name": bed.person})
    if not beds:
        raise RuleBroken(_("Choose a place for one person at least."))


def _check_rooms(stay: Stay, beds: Sequence[Bed], since: date, until: date, leaving: int | None = None) -> None:
    """Sex, steps and minors, together with those of the family who have places on these nights already."""
    quarters = [_quarters(bed.person, bed.room, since, bed.place is None, stay.step_free) for bed in beds]
    check_sex(quarters)
    check_steps(quarters)
    if any(one.guest.is_minor for one in quarters) or leaving is not None:
        beside = _settled(stay, since, until, {bed.person.pk for bed in beds})
        for day in sorted({since, *(bed.leaves(until) for bed in beds)} - {until}):
            there = [one for one, bed in zip(quarters, beds, strict=True) if day < bed.leaves(until)]
            check_minors([*there, *beside])


def _settled(stay: Stay, since: date, until: date, without: set[int]) -> list[Quarters]:
    beside = stay.assignments.filter(state__in=RUNNING, nights__overlap=DateRange(since, until))
    found = beside.exclude(person__in=without).select_related("person", "room").prefetch_related("person__names")
    return [_quarters(one.person, one.room, since, one.place_id is None) for one in found if one.person]


def _quarters(person: Person, room: Room, on: date, in_cot: bool, step_free: Collection[int] = ()) -> Quarters:
    guest = guest_of(person, on, in_cot=in_cot)
    return Quarters(guest, room.pk, room.number, room.sex_rule, room.is_accessible or person.pk not in step_free)


def _assignment(
    stay: Stay, bed: Bed, since: date, until: date, *, by: Officer, at: datetime, state: str = State.PLANNED
) -> Assignment:
    return Assignment(
        stay=stay, person=bed.person, place=bed.place, nights=DateRange(since, until), state=state, room=bed.room,
        centre_id=stay.centre_id, household_id=stay.household_id, is_family_room=bed.room.is_family_room, made_by=by,
        made_at=at, is_generated=stay.is_generated,
    )  # fmt: skip


def _said(bed: Bed) -> dict[str, str]:
    return {"person": bed.person.number, "place": place_name(bed)}


def place_name(bed: Bed | Assignment) -> str:
    """A place as officers say it: “101/2”, or the room where an infant lies in a cot."""
    return f"{bed.room.number}/{bed.place.number}" if bed.place else f"{bed.room.number}, {_('cot')}"


def move(assignment: Assignment, bed: Bed, *, on: date, by: Officer, at: datetime) -> Assignment:
    """Move a person to another place from the night of a day on: the one is closed and the other opened at once."""
    with refusals():
        return _move(assignment, bed, on, by=by, at=at)


@transaction.atomic
def _move(assignment: Assignment, bed: Bed, on: date, *, by: Officer, at: datetime) -> Assignment:
    stay = locked(_stay_of(assignment), on=on)
    check_manages(stay, by)
    found = again([assignment])[0]
    check_step("move", [found])
    if on >= found.until:
        raise RuleBroken(_("By that day the person has left; choose an earlier day."))
    since, until, before = max(on, found.since), found.until, place_name(found)
    _check_rooms(stay, [bed], since, until, leaving=found.room_id)
    state = found.state
    _lock_rooms(found.room_id, bed.room.pk)
    close(found, since)
    made = _assignment(stay, bed, since, until, by=by, at=at, state=state)
    told = {"person": bed.person.number, "place": place_name(bed), "since": since}
    line = audit.to_record("stay.moved", subject=stay.number, by=by, at=at, before={"place": before}, after=told)
    insert_together([made], [line])
    return made


def _lock_rooms(*rooms: int) -> None:
    """In one order, so that two families who change rooms with each other wait and do not deadlock."""
    list(Room.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=rooms).order_by("pk"))


def close(assignment: Assignment, on: date) -> None:
    """End nights on a day; where none was slept they are taken back."""
    if on <= assignment.since:
        assignment.state = State.CANCELLED
    else:
        assignment.nights = DateRange(assignment.since, on)
        assignment.state = State.OUT if assignment.state == State.IN else assignment.state
    assignment.save(update_fields=["nights", "state"])


def lengthen(stay: Stay, *, until: date, by: Officer, at: datetime) -> list[Assignment]:
    """Let the family keep its places up to a later day of departure, where they are free and the stay covers it."""
    with refusals():
        return _lengthen(stay, until, by=by, at=at)


@transaction.atomic
def _lengthen(stay: Stay, until: date, *, by: Officer, at: datetime) -> list[Assignment]:
    stay = locked(stay, on=local_date(at))
    check_manages(stay, by)
    check_open(stay)
    check_covered(stay, until)
    running = again(stay.assignments.filter(state__in=RUNNING))
    last = [one for one in running if one.until == max(other.until for other in running)]
    if not last or until <= last[0].until:
        raise RuleBroken(_("The family has its places up to that day already, or none; enter a later day."))
    before = last[0].until
    for one in last:
        one.nights = DateRange(one.since, until)
        one.save(update_fields=["nights"])
    audit.record("stay.lengthened", subject=stay.number, by=by, at=at, before={"until": before}, after={"until": until})
    return last


def again(assignments: Any) -> list[Assignment]:
    """These rows as they are now, locked, by room and person; with who and where."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("person", "room", "place")
    chosen = rows.filter(pk__in=[one.pk for one in assignments]).order_by("room_id", "person_id", "nights")
    return list(chosen.prefetch_related("person__names"))


def _stay_of(assignment: Assignment) -> Stay:
    if assignment.stay is None:
        raise RuleBroken(_("A blocked place has nobody to move; lift the block."))
    return assignment.stay
