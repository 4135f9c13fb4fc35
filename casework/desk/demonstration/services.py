"""What the centres of the demonstration give besides beds: plans, services given, a course with its sessions."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import cycle

from casework.accommodation.actions import courses, services
from casework.accommodation.models import Centre, Course, Service, Session, Stay
from casework.accommodation.models.courses import CourseFacts
from casework.accommodation.queries import family_of
from casework.accommodation.queries.courses import expected_in
from casework.accommodation.states import RUNNING
from casework.accounts.models import Officer
from casework.common.workdays import local_date
from casework.people.models import Person

PLANS = cycle((("info.rights", "legal.papers"), ("social.school", "medical.clinic"), ("legal.advice", "social.work")))
"""Services planned for families, in turn; the first of each was given already."""
SEATS = 12
TAUGHT = timedelta(days=28)


def serve(centre: Centre, by: Officer, at: datetime) -> None:
    """Plan and give services to the families that live in a centre, and teach their adults Kazakh."""
    lives = Stay.objects.open().filter(centre=centre, assignments__state__in=RUNNING).distinct().order_by("pk")
    pupils: list[tuple[Stay, Person]] = []
    for stay in lives:
        persons = family_of(stay, local_date(at))
        _give(stay, persons, by, at)
        pupils += [(stay, one) for one in persons if not one.is_minor_on(local_date(at))]
    _teach(centre, pupils[:SEATS], by, at)


def _give(stay: Stay, persons: Iterable[Person], by: Officer, at: datetime) -> None:
    chosen = [Service.objects.get(pk=code) for code in next(PLANS)]
    services.plan(stay, chosen, by=by, at=at)
    services.give(stay, chosen[0], list(persons)[:2], on=local_date(at), by=by, at=at)


def _teach(centre: Centre, pupils: Iterable[tuple[Stay, Person]], by: Officer, at: datetime) -> None:
    """A group that began a month ago; its sessions so far were attended by all but one."""
    since = local_date(at) - TAUGHT
    facts = CourseFacts(Service.objects.get(pk="education.kazakh"), "Beginners", SEATS, since, since + 3 * TAUGHT)
    group = courses.open_course(centre, facts, by=by, at=at - TAUGHT)
    for stay, person in pupils:
        courses.join(group, stay, person, on=_joined(stay, since), by=by, at=at)
    for session in courses.plan_sessions(group, day=since, begins=time(10), weeks=8, by=by, at=at - TAUGHT):
        _attend(group, session, by, at)


def _joined(stay: Stay, since: date) -> date:
    return max(stay.asked_on, since)


def _attend(group: Course, session: Session, by: Officer, at: datetime) -> None:
    called = [one.pk for one in expected_in(session)]
    if session.day <= local_date(at) and called:
        courses.note_attendance(session, called[1:] or called, by=by, at=at)
