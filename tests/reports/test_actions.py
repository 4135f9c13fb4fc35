"""Schedules begun, replaced and ended; issues by hand and by the clock."""

from datetime import date, timedelta

import pytest

from casework.accounts.actions import deactivate
from casework.audit.models import Event
from casework.common.errors import Conflict, NotPermitted, RuleBroken
from casework.reports import actions, frozen
from casework.reports.catalogue import registered
from casework.reports.models import Issue, Receipt, Schedule
from casework.reports.queries.due import missing
from casework.reports.rules import Terms
from casework.reports.states import Rule
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import AllocationFactory
from tests.factories.reports import IssueFactory, ReceiptFactory, ScheduleFactory
from tests.moments import NOON
from tests.reports.world import COUNTRY, TODAY, UTILISATION, told

pytestmark = pytest.mark.django_db

ENTRY = registered()[UTILISATION]


def terms(**changes):
    usual = {"parameters": COUNTRY, "rule": Rule.MONTHLY, "formats": ("pdf",), "since": date(2026, 1, 1)}
    return Terms(**{**usual, "until": None, "recipients": (), **changes})


@pytest.fixture
def monthly(officer):
    return actions.schedule(ENTRY, terms(), by=officer, at=NOON)


def test_a_schedule_is_written_with_its_recipients_and_in_the_trail(officer):
    reader = OfficerFactory(roles=["analyst"])

    made = actions.schedule(ENTRY, terms(recipients=(reader.pk,)), by=officer, at=NOON)

    assert list(made.recipients.all()) == [reader]
    assert (made.created_by, made.created_at) == (officer, NOON)
    event = Event.objects.get(kind="report.scheduled")
    assert (event.subject, event.by, event.after["rule"]) == (made.number, officer, "monthly")


@pytest.mark.parametrize("role", ["head_of_office", "analyst", "auditor", "administrator", "caseworker"])
def test_a_quota_manager_alone_schedules_and_issues(role, monthly):
    other = OfficerFactory(roles=[role])

    for act in (
        lambda: actions.schedule(ENTRY, terms(), by=other, at=NOON),
        lambda: actions.replace(monthly, terms(since=date(2026, 4, 1)), by=other, at=NOON),
        lambda: actions.end(monthly, by=other, at=NOON),
        lambda: actions.issue(ENTRY, COUNTRY, TODAY, by=other, at=NOON),
    ):
        with pytest.raises(NotPermitted, match="by a quota manager"):
            act()


def test_nobody_floods_the_archive(officer):
    with pytest.raises(RuleBroken, match="426 issues would be made up at once, more than 120"):
        actions.schedule(ENTRY, terms(rule=Rule.DAILY, since=date(2025, 1, 1)), by=officer, at=NOON)


def test_a_change_ends_the_schedule_as_it_was_and_begins_another(officer, monthly):
    new = actions.replace(monthly, terms(rule=Rule.WEEKLY, since=date(2026, 4, 1)), by=officer, at=NOON)

    monthly.refresh_from_db()
    assert (monthly.rule, monthly.until, monthly.ended_by, monthly.ended_at) == (
        Rule.MONTHLY, date(2026, 4, 1), officer, NOON
    )  # fmt: skip
    assert (new.rule, new.since, new.replaces) == (Rule.WEEKLY, date(2026, 4, 1), monthly)


def test_a_change_leaves_no_period_out_and_makes_none_twice(officer, monthly):
    actions.replace(monthly, terms(since=TODAY + timedelta(days=1)), by=officer, at=NOON)

    days = [each.period.day for each in missing(NOON + timedelta(days=70))]

    assert days == [date(2026, month, 1) for month in range(1, 6)]


def test_a_change_begins_tomorrow_at_the_earliest(officer, monthly):
    with pytest.raises(RuleBroken, match="let the change begin tomorrow or later"):
        actions.replace(monthly, terms(since=TODAY), by=officer, at=NOON)

    assert Schedule.objects.count() == 1


def test_a_schedule_that_ended_is_neither_changed_nor_ended_again(officer, monthly):
    actions.end(monthly, by=officer, at=NOON)

    with pytest.raises(Conflict, match="has ended already"):
        actions.end(monthly, by=officer, at=NOON)
    with pytest.raises(Conflict, match="has ended already"):
        actions.replace(monthly, terms(since=date(2026, 4, 1)), by=officer, at=NOON)


