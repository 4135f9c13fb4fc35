"""A family of six lodges, waits, is placed together, has the status, moves on, stays longer and leaves; the gate."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.accommodation.models import Assignment, Stay
from casework.accommodation.states import Kind
from casework.cases.models import Case
from casework.common.workdays import local_date
from tests.accommodation.houses import House, house, persons_of
from tests.accommodation.scene import settled
from tests.factories.quotas import AllocationFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.looks import look
from tests.world import accepted, decided, family, lodged, recommended

pytestmark = pytest.mark.django_db(transaction=True)

SIX = 6


@pytest.fixture
def homes(live_server) -> tuple[House, House]:
    """A temporary centre in Pavlodar, and one of holders of the status in Akmola; each with room for six."""
    AllocationFactory(places=100)
    first, second = house(), house(Kind.ADAPTATION, "KZ-11")
    first.room(beds=4, number="101")
    second.room(beds=7, number="201")
    return first, second


def go(page: Page, address: str) -> None:
    page.goto(f"{page.base_address}{address}")


def seen(page: Page, name: str) -> None:
    look(page, f"centre-{name}")
    assert_accessible(page)


def press(page: Page, words: str, says: str) -> None:
    page.locator("main").get_by_role("button", name=words).first.click()
    expect(page.locator("main")).to_contain_text(says)


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=words).first.click()


def residents_agree(page: Page, home: House, expected: int) -> None:
    """The page of the centre, its board and its list say the same of tonight."""
    there = Assignment.objects.on(local_date(timezone.now())).filter(centre=home.centre, person__isnull=False)
    assert there.count() == expected
    go(page, home.centre.get_absolute_url())
    expect(page.locator("section[aria-labelledby=people-title] .pairs-sum .num")).to_have_text(str(expected))
    go(page, reverse("accommodation:residents", args=[home.centre.code]))
    expect(page.locator("tbody tr")).to_have_count(expected)
    go(page, reverse("accommodation:board", args=[home.centre.code]))
    expect(page.locator(".board td > a")).to_have_count(expected)


def status(home: House, stay: Stay) -> None:
    file = Case.objects.get(pk=stay.case_id)
    decided(home.staff, recommended(home.staff, accepted(home.staff, file)), "grant")
    file.grants.update(since=local_date(timezone.now()), until=date(2090, 1, 1))


def three_nights_pass(stay: Stay) -> None:
    """Pages know no other day than today: so the family came three days ago."""
    came = local_date(timezone.now()) - timedelta(days=3)
    for one in stay.assignments.all():
        Assignment.objects.filter(pk=one.pk).update(nights=DateRange(came, one.until))


def test_a_family_of_six_from_the_list_to_its_own_home(page, sign_in, homes):
    first, second = homes
    household = family(first.staff, SIX)
    number = lodged(first.staff, household).number
    sign_in(page, first.manager)

    go(page, first.centre.get_absolute_url())
    follow(page, "Put a family on the list")
    page.get_by_label("File, certificate or family").fill(number)
    seen(page, "new-stay")
    press(page, "Put on the list", "The family is on the list")
    expect(page.locator("h1")).to_contain_text("AC-")
    stay = household.stays.get()

    go(page, reverse("accommodation:waiting", args=[first.centre.code]))
    expect(page.locator("main")).to_contain_text("Needs 6 places; free on all these nights: 4.")
    seen(page, "waiting")
    first.room(beds=6, number="102")
    page.reload()
    expect(page.locator("main")).to_contain_text("First who fits")

    follow(page, "Give places")
    expect(page.locator("main")).to_contain_text("The whole family sleeps in room 102.")
    seen(page, "places")
    press(page, "Give these places", "The family has its places")
    follow(page, "The family arrived")
    seen(page, "arrival")
    press(page, "Arrived", "The family is in the house.")
    expect(page.locator("main")).to_contain_text("In the house")
    assert {one.room.number for one in stay.assignments.all()} == {"102"}
    residents_agree(page, first, SIX)
    seen(page, "board")
    go(page, reverse("accommodation:cards", args=[stay.number]))
    expect(page.locator(".card-code svg")).to_have_count(SIX)
    seen(page, "cards")

    three_nights_pass(stay)
    status(first, stay)
    go(page, "/")
    expect(page.locator("main")).to_contain_text("an adaptation centre, or leaving?")
    seen(page, "home")
    follow(page, "Settle")
    follow(page, "Ask another centre")
    page.get_by_label("Centre", exact=False).first.select_option(label=str(second.centre))
    page.get_by_label("Reason").fill("The status was granted.")
    seen(page, "transfer")
    press(page, "Ask", "The other centre was asked.")
    expect(page.locator("main")).to_contain_text("The other centre was asked.")

    sign_in(page, second.manager)
    go(page, "/")
    follow(page, "Settle")
    page.get_by_label("yes", exact=True).check()
    seen(page, "transfer-answer")
    press(page, "Answer", "The other centre has your answer.")
    follow(page, "Give places")
    press(page, "Give these places", "The family has its places")
    follow(page, "The family arrived")
    press(page, "Arrived", "The family is in the house.")
    residents_agree(page, second, SIX)
    sign_in(page, first.manager)
    residents_agree(page, first, 0)

    new = household.stays.get(centre=second.centre)
    sign_in(page, second.manager)
    go(page, new.get_absolute_url())
    seen(page, "stay")
    follow(page, "Ask for more days")
    page.get_by_label("Entitled until").fill((new.entitled_until + timedelta(days=30)).isoformat())
    page.get_by_label("Reason").fill("The flat is not ready.")
    press(page, "Ask", "More days were asked for.")
    sign_in(page, second.staff.head)
    go(page, "/")
    follow(page, "Settle")
    page.get_by_label("yes", exact=True).check()
    seen(page, "extension")
    press(page, "Decide", "The decision stands.")
    sign_in(page, second.manager)
    go(page, new.get_absolute_url())
    follow(page, "Keep the places for longer")
    press(page, "Keep them", "The places are kept for longer.")
    expect(page.locator("main")).to_contain_text("The places are kept for longer.")

    follow(page, "The family left")
    seen(page, "departure")
    press(page, "Left", "The departure was recorded.")
    expect(page.locator("main")).to_contain_text("this stay has ended")
    residents_agree(page, second, 0)


def test_the_gate_on_a_phone(phone, sign_in, homes):
    home = homes[0]
    stay = settled(home, size=2)
    person, other = persons_of(stay)
    sign_in(phone, home.manager)
    go(phone, reverse("accommodation:gate", args=[home.centre.code]))
    phone.get_by_placeholder("Number on the card, or name").fill(person.number)
    phone.get_by_role("button", name="Find", exact=True).click()
    expect(phone.locator("main .gate-person")).to_have_count(1)
    assert phone.evaluate("document.documentElement.scrollWidth <= 390")
    seen(phone, "gate")
    press(phone, "Goes out", "noted.")

    expect(phone.locator("main")).to_contain_text(f"{person}: noted.")
    go(phone, reverse("accommodation:roll", args=[home.centre.code]))
    phone.get_by_label(str(other)).check()
    seen(phone, "roll")
    press(phone, "Save the roll call", "The roll call was saved.")
    expect(phone.locator("main")).to_contain_text("The roll call was saved.")
    assert home.centre.sightings.count() == 2


def test_places_are_given_without_a_script(scriptless, sign_in, homes):
    home = homes[0]
    stay = home.stay(size=2)
    sign_in(scriptless, home.manager)
    go(scriptless, reverse("accommodation:places", args=[stay.number]))

    press(scriptless, "Give these places", "The family has its places")

    expect(scriptless.locator("main")).to_contain_text("The family has its places")
    assert stay.assignments.count() == 2
