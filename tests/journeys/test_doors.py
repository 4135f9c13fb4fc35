"""Signing in and out, and the pages that help when something is refused, in a real browser."""

import pytest

from tests.factories.accounts import PASSWORD, OfficerFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.looks import look


@pytest.fixture
def officer(live_server):
    return OfficerFactory(username="caseworker", roles=["caseworker"])


def try_password(window, password):
    window.get_by_label("Username").fill("caseworker")
    window.get_by_label("Password").fill(password)
    window.get_by_role("button", name="Sign in").click()


def test_the_sign_in_page_is_accessible(page, phone):
    for window in (page, phone):
        window.goto("/accounts/login/")

        look(window, "sign-in")
        assert_accessible(window)


def test_an_officer_signs_in_and_comes_where_the_way_led(scriptless, officer):
    scriptless.goto("/accounts/password/")

    try_password(scriptless, PASSWORD)

    assert scriptless.url.endswith("/accounts/password/")


def test_a_wrong_password_is_said_above_the_form(page, officer):
    page.goto("/accounts/login/")

    try_password(page, "the river is narrow here")

    assert page.get_by_text("This could not be accepted").is_visible()
    look(page, "sign-in-refused")
    assert_accessible(page)


def test_the_third_wrong_password_locks_and_says_what_to_do(page, officer):
    page.goto("/accounts/login/")

    for _ in range(3):
        try_password(page, "the river is narrow here")

    assert page.get_by_role("heading", name="Signing in is locked for a while").is_visible()
    look(page, "locked")
    assert_accessible(page)


def test_an_officer_signs_out(page, officer, sign_in):
    sign_in(page, officer)
    page.goto("/accounts/password/")

    page.locator(".officer").click()
    page.get_by_role("button", name="Sign out").click()

    assert page.url.endswith("/accounts/login/")


@pytest.mark.parametrize("address", ["/accounts/password/", "/accounts/logout/", "/nowhere/"])
def test_pages_of_the_account_and_missing_ones_are_accessible(page, officer, sign_in, address):
    sign_in(page, officer)
    page.goto(address)

    look(page, f"page{address.replace('/', '-')}".rstrip("-"))
    assert_accessible(page)
