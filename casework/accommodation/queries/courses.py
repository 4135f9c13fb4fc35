"""Courses of a centre: groups with their seats, sessions, and who may still join."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from casework.accommodation.models import Assignment, Centre, Course, Participant, Session, Stay
from casework.accommodation.queries.families import families
from casework.accommodation.queries.services import with_attendance
from casework.people.models import Person


def courses_of(centre: Centre) -> QuerySet[Course]:
    """Groups of a centre, those that run first; with seats taken, sessions planned and held."""
    counted = centre.courses.select_related("service").annotate(
        taken=Count("participants", filter=Q(participants__left_on=None), distinct=True),
        planned=Count("sessions", distinct=True),
        held=Count("sessions", filter=Q(sessions__held_at__isnull=False), distinct=True),
    )
    return counted.order_by(F("closed_at").desc(nulls_first=True), "since", "pk")


def participants_of(course: Course) -> list[Participant]:
    """Those who take part first, by the day of joining."""
    found = with_attendance(course.participants.all())
    return sorted(found, key=lambda one: (one.left_on is not None, one.joined_on, one.pk))


def sessions_of(course: Course) -> QuerySet[Session]:
    """In order; with how many were called and were there."""
    return course.sessions.annotate(
        called=Count("attendances"), there=Count("attendances", filter=Q(attendances__was_there=True))
    ).order_by("day", "begins")


def expected_in(session: Session) -> list[Participant]:
    """Who has a seat on the day of a session."""
    rows = session.course.participants.filter(joined_on__lte=session.day)
    found = rows.filter(Q(left_on=None) | Q(left_on__gte=session.day))
    return list(found.select_related("person").prefetch_related("person__names").order_by("pk"))


def attended(session: Session) -> set[int]:
    """Ids of the participants who were noted as there."""
    return set(session.attendances.filter(was_there=True).values_list("participant", flat=True))


@dataclass(frozen=True)
class Candidate:
    """Somebody who may join a course."""

    stay: Stay
    person: Person

    @property
    def key(self) -> str:
        return f"{self.stay.pk}-{self.person.pk}"


def candidates(course: Course, on: date) -> list[Candidate]:
    """Members of families that live in the centre of the course and are not in the group."""
    lives = Assignment.objects.slept().filter(stay=OuterRef("pk"), nights__contains=on)
    stays = list(Stay.objects.open().filter(Exists(lives) | Q(is_visiting=True), centre=course.centre_id))
    known = families((stay.household_id for stay in stays), on)
    there = set(course.participants.values_list("person", flat=True))
    return [
        Candidate(stay, person)
        for stay in stays
        if stay.household_id in known
        for person in known[stay.household_id].members
        if person.pk not in there
    ]
