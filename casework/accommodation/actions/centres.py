"""Centres and their rooms are entered by those who run them; what was published of centres comes from our table."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from casework.accommodation.actions.guards import check_runs, refusals
from casework.accommodation.models import Centre, Place, PublishedCentre, Room
from casework.accommodation.rules.rooms import MOST_PLACES, RoomFacts
from casework.accounts.models import Office, Officer
from casework.audit import actions as audit
from casework.common.errors import RuleBroken
from casework.common.workdays import local_date
from casework.reference.loading import Loaded, load, read

RESERVED = frozenset({"new", "beds", "nights", "stays", "extensions", "transfers", "services", "courses", "sessions",
                      "participants", "rooms"})  # fmt: skip
"""First words of other addresses of centres."""
CENTRES = Path(__file__).parent.parent / "data" / "centres.csv"


@transaction.atomic
def load_centres(*, at: datetime) -> Loaded:
    """Bring the published centres to what `data/centres.csv` says; a second load changes nothing."""
    rows = [{("region_id" if name == "region" else name): cell for name, cell in row.items()} for row in read(CENTRES)]
    return load(PublishedCentre, rows, key=["code"], at=at)


def open_centre(
    code: str, name: str, *, kind: str, office: Office, published: PublishedCentre | None = None, by: Officer,
    at: datetime, is_generated: bool = False,
) -> Centre:  # fmt: skip
    """Enter a centre that an office runs; its rooms follow."""
    with refusals(), transaction.atomic():
        centre = Centre(
            code=code, name=name, kind=kind, office=office, published=published, opened_by=by, opened_at=at,
            is_generated=is_generated,
        )  # fmt: skip
        check_runs(centre, by)
        if code in RESERVED:
            raise RuleBroken(_("This word stands in addresses already; choose another code."))
        if Centre.objects.filter(code=code).exists():
            raise RuleBroken(_("A centre has this code already; choose another one."))
        centre.save()
        audit.record("centre.opened", subject=code, by=by, at=at, after={"name": name, "centre_kind": kind})
    return centre


def add_room(centre: Centre, facts: RoomFacts, *, by: Officer, at: datetime) -> Room:
    """Enter a room with its places, numbered from 1."""
    return add_rooms(centre, [facts], by=by, at=at)[0]


def add_rooms(centre: Centre, rooms: Iterable[RoomFacts], *, by: Officer, at: datetime) -> list[Room]:
    """Enter rooms, all of them or none."""
    with refusals(), transaction.atomic():
        check_runs(centre, by)
        return [_add(centre, facts, by=by, at=at) for facts in rooms]


def _add(centre: Centre, facts: RoomFacts, *, by: Officer, at: datetime) -> Room:
    if not 1 <= facts.places <= MOST_PLACES:
        raise RuleBroken(_("A room has 1 to %(most)d places.") % {"most": MOST_PLACES})
    room = Room.objects.create(
        centre=centre, number=facts.number, floor=facts.floor, sex_rule=facts.sex_rule,
        is_family_room=facts.is_family_room, is_accessible=facts.is_accessible, since=facts.since or local_date(at),
    )  # fmt: skip
    Place.objects.bulk_create(Place(room=room, number=number) for number in range(1, facts.places + 1))
    told = {"room": facts.number, "floor": facts.floor, "places": facts.places, "sex_rule": facts.sex_rule}
    audit.record("centre.room_added", subject=centre.code, by=by, at=at, after=told)
    return room
