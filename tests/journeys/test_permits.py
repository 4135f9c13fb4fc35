"""Permits in a real browser: every ground with its reason and its remedy, the counter, what comes after the issue."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from casework.common.workdays import local_date
from casework.labour.generated import iin_of
from casework.labour.models import Permit
from casework.quotas.models import Plan, Programme
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.labour import (
    BankLineFactory,
    HouseholdRequestFactory,
    PermitFactory,
    PermitRequestFactory,
    PrivateEmployerFactory,
    QuotaBidFactory,
    ViolationFactory,
)
from tests.factories.quotas import AllocationFactory, region
from tests.journeys.axe import assert_accessible
from tests.journeys.hands import Mouse
from tests.journeys.looks import look
from tests.labour.office import accepted, approved, desk, requested

DAY = timedelta(days=1)
COUNT_KEYS = "addEventListener('keydown', () => { sessionStorage.keys = Number(sessionStorage.keys || 0) + 1 }, true)"


@pytest.fixture
def officer(live_server):
    return OfficerFactory(office=OfficeFactory(region=region("KZ-55")), roles=["labour_officer"])


def barred():
    office = desk(year=local_date(timezone.now()).year)
    ViolationFactory(inspection__employer=office.employer, inspection__on=today(), bars_until=today() + 30 * DAY)
    return office


def today():
    return local_date(timezone.now())


GROUNDS = {
    "permit.content": (
        lambda: desk(year=today().year, c3=(89, 11)), {}, "are citizens; the law asks for 90 %",
        "Employ more citizens in these categories",
    ),
    "permit.qualification": (
        lambda: desk(year=today().year), {"has_years": 2}, "years of work: 2, asked for 3",
        "Name a worker who meets the post",
    ),
    "permit.violation": (barred, {}, "no new permit before", "Ask again from"),
    "permit.over_quota": (
        lambda: desk(year=today().year, places=0), {}, "no place is free", "Ask again when a place returns"
    ),
    "permit.false_papers": (
        lambda: desk(year=today().year), {}, "Compare the papers with their originals",
        "What the employer can do: Bring the originals",
    ),
}  # fmt: skip
"""Each coded ground: how it comes to stand, what differs in the request, why, and what the employer can do."""


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_permit_is_refused_for_each_ground_and_the_page_says_why_and_what_can_be_done(
    page, sign_in, live_server, ground
):
    make, changes, why, remedy = GROUNDS[ground]
    office = make()
    now = timezone.now()
    posted = today() - 20 * DAY
    case = requested(office, at=now, vacancy_posted_on=posted, **changes)
    sign_in(page, office.officer)
    hands = Mouse(page)
    hands.open(case.get_absolute_url())
    expect(page.locator("main")).to_contain_text(why)
    expect(page.locator("main")).to_contain_text(remedy)

    hands.follow("Propose to refuse the permit", lands="refuse the permit")
    page.locator("main [name=ground]").select_option(value=ground)
    hands.fill("reasons", "As the evidence on the page says.")
    hands.press("Sign", lands=case.number)

    assert case.decisions.get().ground_id == ground


@pytest.mark.parametrize("name", ["", "Serik Aliev"], ids=["known employer", "new employer"])
def test_a_household_permit_takes_sixty_keystrokes_and_three_page_loads(page, sign_in, officer, name):
    """At a counter that has served before; whose name nobody knows is typed, and eleven letters of it."""
    plan = Plan.objects.create(programme=Programme.objects.get(pk="household"), year=today().year, unit="permits")
    AllocationFactory(plan=plan, category="", region=region("KZ-55"), places=10)
    HouseholdRequestFactory(case__office=officer.office, case__applicant__citizenship="UZ")
    iin = iin_of(900) if name else PrivateEmployerFactory().iin
    sign_in(page, officer)
    page.add_init_script(COUNT_KEYS)
    loads: list[str] = []
    page.on("load", lambda window: loads.append(window.url))
    Mouse(page).open(reverse("labour:household"))
    page.evaluate("sessionStorage.keys = 0")

    _type_at_the_counter(page, iin, name)
    expect(page.locator("h1")).to_contain_text("HP-")
    keys = int(page.evaluate("Number(sessionStorage.keys)")) + 1
    permit = Permit.objects.get()
    address = reverse("labour:paper", args=[permit.number])
    with page.expect_response(lambda answer: answer.url.endswith(address)) as answered:
        page.keyboard.press("Enter")

    assert answered.value.headers["content-type"] == "application/pdf"
    assert keys <= 60, keys
    assert len(loads) + 1 <= 3, loads
    assert permit.private_employer.iin == iin
    assert (permit.person.citizenship, permit.person.born_on) == ("UZ", date(1985, 3, 14))


def _type_at_the_counter(page, iin: str, name: str) -> None:
    """A worker whom nobody knows yet, of the citizenship that most have."""
    keys = page.keyboard
    keys.type(iin)
    keys.type(name)
    keys.press("Tab")
    keys.type("AB1234567")
    for words in ("Karimov", "Olim", "m"):
        keys.type(words)
        keys.press("Tab")
    keys.type("03141985")
    for key in ("Enter", "Space", "Enter"):  # to what still waits, that the originals were seen; and off
        keys.press(key)


@pytest.mark.parametrize("kind", ["page", "phone"])
def test_every_page_of_a_request_is_accessible_and_fits(kind, request, sign_in, live_server):
    window, now = request.getfixturevalue(kind), timezone.now()
    office = desk(year=today().year)
    asked, granted = (requested(office, at=now, vacancy_posted_on=today() - 20 * DAY) for _each in range(2))
    granted = approved(office, accepted(office, granted, at=now), at=now)
    household = HouseholdRequestFactory(case__office=office.office, case__settlement_region=office.office.region)
    addresses = [
        reverse("labour:new_request", args=[office.employer.bin]), asked.get_absolute_url(),
        reverse("cases:proposal", args=[asked.number, "refuse"]), granted.get_absolute_url(),
        reverse("labour:payment", args=[granted.number]), household.case.get_absolute_url(),
    ]  # fmt: skip
    sign_in(window, office.officer)

    for number, address in enumerate(addresses):
        assert window.goto(f"{window.base_address}{address}").ok
        look(window, f"requests-{number}")
        assert_accessible(window)


@pytest.mark.parametrize("kind", ["page", "phone"])
def test_every_page_of_permits_is_accessible_and_fits(kind, request, sign_in, officer):
    window = request.getfixturevalue(kind)
    asked = PermitRequestFactory(case__office=officer.office, case__settlement_region=officer.office.region)
    permit = PermitFactory(
        case=asked.case, employer=asked.employer, since=today() - 300 * DAY, until=today() + 45 * DAY
    )
    household = HouseholdRequestFactory(case__office=officer.office, case__settlement_region=officer.office.region)
    paid = PermitFactory(
        case=household.case, employer=None, private_employer=household.employer, region=officer.office.region,
        since=today(), until=today() + 60 * DAY,
    )  # fmt: skip
    sign_in(window, officer)
    addresses = [reverse(f"labour:{name}", args=[permit.number]) for name in ("permit", "renewal", "replacement")]
    addresses += [reverse(f"labour:{name}") for name in ("household", "bank", "new_statement")]
    addresses += [
        reverse("labour:change_permit", args=[permit.number, "revoked"]), reverse("labour:permit", args=[paid.number]),
        reverse("labour:household_extension", args=[paid.number]), reverse("labour:check", args=[permit.token]),
        reverse("labour:bank_line", args=[BankLineFactory().pk]), reverse("labour:looks"), reverse("labour:places"),
        reverse("labour:new_trip", args=[permit.number]), reverse("labour:new_family", args=[permit.number]),
        reverse("labour:new_exempt", args=[permit.employer.bin]), reverse("labour:new_bid", args=[permit.employer.bin]),
        reverse("labour:bids", args=[QuotaBidFactory().year]), permit.employer.get_absolute_url(),
    ]  # fmt: skip

    for number, address in enumerate(addresses):
        assert window.goto(f"{window.base_address}{address}").ok
        look(window, f"permits-{number}")
        assert_accessible(window)
