"""A complaint lodged, a certificate corrected, an office looked over: in a real browser, at a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from casework.people.models import Name
from casework.returnees.models import Grant
from tests.cases.complaining import refused
from tests.factories.quotas import AllocationFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.conftest import PHONE
from tests.journeys.looks import look
from tests.world import Staff, family, granted, lodged, staff_of

pytestmark = pytest.mark.django_db(transaction=True)

WINDOWS = {"desk": {"width": 1280, "height": 800}, "phone": PHONE}


@pytest.fixture
def staff(live_server) -> Staff:
    AllocationFactory(places=100)
    return staff_of("KZ-55")


@pytest.fixture(params=WINDOWS)
def window(request, opened) -> Page:
    return opened(viewport=WINDOWS[request.param])


def seen(page: Page, name: str) -> None:
    look(page, f"life-{name}")
    assert_accessible(page)


def go(page: Page, address: str) -> None:
    page.goto(f"{page.base_address}{address}")


def test_a_refusal_is_complained_of(window, sign_in, staff):
    case = refused(staff)
    sign_in(window, staff.caseworker)
    go(window, case.get_absolute_url())
    seen(window, "refusal")
    window.get_by_role("link", name="Lodge a complaint").click()
    window.get_by_label("Received on").fill("2026-03-02")
    window.get_by_label("What the complaint says").fill("The proof of ethnicity was not looked at.")
    window.get_by_label("Why it is taken after its term").fill("The letter was lost.")
    window.get_by_role("button", name="Lodge the complaint").click()
    expect(window.locator("main")).to_contain_text("there is no delay to explain")
    seen(window, "complaint-form")
    window.get_by_label("Why it is taken after its term").fill("")
    window.get_by_role("button", name="Lodge the complaint").click()

    expect(window.locator("main")).to_contain_text("No clock is set")
    seen(window, "complaint")
    window.locator("main").get_by_role("link", name=case.number).first.click()
    expect(window.locator("main")).to_contain_text(case.complaints.get().number)
    seen(window, "refusal-complained-of")


def test_a_certificate_is_corrected_and_then_lost(window, sign_in, staff):
    grant = granted(staff, family(staff, 1, name__surname="Есенов", name__given="Арман")).grants.get()
    Grant.objects.filter(pk=grant.pk).update(until="2090-01-01")
    Name.objects.filter(person=grant.person).update(surname="Есенұлы")
    sign_in(window, staff.caseworker)
    go(window, reverse("returnees:editions", args=[grant.certificate]))
    seen(window, "certificate")
    window.get_by_role("link", name="Correct it").click()
    window.get_by_label("Reason").fill("By the passport.")
    seen(window, "correction")
    window.get_by_role("button", name="Issue the corrected certificate").click()
    expect(window.locator("main")).to_contain_text("Replaced")
    window.get_by_role("link", name="Issue a duplicate").click()
    window.get_by_label("lost").check()
    window.get_by_label("In the holder’s words").fill("On a train.")
    seen(window, "duplicate")
    window.get_by_role("button", name="Issue the duplicate").click()
    expect(window.locator("main article")).to_have_count(3)
    seen(window, "papers")
    go(window, reverse("returnees:certificate_check", args=[grant.token]))
    expect(window.locator("body")).to_contain_text("was replaced")
    seen(window, "replaced")


def test_a_head_looks_over_the_office(window, sign_in, staff):
    for size in (1, 2):
        lodged(staff, family(staff, size))
    refused(staff)
    sign_in(window, staff.head)
    go(window, "/office/")
    seen(window, "office")
    window.locator("main").get_by_role("link", name="2 lodged").click()

    expect(window.locator(".list-count")).to_contain_text("2")
    seen(window, "office-list")
