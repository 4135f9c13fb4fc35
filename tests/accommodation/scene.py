"""A centre of the office of the scene, with a family in every stage of its stay."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from casework.accommodation.actions import arrivals, blocks, closing, courses, places, services, stays
from casework.accommodation.models import Service, Stay
from casework.accommodation.queries.beds import Bed
from casework.common.workdays import local_date
from tests.accommodation.houses import House, beds, persons_of
from tests.factories.accommodation import CentreFactory, ExtensionFactory, StayFactory, TransferFactory
from tests.factories.accounts import OfficerFactory


def put_all(scene: Any) -> None:
    """Everything happens today: pages know no other day."""
    staff = scene.staff
    manager = OfficerFactory(office=staff.office, roles=["centre_manager"])
    home = House(staff, CentreFactory(office=staff.office, opened_by=manager), manager)
    for name in ("centre", "board", "waiting", "roll", "missing", "figures", "doors", "residents", "new_room"):
        scene.put(f"accommodation:{name}", home.centre.code)
    scene.put("accommodation:gate", home.centre.code, person=persons_of(settled(home))[0].number, way="in")
    scene.put("accommodation:centres")
    scene.put("accommodation:new_centre", code="another")
    scene.put("accommodation:new_stay", home.centre.code, family=home.household(2).cases.get().number)
    _put_places(scene, home)
    _put_stays(scene, home)
    _put_changes(scene, home)
    _put_rooms(scene, home)
    _put_services(scene, home)
    _put_courses(scene, home)


def _put_rooms(scene: Any, home: House) -> None:
    stay, empty, now = settled(home), home.room(beds=1), timezone.now()
    scene.put("accommodation:steps", stay.number, persons=[persons_of(stay)[0].pk])
    scene.put("accommodation:room_change", empty.pk, places="3")
    scene.put("accommodation:room_closing", empty.pk)
    closed = closing.close_room(home.room(beds=1), on=local_date(now), by=home.manager, at=now)
    scene.put("accommodation:room_reopening", closed.pk)
    quiet = CentreFactory(office=home.staff.office, opened_by=home.manager)
    scene.put("accommodation:centre_closing", quiet.code)
    silent = CentreFactory(office=home.staff.office, opened_by=home.manager, closes_on=local_date(now))
    scene.put("accommodation:centre_reopening", silent.code)


def _put_services(scene: Any, home: House) -> None:
    now, stay = timezone.now(), settled(home)
    today, person, advice = local_date(now), persons_of(stay)[0], Service.objects.get(pk="legal.advice")
    scene.put("accommodation:services", home.centre.code)
    scene.put("accommodation:family_services", stay.number)
    scene.put("accommodation:service_plan", settled(home).number, services=["legal.advice"])
    scene.put("accommodation:service_given", stay.number, service="legal.papers", persons=[person.pk])
    [planned] = services.plan(stay, [advice], by=home.manager, at=now)
    scene.put("accommodation:service_outcomes", stay.number, **{f"outcome_{planned.pk}": "reached"})
    [given] = services.give(stay, advice, [person], on=today, by=home.manager, at=now)
    scene.put("accommodation:service_strike", given.pk)


def _put_courses(scene: Any, home: House) -> None:
    now, stay = timezone.now(), settled(home)
    today, (person, other) = local_date(now), persons_of(stay)
    scene.put("accommodation:new_course", home.centre.code, service="education.kazakh", seats="5", **_days(today))
    kazakh = Service.objects.get(pk="education.kazakh")
    facts = courses.CourseFacts(kazakh, "Beginners", 9, today, today + timedelta(days=60))
    group = courses.open_course(home.centre, facts, by=home.manager, at=now)
    part = courses.join(group, stay, person, on=today, by=home.manager, at=now)
    [session] = courses.plan_sessions(group, day=today, begins=now.time().replace(second=0), by=home.manager, at=now)
    scene.put("accommodation:course", group.number)
    scene.put("accommodation:course_join", group.number, person=f"{stay.pk}-{other.pk}")
    scene.put("accommodation:course_sessions", group.number, begins="07:15")
    scene.put("accommodation:attendance", session.pk, present=[part.pk])
    scene.put("accommodation:course_leaving", part.pk, result="completed")
    scene.put("accommodation:course_closing", group.number)


def _days(today: date) -> dict[str, str]:
    return {"since": today.isoformat(), "until": (today + timedelta(days=60)).isoformat()}


def _put_changes(scene: Any, home: House) -> None:
    """Questions between officers; the other centre is of the same office, so that its manager may answer."""
    other = CentreFactory(office=home.staff.office, opened_by=home.manager)
    scene.put("accommodation:transfer", settled(home).number, to_centre=other.pk)
    asked_for = TransferFactory(stay=settled(home), to_centre=other, asked_by=home.manager)
    scene.put("accommodation:transfer_answer", asked_for.pk, answer="no")
    adaptation = CentreFactory(office=home.staff.office, opened_by=home.manager, adaptation=True)
    today = local_date(timezone.now())
    covered = StayFactory(adaptation=True, centre=adaptation, entitled_until=today + timedelta(days=30))
    scene.put("accommodation:extension", covered.number, until=(today + timedelta(days=60)).isoformat())
    decided = ExtensionFactory(stay__centre=adaptation, stay__entitled_until=today + timedelta(days=20))
    scene.put("accommodation:extension_decision", decided.pk, answer="yes")


def _put_places(scene: Any, home: House) -> None:
    now, spare = timezone.now(), home.room(beds=2)
    scene.put("accommodation:block", spare.places.first().pk, reason="A window.")
    since = local_date(now)
    blocked = blocks.block(
        spare.places.last(), since=since, until=since + timedelta(days=9), reason="A pipe.", by=home.manager, at=now
    )
    scene.put("accommodation:unblock", blocked.pk)
    alone = settled(home, size=1)
    other = home.room(beds=1)
    scene.put("accommodation:removal", alone.assignments.get().pk, bed=str(other.places.get().pk))


def _put_stays(scene: Any, home: House) -> None:
    waiting, room = asked(home, 2), home.room(beds=2)
    chosen = dict(zip((f"place_{person.pk}" for person in persons_of(waiting)), room.places.all(), strict=True))
    scene.put("accommodation:places", waiting.number, **{name: str(place.pk) for name, place in chosen.items()})
    scene.put("accommodation:end", asked(home, 1).number)
    for name in ("arrival", "cancellation", "absence"):
        scene.put(f"accommodation:{name}", settled(home, came=False).number)
    scene.put("accommodation:departure", settled(home).number)
    for name in ("stay", "cards"):
        scene.put(f"accommodation:{name}", settled(home).number)
    until = local_date(timezone.now()) + timedelta(days=20)
    scene.put("accommodation:longer", settled(home).number, until=until.isoformat())


def asked(home: House, size: int) -> Stay:
    now = timezone.now()
    return stays.open_stay(home.centre, home.household(size), asked_on=local_date(now), by=home.manager, at=now)


def settled(home: House, *, size: int = 2, came: bool = True) -> Stay:
    """A family with places from today on."""
    now, stay, room = timezone.now(), asked(home, size), home.room(beds=size)
    since = local_date(now)
    taken: list[Bed] = beds(stay, room)
    places.place(stay, taken, since=since, until=since + timedelta(days=9), by=home.manager, at=now)
    if came:
        arrivals.check_in(stay, on=since, by=home.manager, at=now)
    return stay
