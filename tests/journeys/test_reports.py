"""The pages of reports in a real browser."""

import pytest

from casework.common import sweeps
from casework.reports import actions
from casework.reports.catalogue import registered
from casework.reports.models import Issue, Schedule
from casework.reports.sweeps import EXPORTING
from tests.factories.accounts import OfficeFactory
from tests.factories.quotas import SignatoryFactory
from tests.factories.reports import ExportFactory, ReceiptFactory, ScheduleFactory
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
        "report-anew": f"{issue.get_absolute_url()}successor/", "reports-exports": "/reports/exports/",
        "report-comparison": f"{issue.get_absolute_url()}comparison/?then={issue.pk}&now={issue.pk}",
        "report-export-new": f"{REPORT}exports/?year=2026&as_of=2026-03-02",
        "report-export": ExportFactory(asked_by=officer).get_absolute_url(),
        "report-digest": "/reports/digest/?year=2026&as_of=2026-03-02", "dashboard": "/reports/dashboards/country/",
    }  # fmt: skip
    shown = (
        addresses
        if kind == "page"
        else {name: addresses[name] for name in ("reports", "report", "schedule-new", "dashboard")}
    )

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


def test_an_export_is_made_while_its_officer_waits(page, at, issue):
    """Asked for, made by the sweep, and offered on the page without a reload."""
    at(page, ASKED)
    page.get_by_role("link", name="In the background").click()
    page.get_by_label("PDF").uncheck()
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("0 of 3 steps").wait_for()
    page.evaluate("window.stays = true")

    sweeps.run(EXPORTING)

    page.get_by_text("3 of 3 steps").wait_for()
    assert page.evaluate("window.stays")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == f"{UTILISATION}-2026-03-02.csv"


def test_a_report_is_issued_anew_and_compared_without_a_script(scriptless, at, issue):
    hands = Mouse(scriptless)
    at(scriptless, issue.get_absolute_url())

    hands.follow("Issue anew", lands="Issue anew")
    hands.press("Issue anew", lands="Quota utilisation RP-")
    hands.follow("Compare", lands="Compare issues")

    assert scriptless.get_by_text("Every figure is the same in both.").is_visible()
