"""A manager plans and gives services to a family, teaches a course, says what came of it; every page is looked at."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.accommodation.models import Course
from casework.common.workdays import local_date
from tests.accommodation.houses import House, house, persons_of
from tests.accommodation.scene import settled
from tests.journeys.test_life_in_a_centre import follow, go, press, seen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(live_server) -> House:
    return house()


def test_services_and_a_course_from_the_plan_to_the_outcome(page, sign_in, home):
    stay = settled(home, size=2)
    sign_in(page, home.manager)
    go(page, stay.get_absolute_url())
    follow(page, "Services of the family")

    follow(page, "Plan services")
    page.get_by_label("Advice of a lawyer").check()
    page.get_by_label("Course of Kazakh").check()
    seen(page, "service-plan")
    press(page, "Put on the plan", "on the plan of the family")
    follow(page, "A service was given")
    page.get_by_label("Service", exact=False).first.select_option(label="Advice of a lawyer")
    page.get_by_label(str(persons_of(stay)[0])).check()
    seen(page, "service-given")
    press(page, "Note it", "The service was noted.")
    seen(page, "family-services")

    taught(page, home, str(persons_of(stay)[0]))
    go(page, reverse("accommodation:service_outcomes", args=[stay.number]))
    page.get_by_label("Advice of a lawyer").select_option(label="reached")
    seen(page, "service-outcomes")
    press(page, "Save", "The outcomes were saved.")
    expect(page.locator("main")).to_contain_text("Reached")


def taught(page: Page, home: House, name: str) -> None:
    """A group is opened, joined, and meets today."""
    today = local_date(timezone.now())
    go(page, home.centre.services_url)
    seen(page, "services")
    follow(page, "Open a group")
    page.get_by_label("Course", exact=False).first.select_option(label="Course of Kazakh")
    for field, words in (("Name of the group", "Beginners"), ("Seats", "5"), ("First day", today.isoformat()),
                         ("Last day", (today + timedelta(days=60)).isoformat())):  # fmt: skip
        page.get_by_label(field).fill(words)
    seen(page, "new-course")
    press(page, "Open the group", "The group is open")
    follow(page, "Beginners")
    follow(page, "Enter a participant")
    page.get_by_label("Person").select_option(index=1)
    press(page, "Give the seat", "The person takes part.")
    follow(page, "Plan sessions")
    page.get_by_label("Begins at").fill("09:00")
    press(page, "Plan", "The sessions are planned.")
    seen(page, "course")
    follow(page, "Who was there")
    press(page, "Save", "It is noted who was there.")
    expect(page.locator("main")).to_contain_text("1 of 1")
    assert Course.objects.get().participants.count() == 1
