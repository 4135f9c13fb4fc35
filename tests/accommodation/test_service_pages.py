"""Pages of services and courses as a manager sees them, and what their forms do."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.accommodation.actions import courses, services
from casework.accommodation.models import Course, Service
from casework.common.workdays import local_date
from tests.accommodation.houses import house, persons_of
from tests.accommodation.scene import asked, settled
from tests.accommodation.test_pages import counted, post, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return house()


@pytest.fixture
def manager(client, home):
    client.force_login(home.manager)
    return client


def group(home, seats=5):
    today = local_date(timezone.now())
    facts = courses.CourseFacts(
        Service.objects.get(pk="education.kazakh"), "Beginners", seats, today, today + timedelta(days=60)
    )
    return courses.open_course(home.centre, facts, by=home.manager, at=timezone.now())


def of(name, thing):
    return reverse(f"accommodation:{name}", args=[getattr(thing, "number", None) or thing.pk])


def test_services_are_planned_given_and_told_of_by_forms(manager, home):
    stay = settled(home)

    post(manager, of("service_plan", stay), services=["legal.advice", "medical.clinic"])
    post(manager, of("service_given", stay), service="legal.advice", persons=[persons_of(stay)[0].pk])
    planned = stay.planned_services.get(service="legal.advice")
    answer = post(manager, of("service_outcomes", stay), **{f"outcome_{planned.pk}": "reached"})

    assert answer.url == of("family_services", stay)
    lines = manager.get(answer.url).context["services"].lines
    assert [(one.service.pk, one.times, one.outcome) for one in lines] == [
        ("legal.advice", 1, "reached"), ("medical.clinic", 0, ""),
    ]  # fmt: skip


def test_a_line_is_struck_out_after_its_consequence_is_told(manager, home):
    stay = settled(home)
    advice = Service.objects.get(pk="legal.advice")
    [line] = services.give(
        stay, advice, persons_of(stay)[:1], on=local_date(timezone.now()), by=home.manager, at=timezone.now()
    )

    assert "nobody can bring it back" in words(manager.get(of("service_strike", line)))
    post(manager, of("service_strike", line))

    assert "struck out" in words(manager.get(of("family_services", stay)))


def test_a_group_is_opened_joined_taught_and_closed_by_forms(manager, home):
    stay, today = settled(home), local_date(timezone.now())
    post(
        manager, reverse("accommodation:new_course", args=[home.centre.code]), service="education.russian",
        name="Evening", seats="8", since=today.isoformat(), until=(today + timedelta(days=40)).isoformat(),
    )  # fmt: skip
    course = Course.objects.get(name="Evening")
    for person in persons_of(stay):
        post(manager, of("course_join", course), person=f"{stay.pk}-{person.pk}")
    post(manager, of("course_sessions", course), begins="09:00", weeks="3")
    first = course.sessions.earliest("day")

    post(manager, of("attendance", first), present=[course.participants.first().pk])
    post(manager, of("course_closing", course), completed=[course.participants.first().pk])

    page = manager.get(course.get_absolute_url())
    assert [(one.result, one.there) for one in page.context["participants"]] == [("completed", 1), ("stopped", 0)]
    assert "Nothing: this group is closed." in words(page)


def test_a_full_group_says_so_on_its_page(manager, home):
    stay, course = settled(home), group(home, seats=1)
    now = timezone.now()
    courses.join(course, stay, persons_of(stay)[0], on=local_date(now), by=home.manager, at=now)

    page = words(manager.get(course.get_absolute_url()))

    assert "Every seat is taken." in page
    assert of("course_join", course) not in page


def test_a_first_attendance_takes_everybody_as_there(manager, home):
    stay, course, now = settled(home), group(home), timezone.now()
    part = courses.join(course, stay, persons_of(stay)[0], on=local_date(now), by=home.manager, at=now)
    [session] = courses.plan_sessions(
        course, day=local_date(now), begins=now.time().replace(second=0), by=home.manager, at=now
    )

    assert manager.get(of("attendance", session)).context["form"].initial["present"] == [part.pk]


def test_the_last_day_before_the_first_is_told_at_its_field(manager, home):
    answer = post(
        manager, reverse("accommodation:new_course", args=[home.centre.code]), service="education.russian", name="x",
        seats="3", since="2026-03-02", until="2026-03-01",
    )  # fmt: skip

    assert answer.context["form"].errors["until"]


def test_a_family_that_comes_for_services_is_not_offered_a_bed(manager, home):
    number = home.household().cases.get().number
    address = reverse("accommodation:new_stay", args=[home.centre.code])

    page = manager.get(post(manager, address, family=number, is_visiting="on").url)

    assert "Comes for services" in words(page)
    assert "/places/" not in words(page)


@pytest.mark.parametrize("name", ["services", "family_services", "course"])
def test_pages_of_services_ask_seldom(manager, home, name):
    course, now = group(home, seats=20), timezone.now()
    stay = settled(home, size=6)
    for person in persons_of(stay):
        courses.join(course, stay, person, on=local_date(now), by=home.manager, at=now)
    services.give(
        stay, Service.objects.get(pk="legal.advice"), persons_of(stay), on=local_date(now), by=home.manager, at=now
    )
    address = home.centre.services_url if name == "services" else of(name, stay if name != "course" else course)
    manager.get(address)

    assert counted(lambda: manager.get(address)) <= 12


def test_another_office_sees_no_course_of_ours(client, home):
    client.force_login(home.elsewhere)

    assert client.get(group(home).get_absolute_url()).status_code == 404
    assert client.get(of("family_services", asked(home, 1))).status_code == 404
