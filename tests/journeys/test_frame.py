"""The frame and the design language, in a real browser."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings

from tests.factories.accounts import PASSWORD, OfficeFactory, OfficerFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.looks import look


@pytest.fixture(autouse=True)
def sample_pages(settings):
    """Make the page of all components reachable, for these tests alone."""
    engine = django_settings.TEMPLATES[0]
    folders = [*engine["DIRS"], Path(__file__).parent / "templates"]
    settings.ROOT_URLCONF = "tests.journeys.sample"
    settings.TEMPLATES = [{**engine, "DIRS": folders}]


@pytest.fixture
def officer(live_server):
    office = OfficeFactory(name="Office of Pavlodar region")
    return OfficerFactory(
        username="caseworker", first_name="Officer", last_name="One", office=office, post="Caseworker", roles=["caseworker"]
    )


def test_every_component_is_accessible_on_a_monitor(page, officer, sign_in):
    sign_in(page, officer)

    page.goto("/sample/?say=it&country=MN")

    look(page, "sample")
    assert_accessible(page)


def test_every_component_is_accessible_on_a_phone(phone, officer, sign_in):
    sign_in(phone, officer)

    phone.goto("/sample/")

    look(phone, "sample")
    assert_accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_officer_signs_in(page, officer):
    page.goto("/sample/")
    look(page, "sign-in")
    assert_accessible(page)

    page.get_by_label("Username").fill("caseworker")
    page.get_by_label("Password", exact=False).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    assert page.url.endswith("/sample/")
