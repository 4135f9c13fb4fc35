"""The pages of quotas in a real browser."""

from datetime import date

import pytest

from casework.quotas import actions
from casework.quotas.actions import Signatories
from casework.quotas.models import Allocation, Order
from casework.quotas.planfile import parse
from tests.factories.accounts import OfficeFactory
from tests.factories.quotas import (
    AllocationFactory,
    EntryFactory,
    PlanFactory,
    ProgrammeFactory,
    SignatoryFactory,
    allot,
    region,
)
from tests.journeys.axe import assert_accessible
from tests.journeys.looks import look
from tests.moments import NOON
from tests.quotas.planfiles import FILES, KNOWN

CATEGORIES = ["1", "2", "3", "4", "seasonal"]


@pytest.fixture
def officer(live_server):
    office = OfficeFactory(national=True, name="National office")
    return SignatoryFactory(username="quota.manager", office=office, first_name="Officer", last_name="One")


@pytest.fixture
def returnees(officer):
    """The plan of 2026, partly used and held."""
    for code in KNOWN.regions:
        region(code)
    ProgrammeFactory()
    by = Signatories(officer, SignatoryFactory())
    actions.load_plan(parse((FILES / "plan_returnee_2026.csv").read_bytes(), KNOWN), by=by, at=NOON)
    pavlodar = Allocation.objects.get(region="KZ-55")
    for number, places in enumerate([5, 64, 3, 120], start=1):
        held = EntryFactory(allocation=pavlodar, places=places, file=f"IN-2026-00000{number}")
        if number % 2 == 0:
            actions.use(held, places=places - 1, key=f"use/{number}", by=officer, at=NOON)
    return pavlodar


@pytest.fixture
def labour(officer):
    """Regions by categories."""
    plan = PlanFactory(programme=ProgrammeFactory(code="labour", unit="permits"))
    AllocationFactory(plan=plan, region=None, places=500)
    for number, code in enumerate(["KZ-55", "KZ-11", "KZ-35", "KZ-43"]):
        for category in CATEGORIES[: 5 - number % 2]:
            cell = AllocationFactory(plan=plan, region=region(code), category=category, places=300 * (number + 1))
            EntryFactory(allocation=cell, places=40 * (number + 2), key=f"{cell.pk}")
    return plan


@pytest.fixture
def at(officer, sign_in):
    def go(window, address):
        sign_in(window, officer)
        assert window.goto(address).ok
        return window

    return go


@pytest.mark.parametrize("kind", ["page", "phone"])
def test_every_page_of_quotas_is_accessible(kind, request, at, returnees, labour):
    window = request.getfixturevalue(kind)
    allot(returnees, 10, on=date(2026, 2, 1))
    addresses = {
        "quotas": "/quotas/",
        "matrix": returnees.plan.get_absolute_url(),
        "matrix-wide": labour.get_absolute_url(),
        "allocation": returnees.get_absolute_url(),
        "order": Order.objects.filter(plan=returnees.plan).earliest("pk").get_absolute_url(),
    }

    for name, address in addresses.items():
        at(window, address)
        look(window, name)
        assert_accessible(window)


def test_a_phone_shows_no_more_than_its_width(phone, at, labour):
    at(phone, labour.get_absolute_url())

    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_day_is_chosen_without_leaving_the_page(page, at, returnees):
    at(page, returnees.plan.get_absolute_url())
    page.evaluate("window.stays = true")
    assert page.get_by_role("link", name="787 of 977").is_visible()

    page.get_by_label("As of the end of").fill("2026-03-01")
    page.get_by_role("button", name="Show").click()

    page.get_by_role("link", name="977 of 977").wait_for()
    assert page.evaluate("window.stays")
    assert "as_of=2026-03-01" in page.url


def test_the_day_is_chosen_without_a_script(scriptless, at, returnees):
    at(scriptless, returnees.plan.get_absolute_url())

    scriptless.get_by_label("As of the end of").fill("2026-03-01")
    scriptless.get_by_role("button", name="Show").click()

    assert scriptless.get_by_role("link", name="977 of 977").is_visible()


def test_a_figure_leads_to_its_lines(page, at, returnees):
    at(page, returnees.get_absolute_url())

    page.locator(".waterfall").get_by_role("link", name="182").click()

    page.get_by_text("Lines behind the figure: used").wait_for()
    assert page.locator("#ledger tbody tr").count() == 2
