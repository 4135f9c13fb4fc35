"""Every rule of the tables of services and courses: one row they take, one they refuse."""

from datetime import date, time

import pytest

from casework.accommodation.models import Course, Delivery
from tests.factories.accommodation import (
    AttendanceFactory,
    CentreFactory,
    CourseFactory,
    DeliveryFactory,
    ParticipantFactory,
    PlannedServiceFactory,
    ServiceFactory,
    SessionFactory,
    StayFactory,
)
from tests.factories.accounts import OfficerFactory
from tests.factories.people import PersonFactory
from tests.moments import NOON
from tests.quotas.database import refused_by

pytestmark = pytest.mark.django_db

LEFT = {"left_on": date(2026, 3, 1), "result": "completed", "left_at": NOON}


def test_service_planned_once_per_stay():
    planned = PlannedServiceFactory()
    assert PlannedServiceFactory(service=planned.service)

    with refused_by("service_planned_once_per_stay"):
        PlannedServiceFactory(stay=planned.stay, service=planned.service)


def test_service_outcome_told_by_and_at():
    assert PlannedServiceFactory(outcome="reached", told_by=OfficerFactory(), told_at=NOON)

    with refused_by("service_outcome_told_by_and_at"):
        PlannedServiceFactory(outcome="reached")


def test_service_given_once_a_day():
    given = DeliveryFactory()
    again = {"stay": given.stay, "person": given.person, "service": given.service}
    assert DeliveryFactory(**again, given_on=date(2026, 2, 22))

    with refused_by("service_given_once_a_day"):
        DeliveryFactory(**again)


def test_what_was_struck_out_may_be_entered_anew():
    struck = DeliveryFactory(struck_by=OfficerFactory(), struck_at=NOON)

    assert DeliveryFactory(stay=struck.stay, person=struck.person, service=struck.service)


def test_service_struck_by_and_at():
    with refused_by("service_struck_by_and_at"):
        DeliveryFactory(struck_at=NOON)


@pytest.mark.parametrize("given_on", [date(2026, 2, 19), date(2026, 3, 3)], ids=["before it asked", "after it left"])
def test_service_given_to_a_member(given_on):
    stay = StayFactory(over=True)
    given = DeliveryFactory(stay=stay)

    with refused_by("service_given_to_a_member"):
        DeliveryFactory(stay=stay, person=given.person, given_on=given_on)
    with refused_by("service_given_to_a_member"):
        DeliveryFactory(person=PersonFactory())


def test_service_given_is_no_course():
    with refused_by("service_given_is_no_course"):
        DeliveryFactory(service=ServiceFactory(course=True))


def test_service_given_stays_as_written():
    given = DeliveryFactory()
    rows = Delivery.objects.filter(pk=given.pk)

    with refused_by("service_given_stays_as_written"):
        rows.update(given_on=date(2026, 2, 25))
    with refused_by("service_given_stays_as_written"):
        rows.delete()
    rows.update(struck_by=given.recorded_by, struck_at=NOON)
    with refused_by("service_given_stays_as_written"):
        rows.update(struck_by=None, struck_at=None)


def test_course_ends_after_it_begins():
    assert CourseFactory(since=NOON.date(), until=NOON.date())

    with refused_by("course_ends_after_it_begins"):
        CourseFactory(since=NOON.date(), until=date(2026, 3, 1))


def test_course_has_seats():
    with refused_by("course_has_seats"):
        CourseFactory(seats=0)


def test_course_closed_by_and_at():
    assert CourseFactory(closed_by=OfficerFactory(), closed_at=NOON)

    with refused_by("course_closed_by_and_at"):
        CourseFactory(closed_at=NOON)


def test_course_teaches_a_course():
    with refused_by("course_teaches_a_course"):
        CourseFactory(service=ServiceFactory())


def test_course_keeps_its_facts():
    rows = Course.objects.filter(pk=CourseFactory().pk)
    rows.update(until=date(2026, 5, 31))

    with refused_by("course_keeps_its_facts"):
        rows.update(seats=1)


def test_participant_once_per_course():
    part = ParticipantFactory()

    with refused_by("participant_once_per_course"):
        ParticipantFactory(course=part.course, stay=part.stay, person=part.person)


def test_participant_left_by_and_at():
    assert ParticipantFactory(**LEFT, left_by=OfficerFactory())

    with refused_by("participant_left_by_and_at"):
        ParticipantFactory(**LEFT)


def test_participant_has_a_seat():
    course = CourseFactory(seats=1)
    first = ParticipantFactory(course=course)

    with refused_by("participant_has_a_seat"):
        ParticipantFactory(course=course)
    type(first).objects.filter(pk=first.pk).update(**LEFT, left_by=OfficerFactory())
    assert ParticipantFactory(course=course)


def test_participant_is_of_the_centre():
    with refused_by("participant_is_of_the_centre"):
        ParticipantFactory(stay=StayFactory(centre=CentreFactory()))
    with refused_by("participant_is_of_the_centre"):
        ParticipantFactory(person=PersonFactory())
    with refused_by("participant_is_of_the_centre"):
        ParticipantFactory(course__closed_by=OfficerFactory(), course__closed_at=NOON)


def test_participant_keeps_the_seat():
    part = ParticipantFactory(**LEFT, left_by=OfficerFactory())

    with refused_by("participant_keeps_the_seat"):
        type(part).objects.filter(pk=part.pk).update(left_on=None, result="", left_by=None, left_at=None)


def test_session_once_per_hour():
    session = SessionFactory()
    assert SessionFactory(course=session.course, begins=time(11))

    with refused_by("session_once_per_hour"):
        SessionFactory(course=session.course)


def test_session_held_by_and_at():
    assert SessionFactory(held_by=OfficerFactory(), held_at=NOON)

    with refused_by("session_held_by_and_at"):
        SessionFactory(held_at=NOON)


def test_attendance_once_per_session():
    noted = AttendanceFactory()

    with refused_by("attendance_once_per_session"):
        AttendanceFactory(session=noted.session, participant=noted.participant)


def test_attendance_in_the_same_course():
    with refused_by("attendance_in_the_same_course"):
        AttendanceFactory(participant=ParticipantFactory())
