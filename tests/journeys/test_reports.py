"""The pages of reports in a real browser."""

import pytest

from casework.reports import actions
from casework.reports.catalogue import registered
from casework.reports.models import Issue, Schedule
from tests.factories.accounts import OfficeFactory
from tests.factories.quotas import SignatoryFactory
from tests.factories.reports import ReceiptFactory, ScheduleFactory
from tests.journeys.axe import assert_accessible
from tests.journeys.hands import Mouse
from tests.journeys.looks import look
from tests.moments import NOON
from tests.reports.world import COUNTRY, TODAY, UTILISATION, labour, returnees

REPORT = "/reports/quota-utilisation/"
ASKED = f"{REPORT}?year=2026&as_of=2026-03-02"


@pytest.fixture
def officer(live_server):
    office = OfficeFactory(national=True, name="National office")
    return SignatoryFactory(username="quota.manager", office=office, first_name="Officer", last_name="One")


@pytest.fixture
def issue(officer):
    labour()
    returnees()
    return actions.issue(registered()[UTILISATION], COUNTRY, TODAY, by=officer, at=NOON)


@pytest.fixture
def at(officer, sign_in):
    def go(window, address):
        sign_in(window, officer)
        window.goto(address)
        return window

    return go


@pytest.mark.parametrize("kind", ["page", "phone"])
def test_every_page_of_reports_is_accessible_and_fits(kind, request, at, officer, issue):
    window = request.getfixturevalue(kind)
    schedule = ReceiptFactory(officer=officer, issue__schedule=ScheduleFactory(recipients=[officer])).issue.schedule
    addresses = {
        "reports": "/reports/", "report": ASKED, "report-refused": f"{REPORT}?year=9999&as_of=31.02.2026",
        "reports-archive": "/reports/issues/", "report-issue": issue.get_absolute_url(),
        "report-again": f"{issue.get_absolute_url()}again/",
        "schedule": schedule.get_absolute_url(), "schedule-new": f"{REPORT}schedules/",
    }  # fmt: skip
    shown = addresses if kind == "page" else {name: addresses[name] for name in ("reports", "report", "schedule-new")}

    for name, address in shown.items():
        at(window, address)
        look(window, name)
        assert_accessible(window)
        assert window.evaluate("document.documentElement.scrollWidth") <= window.viewport_size["width"], address


def test_a_day_is_chosen_and_the_files_follow_it(page, at, issue):
    at(page, ASKED)
    page.evaluate("window.stays = true")

    page.get_by_label("As of the end of").fill("2026-01-15")
    page.get_by_role("button", name="Show").click()

    page.get_by_role("row", name="Whole country all categories 2,300 2,300 0 0 2,300").wait_for()
    assert page.evaluate("window.stays")
    assert "as_of=2026-01-15" in page.get_by_role("link", name="XLSX").get_attribute("href")


def test_a_report_is_issued_and_scheduled_without_a_script(scriptless, at, issue, officer):
    at(scriptless, ASKED)
    hands = Mouse(scriptless)

    hands.follow("Issue", lands="Issue a report")
    hands.press("Issue", lands="Quota utilisation RP-")
    hands.open(REPORT + "schedules/")
    hands.choose("rule", "every 1 July")
    hands.tick(scriptless.get_by_label("Officer One"))
    hands.press("Schedule", lands="Quota utilisation SC-")

    assert Issue.objects.count() == 2
    assert list(Schedule.objects.get().recipients.all()) == [officer]