def test_a_schedule_that_ended_owes_what_it_missed_and_nothing_more(officer, monthly):
    actions.end(monthly, by=officer, at=NOON + timedelta(days=7))

    days = [each.period.day for each in missing(NOON + timedelta(days=400))]

    assert days == [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]


def test_an_end_is_in_the_trail(officer, monthly):
    actions.end(monthly, by=officer, at=NOON)

    event = Event.objects.get(kind="report.schedule_ended")
    assert (event.subject, event.before, event.after) == (monthly.number, {"until": None}, {"until": "2026-03-02"})


def test_a_schedule_that_has_not_begun_can_be_ended(officer):
    made = actions.schedule(ENTRY, terms(since=date(2027, 1, 1)), by=officer, at=NOON)

    assert actions.end(made, by=officer, at=NOON).until == date(2027, 1, 1)


def test_what_is_issued_by_hand_is_what_was_told(officer):
    AllocationFactory(places=100)
    shown = told()

    made = actions.issue(ENTRY, COUNTRY, TODAY, by=officer, at=NOON)

    made.refresh_from_db()
    assert made.content == shown.report
    assert made.checksum == frozen.checksum_of(shown.report)
    assert (made.made_by, made.schedule, made.as_of) == (officer, None, TODAY)
    assert made.edition.reconciliation.files == 0


def test_an_issue_is_in_the_trail_with_its_checksum(officer):
    made = actions.issue(ENTRY, COUNTRY, TODAY, by=officer, at=NOON)

    event = Event.objects.get(kind="report.issued")
    assert (event.subject, event.by, event.after["checksum"]) == (made.number, officer, made.checksum)


def test_a_day_to_come_is_not_issued(officer):
    with pytest.raises(RuleBroken, match="has not come yet"):
        actions.issue(ENTRY, COUNTRY, TODAY + timedelta(days=1), by=officer, at=NOON)


def test_the_clock_issues_for_the_reporting_day_and_no_officer_did_it(monthly):
    made = actions.issue_due(monthly.pk, date(2026, 2, 1), at=NOON)

    assert (made.schedule, made.period, made.as_of, made.made_by) == (
        monthly, date(2026, 2, 1), date(2026, 1, 31), None
    )  # fmt: skip
    assert Event.objects.get(kind="report.issued").by is None


@pytest.mark.parametrize("day", [date(2026, 2, 2), date(2026, 4, 1), date(2025, 12, 1)])
def test_the_clock_issues_nothing_that_is_not_due(monthly, day):
    assert actions.issue_due(monthly.pk, day, at=NOON) is None
    assert not Issue.objects.exists()


def test_the_clock_issues_a_period_once(monthly):
    actions.issue_due(monthly.pk, date(2026, 2, 1), at=NOON)

    assert actions.issue_due(monthly.pk, date(2026, 2, 1), at=NOON) is None
    assert Issue.objects.count() == 1


def test_the_year_of_a_quota_is_that_of_the_day():
    rolling = ScheduleFactory(parameters=COUNTRY | {"year": "before"}, rule=Rule.FEBRUARY)

    made = actions.issue_due(rolling.pk, date(2026, 2, 1), at=NOON)

    assert made.parameters["year"] == 2025


def test_recipients_who_may_still_read_reports_find_it_on_their_table():
    reader, stranger, gone = (OfficerFactory(roles=[role]) for role in ("analyst", "caseworker", "inspector"))
    schedule = ScheduleFactory(recipients=[reader, stranger, gone])
    deactivate(gone, by=None, at=NOON)

    actions.issue_due(schedule.pk, date(2026, 2, 1), at=NOON)

    assert [receipt.officer for receipt in Receipt.objects.all()] == [reader]


def test_opening_marks_the_own_receipt_as_read_and_keeps_the_first_time():
    mine = ReceiptFactory(issue=IssueFactory())
    other = ReceiptFactory(issue=mine.issue)

    for at in (NOON, NOON + timedelta(days=1)):
        actions.open_issue(mine.issue, by=mine.officer, at=at)

    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.read_at, other.read_at) == (NOON, None)
