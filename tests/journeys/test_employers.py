"""Employers in a real browser: registered, staffed, read at a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from casework.labour.generated import bin_of
from tests.factories.accounts import OfficeFactory, OfficerFactory
from tests.factories.labour import BranchFactory, ContactFactory, EmployerFactory, staffed
from tests.factories.quotas import region
from tests.journeys.axe import assert_accessible
from tests.journeys.hands import Mouse
from tests.journeys.looks import look


@pytest.fixture
def officer(live_server):
    return OfficerFactory(office=OfficeFactory(region=region("KZ-55")), roles=["labour_officer"])


def test_an_employer_is_registered_and_its_staff_recorded(page, sign_in, officer):
    sign_in(page, officer)
    hands = Mouse(page)
    hands.open(reverse("labour:employers"))
    hands.follow("Register an employer", lands="Register an employer")
    hands.fill("bin", bin_of(1))
    hands.fill("name", "Алтын кен")
    hands.choose("activity", "B: mining and quarrying")
    hands.fill("address", "Pavlodar, a street, 1")
    hands.press("Register", lands="Алтын кен")
    hands.follow("Record the staff", lands="Record the staff")
    hands.fill("citizens_1", "70")
    hands.fill("foreigners_1", "30")
    hands.press("Record the staff", lands="Алтын кен")

    expect(page.locator("main")).to_contain_text("70.0 %")
    expect(page.locator("main")).to_contain_text("69.3 %, too low")


@pytest.mark.parametrize("kind", ["page", "phone"])
def test_every_page_of_employers_is_accessible_and_fits(kind, request, sign_in, officer):
    window = request.getfixturevalue(kind)
    employer = staffed(EmployerFactory(name="Алтын кен"), c1=(700, 299), c2=(20, 1), c3=(90, 10), c4=(10, 2))
    branch, contact = BranchFactory(employer=employer), ContactFactory(employer=employer)
    EmployerFactory.create_batch(3)
    sign_in(window, officer)
    names = ("employer", "change", "new_branch", "new_contact", "headcount")
    addresses = [reverse(f"labour:{name}", args=[employer.bin]) for name in names]
    addresses += [
        reverse("labour:employers"), reverse("labour:new_employer"),
        reverse("labour:branch_end", args=[employer.bin, branch.pk]),
        reverse("labour:contact_end", args=[employer.bin, contact.pk]),
    ]  # fmt: skip

    for number, address in enumerate(addresses):
        assert window.goto(f"{window.base_address}{address}").ok
        look(window, f"employers-{number}")
        assert_accessible(window)
