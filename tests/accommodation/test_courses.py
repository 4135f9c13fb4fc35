"""Courses: seats, sessions, who was there, results."""

from datetime import time, timedelta

import pytest

from casework.accommodation.actions import courses, stays
from casework.accommodation.models import Course, Participant, Service
from casework.accommodation.queries.courses import candidates, courses_of, participants_of, sessions_of
from casework.accommodation.queries.services import given_in, services_of
from casework.accommodation.states import Kind
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from tests.accommodation.houses import day, house, persons_of
from tests.moments import NOON
from tests.races import rival_result

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=60)


@pytest.fixture
def home():
    return house(Kind.ADAPTATION)


def opened(home, seats=5, until=None, code="education.kazakh"):
    facts = courses.CourseFacts(Service.objects.get(pk=code), "Beginners", seats, day(0), until or day(30))
    return courses.open_course(home.centre, facts, by=home.manager, at=NOON)


def joined(home, course, stay, person=None, on=None):
    person = person or persons_of(stay)[0]
    return courses.join(course, stay, person, on=on or day(0), by=home.manager, at=NOON)


def planned(home, course, on=None, **facts):
    return courses.plan_sessions(course, day=on or day(0), begins=time(10), by=home.manager, at=NOON, **facts)


def noted(home, session, *present, at=LATER):
    return courses.note_attendance(session, [one.pk for one in present], by=home.manager, at=at)


def test_a_group_has_a_number_and_a_course_of_the_catalogue(home):
    course = opened(home)

    assert course.number.startswith("CR-2026-")
    with pytest.raises(RuleBroken, match="courses of the catalogue"):
        opened(home, code="legal.advice")


def test_members_of_families_of_the_centre_take_seats(home):
    course, stay = opened(home, seats=2), home.stay(size=3)
    first, second, third = persons_of(stay)
    joined(home, course, stay, first), joined(home, course, stay, second)

    with pytest.raises(Conflict, match="Every seat of this group is taken"):
        joined(home, course, stay, third)
    assert [one.taken for one in courses_of(home.centre)] == [2]


def test_a_family_of_another_centre_takes_none(home):
    elsewhere = house(Kind.ADAPTATION, "KZ-11").stay()

    with pytest.raises(RuleBroken, match="of no family of this centre"):
        joined(home, opened(home), elsewhere)


@pytest.mark.parametrize("on", [day(-1), day(1)])
def test_nobody_joins_before_asking_or_tomorrow(home, on):
    with pytest.raises(RuleBroken, match="since the family asked"):
        joined(home, opened(home), home.stay(), on=on)


def test_who_may_join_lives_in_the_house_or_comes_for_services(home):
    course = opened(home)
    waits, comes = home.stay(size=1), home.stay(size=2, is_visiting=True)
    inside, other = persons_of(comes)
    joined(home, course, comes, inside)

    assert [one.person for one in candidates(course, day(0))] == [other]
    assert waits.pk not in {one.stay.pk for one in candidates(course, day(0))}


def test_sessions_are_planned_week_by_week_inside_the_course(home):
    course = opened(home)

    planned(home, course, weeks=4)

    assert [one.day for one in sessions_of(course)] == [day(0), day(7), day(14), day(21)]
    with pytest.raises(RuleBroken, match="from its first day to its last"):
        planned(home, course, on=day(14), weeks=4)


def test_a_group_meets_once_at_an_hour(home):
    course = opened(home)
    planned(home, course)

    with pytest.raises(Conflict, match="at that hour already"):
        planned(home, course)


def test_attendance_is_noted_and_corrected(home):
    course, stay = opened(home), home.stay()
    one, two = (joined(home, course, stay, person) for person in persons_of(stay)[:2])
    [session] = planned(home, course)

    noted(home, session, one, two)
    noted(home, session, one)

    assert [(part.there, part.called) for part in participants_of(course)] == [(1, 1), (0, 1)]
    assert [(row.there, row.called, row.is_held) for row in sessions_of(course)] == [(1, 2, True)]


def test_a_session_that_is_to_come_has_nobody(home):
    [session] = planned(home, opened(home), on=day(3))

    with pytest.raises(RuleBroken, match="has not been held yet"):
        noted(home, session, at=NOON)


def test_who_joined_later_was_not_called(home):
    course, stay = opened(home), home.stay()
    [session] = planned(home, course)
    part = courses.join(course, stay, persons_of(stay)[0], on=day(1), by=home.manager, at=LATER)

    assert noted(home, session, part) == 0
    assert [one.called for one in participants_of(course)] == [0]


def test_a_seat_that_is_left_is_free_and_the_result_stands(home):
    course, stay = opened(home, seats=1), home.stay()
    part = joined(home, course, stay)

    left = courses.leave_course(part, result="stopped", on=day(9), by=home.manager, at=LATER)

    assert (left.result, left.left_on) == ("stopped", day(9))
    assert joined(home, course, stay, persons_of(stay)[1])
    with pytest.raises(Conflict, match="has left the group already"):
        courses.leave_course(part, result="stopped", on=day(9), by=home.manager, at=LATER)


def test_a_closed_group_has_a_result_for_everybody_and_takes_nobody(home):
    course, stay = opened(home), home.stay()
    one, _two = (joined(home, course, stay, person) for person in persons_of(stay)[:2])

    courses.close_course(course, [one.pk], by=home.manager, at=LATER)

    assert [part.result for part in participants_of(course)] == ["completed", "stopped"]
    with pytest.raises(Conflict, match="group is closed"):
        joined(home, course, stay, persons_of(stay)[2])


def test_whoever_leaves_the_centre_leaves_its_courses(home):
    course, stay = opened(home), home.stay()
    joined(home, course, stay)

    stays.end_stay(stay, reason="withdrawn", by=home.manager, at=NOON)

    assert [(part.result, part.left_on) for part in Participant.objects.all()] == [("stopped", day(0))]


def test_a_session_counts_as_given_to_whoever_was_there(home):
    course, stay = opened(home), home.stay()
    one, _two = (joined(home, course, stay, person) for person in persons_of(stay)[:2])
    noted(home, *planned(home, course), one)

    [line] = services_of(stay).lines
    month = {row.service.pk: (row.times, row.persons, row.families) for row in given_in(home.centre, day(0), day(1))}
    assert (line.service.pk, line.times, line.persons) == ("education.kazakh", 1, 2)
    assert month["education.kazakh"] == (1, 1, 1)


def test_another_office_opens_no_group_here(home):
    home.manager = home.elsewhere

    with pytest.raises(NotPermitted, match="run by"):
        opened(home)


@pytest.mark.django_db(transaction=True)
def test_two_managers_do_not_give_the_last_seat_twice(home):
    course, stay = opened(home, seats=1), home.stay()
    first, second = persons_of(stay)[:2]
    rival = home.stay()

    got = rival_result(
        lambda: joined(home, course, stay, first), lambda: joined(home, course, rival, persons_of(rival)[0])
    )

    assert isinstance(got, Conflict)
    assert (Course.objects.get().participants.count(), second.courses.count()) == (1, 0)
