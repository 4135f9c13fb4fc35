"""A family of six waits for places; the quota manager sees who could give some, and an order brings the offer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from casework.cases.models import Wait
from casework.cases.sweeps import OFFER_PLACES
from casework.common import sweeps
from casework.common.workdays import local_date
from casework.quotas.actions import countersign_order, sign_order
from casework.quotas.models import Alert, DailyUse, Order, Projection
from casework.quotas.sweeps import FORETELL, WARN
from tests.cases.lists import asks
from tests.factories.accounts import OfficeFactory
from tests.factories.quotas import AllocationFactory, EntryFactory, PlanFactory, SignatoryFactory, region
from tests.journeys.axe import assert_accessible
from tests.journeys.looks import look
from tests.world import staff_of

ACT = "Order of the minister No 14 of 28 November 2026"


@pytest.fixture
def today(live_server):
    return local_date(timezone.now())


def running_cell(code, places, pace, today):
    """A cell with the uses of three years behind it, so many places every week."""
    for year in range(today.year - 2, today.year + 1):
        cell = AllocationFactory(plan=PlanFactory(year=year), region=region(code), places=places)
        weeks = (date(year, 1, 4) + timedelta(weeks=n) for n in range(52))
        DailyUse.objects.bulk_create(
            DailyUse(allocation=cell, day=day, places=pace, uses=1) for day in weeks if day <= today
        )
    Projection.objects.create(allocation=cell, day=today, horizon=0, computed_at=timezone.now())
    return cell


@pytest.fixture
def cells(today):
    """Pavlodar has four places left and wants far more; Kostanay uses few of its hundred."""
    pavlodar, kostanay = running_cell("KZ-55", 60, 3, today), running_cell("KZ-39", 100, 1, today)
    EntryFactory(allocation=pavlodar, places=56)
    sweeps.run(FORETELL)
    sweeps.run(WARN)
    return pavlodar, kostanay


def seen(page: Page, name: str) -> None:
    assert_accessible(page)
    look(page, name)


def test_a_family_of_six_waits_until_an_order_brings_places(page, phone, sign_in, cells, today):
    pavlodar, kostanay = cells
    staff = staff_of("KZ-55")
    six = asks(staff, 6)
    office = OfficeFactory(national=True)
    first, second = SignatoryFactory(office=office), SignatoryFactory(office=office)

    sign_in(page, staff.registrar)
    page.goto(f"{page.base_address}{six.get_absolute_url()}")
    page.get_by_role("link", name="Put on the waiting list").click()
    page.get_by_role("button", name="Put it on the list").click()
    expect(page.locator("main")).to_contain_text("the family needs 6 places and 4 are left for it, 2 too few")
    seen(page, "waiting-file")

    sign_in(page, first)
    page.goto(f"{page.base_address}/")
    expect(page.locator("main")).to_contain_text("of the places are taken")
    seen(page, "waiting-home")
    assert Alert.objects.filter(allocation=pavlodar, ended_at=None).exists()
    page.goto(f"{page.base_address}{pavlodar.get_absolute_url()}")
    seen(page, "waiting-allocation")
    page.goto(f"{page.base_address}{pavlodar.plan.get_absolute_url()}")
    seen(page, "waiting-matrix")
    page.locator("main").get_by_role("link", name="Proposal", exact=True).click()
    seen(page, "waiting-proposal")
    page.locator("[name=source]").select_option(str(kostanay.pk))
    page.locator("[name=target]").select_option(str(pavlodar.pk))
    page.locator("main [name=places]").fill("10")
    page.get_by_role("button", name="See what changes").click()
    expect(page.locator("#what-if")).to_contain_text("60 → 70")
    seen(page, "waiting-what-if")
    page.get_by_role("link", name="Draft this move").click()
    page.get_by_label("Act").fill(ACT)
    page.get_by_label("In force from").fill(today.isoformat())
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator("h1")).to_contain_text("/")

    order = Order.objects.get(act=ACT)
    sign_order(order, version=order.version, by=first, at=timezone.now())
    order.refresh_from_db()
    countersign_order(order, version=order.version, by=second, at=timezone.now())
    sweeps.run(OFFER_PLACES)

    sign_in(phone, staff.registrar)
    phone.goto(f"{phone.base_address}{six.get_absolute_url()}")
    expect(phone.locator("main")).to_contain_text("6 places are offered to this family")
    seen(phone, "waiting-offer")
    phone.goto(f"{phone.base_address}{six.get_absolute_url()}steps/accept/")
    phone.locator("main form button[type=submit]").first.click()
    expect(phone.locator("main")).to_contain_text("under review")
    assert Wait.objects.get(case=six).state == "accepted"

    sign_in(phone, first)
    for name, address in (
        ("allocation", pavlodar.get_absolute_url()),
        ("matrix", pavlodar.plan.get_absolute_url()),
        ("proposal", f"{pavlodar.plan.get_absolute_url()}proposal/?source={kostanay.pk}&target={pavlodar.pk}&places=5"),
    ):
        phone.goto(f"{phone.base_address}{address}")
        seen(phone, f"waiting-{name}")
