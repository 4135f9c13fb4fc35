"""Rooms that are changed, rooms and centres that are closed and opened again."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.accommodation.actions.guards import check_runs, refusals
from casework.accommodation.models import Assignment, Centre, Place, Room
from casework.accommodation.rules.rooms import MOST_PLACES, RoomFacts
from casework.accommodation.states import RUNNING, SexRule, State
from casework.accounts.models import Officer
from casework.audit import actions as audit
from casework.common.errors import Conflict, RuleBroken

CHANGED = ("number", "floor", "sex_rule", "is_family_room", "is_accessible")


def change_room(room: Room, facts: RoomFacts, *, by: Officer, at: datetime) -> Room:
    """Change what a room is, and give it more places; whoever sleeps there must still be admitted."""
    with refusals(), transaction.atomic():
        found = _locked(room, by)
        before = _said(found)
        for name in CHANGED:
            setattr(found, name, getattr(facts, name))
        _check_guests(found)
        _add_places(found, facts.places)
        found.save(update_fields=CHANGED)
        told = {"room": found.number}
        audit.record(
            "centre.room_changed", subject=found.centre.code, by=by, at=at, before=told | before,
            after=told | _said(found),
        )  # fmt: skip
    return found


def _said(room: Room) -> dict[str, object]:
    facts = {name: getattr(room, name) for name in CHANGED if name != "number"}
    return {"room": room.number, **facts, "places": room.places.count()}


def _check_guests(room: Room) -> None:
    """Refuse a rule of sex that somebody who sleeps there or is to sleep there does not meet."""
    if room.sex_rule == SexRule.ANY:
        return
    others = room.assignments.filter(state__in=RUNNING, person__isnull=False).exclude(person__sex=room.sex_rule)
    first = others.select_related("person").first()
    if first is not None:
        raise RuleBroken(_("%(name)s sleeps there or is to; move this person first.") % {"name": first.person})


def _add_places(room: Room, wanted: int) -> None:
    count = room.places.count()
    if not count <= wanted <= MOST_PLACES:
        raise RuleBroken(
            _("The room has %(count)d places, and may have up to %(most)d; block those that are not used.")
            % {"count": count, "most": MOST_PLACES}
        )
    Place.objects.bulk_create(Place(room=room, number=number) for number in range(count + 1, wanted + 1))


def close_room(room: Room, *, on: date, by: Officer, at: datetime) -> Room:
    """Close a room from a day on; nobody may have nights there after it. Blocks end with it."""
    with refusals(), transaction.atomic():
        found = _locked(room, by)
        _check_empty(found.assignments.all(), on)
        _close([found], on)
        told = {"room": found.number, "on": on}
        audit.record("centre.room_closed", subject=found.centre.code, by=by, at=at, after=told)
    return found


def open_room_again(room: Room, *, by: Officer, at: datetime) -> Room:
    """Use a closed room again."""
    with refusals(), transaction.atomic():
        found = _locked(room, by)
        if found.closes_on is None:
            raise Conflict(_("This room is in use; nothing was changed."))
        before, found.closes_on = found.closes_on, None
        found.save(update_fields=["closes_on"])
        told = {"room": found.number}
        audit.record(
            "centre.room_reopened", subject=found.centre.code, by=by, at=at, before=told | {"on": before}, after=told
        )
    return found


def close_centre(centre: Centre, *, on: date, by: Officer, at: datetime) -> Centre:
    """Close a centre from a day on, with all its rooms. Until then families live on there; nobody is taken in."""
    with refusals(), transaction.atomic():
        found = _locked_centre(centre, by)
        _check_nobody_waits(found)
        _check_empty(found.assignments.all(), on)
        _close(found.rooms.select_for_update(of=("self",), no_key=True).order_by("pk"), on)
        before, found.closes_on = found.closes_on, on
        found.save(update_fields=["closes_on"])
        audit.record("centre.closed", subject=found.code, by=by, at=at, before={"on": before}, after={"on": on})
    return found


def open_centre_again(centre: Centre, *, by: Officer, at: datetime) -> Centre:
    """Run a closed centre again; its rooms are opened one by one."""
    with refusals(), transaction.atomic():
        found = _locked_centre(centre, by)
        if found.closes_on is None:
            raise Conflict(_("This centre is run; nothing was changed."))
        before, found.closes_on = found.closes_on, None
        found.save(update_fields=["closes_on"])
        audit.record("centre.reopened", subject=found.code, by=by, at=at, before={"on": before})
    return found


def _check_nobody_waits(centre: Centre) -> None:
    count = centre.stays.open().exclude(assignments__state__in=RUNNING).count()
    if count:
        words = ngettext(
            "%(n)d family here has no bed yet or comes for services; end its stay, or ask another centre.",
            "%(n)d families here have no bed yet or come for services; end their stays, or ask another centre.", count,
        )  # fmt: skip
        raise RuleBroken(words % {"n": count})


def _check_empty(nights: QuerySet[Assignment], on: date) -> None:
    """Refuse while people have nights after the day."""
    later = Assignment.objects.holding().of_people().filter(pk__in=nights, nights__endswith__gt=on)
    last = later.select_related("person", "room", "place").order_by("-nights__endswith").first()
    if last is not None:
        raise RuleBroken(
            _("%(n)d persons have nights there after that day, the last up to %(day)s. Move them, or choose that day.")
            % {"n": later.values("person").distinct().count(), "day": date_format(last.until, "j M Y")}
        )


def _close(rooms: Iterable[Room], on: date) -> None:
    for room in rooms:
        for block in room.assignments.blocks().holding().filter(nights__endswith__gt=on):
            _cut(block, on)
        if room.closes_on is None or room.closes_on > on:
            room.closes_on = max(on, room.since)
            room.save(update_fields=["closes_on"])


def _cut(block: Assignment, on: date) -> None:
    if block.since < on:
        block.nights = DateRange(block.since, on)
    else:
        block.state = State.CANCELLED
    block.save(update_fields=["nights", "state"])


def _locked_centre(centre: Centre, by: Officer) -> Centre:
    """The centre as it is now; locked before its rooms by every act, so that two of them never wait for each other."""
    rows = Centre.objects.select_for_update(of=("self",), no_key=True).select_related("office")
    found = rows.get(pk=centre.pk)
    check_runs(found, by)
    return found


def _locked(room: Room, by: Officer) -> Room:
    centre = _locked_centre(room.centre, by)
    found = Room.objects.select_for_update(of=("self",), no_key=True).get(pk=room.pk)
    found.centre = centre
    return found
