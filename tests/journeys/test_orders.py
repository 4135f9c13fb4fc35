"""Orders in a real browser: drafted, signed, countersigned, printed; the matrix before and after."""

from datetime import date

import pytest
from playwright.sync_api import expect

from casework.quotas.models import Allocation, Order, Plan
from tests.factories.accounts import OfficeFactory
from tests.factories.quotas import AllocationFactory, EntryFactory, ProgrammeFactory, SignatoryFactory, allot, region
from tests.journeys.axe import assert_accessible
from tests.journeys.looks import look
from tests.quotas.orders import drafted, signed

ACT = "Order of the minister No 12 of 20 November 2026"


@pytest.fixture
def office(live_server):
    return OfficeFactory(national=True, name="National office")


@pytest.fixture
def first(office):
    return SignatoryFactory(username="quota.manager", office=office, first_name="Officer", last_name="One")


@pytest.fixture
def second(office):
    return SignatoryFactory(username="quota.deputy", office=office, first_name="Officer", last_name="Two")


@pytest.fixture
def pavlodar(office):
    cell = AllocationFactory(places=100)
    EntryFactory(allocation=cell, places=5)
    return cell


@pytest.fixture
def kostanay(pavlodar):
    return AllocationFactory(region=region("KZ-39"), plan=pavlodar.plan, places=50)


def free_on(page, plan: Plan, day: str, cell: Allocation) -> str:
    page.goto(f"{page.base_address}{plan.get_absolute_url()}?as_of={day}")
    return page.locator(f'a[href^="{cell.get_absolute_url()}"] .cell-free').inner_text().split()[0]


def test_places_are_redistributed_by_two_officers(page, sign_in, first, second, pavlodar, kostanay):
    plan = pavlodar.plan
    sign_in(page, first)
    page.goto(f"{page.base_address}{plan.get_absolute_url()}")
    page.get_by_role("link", name="New order").click()
    page.get_by_label("Act").fill(ACT)
    page.get_by_label("In force from").fill("2026-03-10")
    page.locator("[name=source_0]").select_option(str(pavlodar.pk))
    page.locator("[name=target_0]").select_option(str(kostanay.pk))
    page.locator("[name=places_0]").fill("40")
    page.locator("[name=places_0]").blur()
    expect(page.locator("#order-sums")).to_contain_text("Moved 40, new 0, withdrawn 0. The total stays.")
    page.get_by_role("button", name="Save as a draft").click()
    page.get_by_role("link", name="Sign this order").click()
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator("main")).to_contain_text("You signed it first")
    address = page.url

    sign_in(page, second)
    page.goto(address)
    page.get_by_role("link", name="Countersign this order").click()
    page.get_by_role("button", name="Countersign", exact=True).click()
    expect(page.locator("main .state").first).to_contain_text("In force")

    assert free_on(page, plan, "2026-03-09", pavlodar) == "95"
    assert free_on(page, plan, "2026-03-10", pavlodar) == "55"
    assert free_on(page, plan, "2026-03-10", kostanay) == "90"


def test_an_order_is_drafted_without_a_script(scriptless, sign_in, first, pavlodar, kostanay):
    sign_in(scriptless, first)
    scriptless.goto(f"{scriptless.base_address}{pavlodar.plan.get_absolute_url()}orders/new/")
    scriptless.get_by_label("Act").fill(ACT)
    scriptless.get_by_label("In force from").fill("2026-03-10")
    scriptless.locator("[name=source_0]").select_option(str(pavlodar.pk))
    scriptless.locator("[name=target_0]").select_option(str(kostanay.pk))
    scriptless.locator("[name=places_0]").fill("40")
    scriptless.get_by_role("button", name="Show the figures").click()
    expect(scriptless.locator("#order-sums")).to_contain_text("Moved 40")
    scriptless.get_by_role("button", name="Save as a draft").click()

    assert Order.objects.get(signed_at=None).moves[0].places == 40


def test_the_matrix_slides_along_the_days(page, sign_in, first, pavlodar):
    allot(pavlodar, 7, on=date(2026, 2, 1))
    sign_in(page, first)
    page.goto(f"{page.base_address}{pavlodar.plan.get_absolute_url()}")

    page.locator("#day-of-year").fill("30")

    page.get_by_role("link", name="100 of 100").wait_for()
    assert "as_of=2026-01-31" in page.url


@pytest.mark.parametrize("kind", ["page", "phone"])
def test_every_page_of_orders_is_accessible_and_fits(kind, request, sign_in, first, second, pavlodar, kostanay):
    window = request.getfixturevalue(kind)
    AllocationFactory(plan=pavlodar.plan, region=None)
    draft = drafted(pavlodar, kostanay, by=first)
    waiting = signed(drafted(pavlodar, kostanay, 3, by=second), by=second)
    plan, mine, theirs = (thing.get_absolute_url() for thing in (pavlodar.plan, draft, waiting))
    addresses = [
        f"{plan}orders/new/", f"{plan}percentage/", f"{plan}closing/", mine, f"{mine}draft/", f"{mine}signature/",
        f"{mine}discarding/", theirs, f"{theirs}countersignature/", f"{theirs}return/", f"{plan}?figure=set",
        f"{plan.replace('2026', '2027')}establishing/", f"{pavlodar.get_absolute_url()}?as_of=2026-03-01",
    ]  # fmt: skip
    sign_in(window, first)

    for number, address in enumerate(addresses):
        assert window.goto(f"{window.base_address}{address}").ok
        look(window, f"orders-{number}")
        assert_accessible(window)
        width = window.viewport_size["width"]
        assert window.evaluate("document.documentElement.scrollWidth") <= width, address


def test_an_order_is_printed_with_its_annex_and_without_the_screen_around(
    page, sign_in, first, second, pavlodar, kostanay
):
    order = signed(drafted(pavlodar, kostanay, by=first), by=first)
    sign_in(page, second)
    page.goto(f"{page.base_address}{order.get_absolute_url()}")

    page.emulate_media(media="print")

    assert page.get_by_role("heading", name="Limits before and after").is_visible()
    assert page.get_by_text("Drafted by").is_visible()
    assert not page.get_by_text("What can be done now").is_visible()
    assert not page.locator("#sidebar").is_visible()


def test_the_percentage_of_august_2025_comes_to_the_reserve(page, sign_in, first, office):
    cell = AllocationFactory(
        plan__programme=ProgrammeFactory(code="labour", unit="permits"),
        plan__year=2025,
        region=None,
        category="1",
        places=14879,
    )
    AllocationFactory(plan=cell.plan, region=None)
    sign_in(page, first)
    page.goto(f"{page.base_address}{cell.plan.get_absolute_url()}")
    page.get_by_role("link", name="Another percentage").click()
    page.get_by_label("Act").fill("Order of August 2025")
    page.get_by_label("In force from").fill("2025-08-20")
    page.get_by_label("before").fill("0.20")
    page.get_by_label("from then on").fill("0.25")
    page.get_by_role("button", name="Save as a draft").click()

    expect(page.locator("main")).to_contain_text("14,879 × 0.25 / 0.20 = 18,598.75")
    expect(page.get_by_text("18,598", exact=True)).to_be_visible()
    assert [(move.source, move.places) for move in Order.objects.get(signed_at=None).moves] == [(None, 3719)]
