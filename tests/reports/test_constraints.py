"""What the database refuses of reports, whoever asks."""

from datetime import date

import pytest

from casework.reports.models import Issue, Receipt, Schedule
from casework.reports.report import checksum
from tests.factories.accounts import OfficerFactory
from tests.factories.reports import (
    ExportPartFactory,
    IssueFactory,
    LetterFactory,
    ReceiptFactory,
    ScheduleFactory,
)  # fmt: skip
from tests.moments import NOON
from tests.quotas.database import refused_by, run

pytestmark = pytest.mark.django_db


def test_a_period_of_a_schedule_is_issued_once():
    issue = IssueFactory()
    IssueFactory(period=date(2026, 4, 1), schedule=issue.schedule)
    IssueFactory(period=issue.period)

    with refused_by("issue_once_per_schedule_and_period"):
        IssueFactory(period=issue.period, schedule=issue.schedule)


def test_by_hand_a_day_may_be_issued_again():
    IssueFactory.create_batch(2, by_hand=True)

    assert Issue.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [{"period": None}, {"schedule": None, "period": None}, {"schedule": None}, {"made_by": "officer"}],
    ids=["a schedule without a day", "nobody", "a day without a schedule", "a schedule and an officer"],
)
def test_an_issue_comes_from_its_schedule_or_from_an_officer(changes):
    made_by = {"made_by": OfficerFactory()} if "made_by" in changes else {}

    with refused_by("issue_by_its_schedule_or_by_hand"):
        IssueFactory(**changes | made_by)


def test_the_checksum_is_of_the_data_to_the_letter():
    IssueFactory(data="Қандас", checksum=checksum("Қандас"))

    with refused_by("issue_checksum_is_of_its_data"):
        IssueFactory(data="Кандас", checksum=checksum("Қандас"))


@pytest.mark.parametrize(
    "statement",
    ["UPDATE reports_issue SET as_of = '2026-01-01'", "DELETE FROM reports_issue", "TRUNCATE reports_issue CASCADE"],
)
def test_an_issue_is_never_changed_or_removed(statement):
    IssueFactory()
    run("SET CONSTRAINTS ALL IMMEDIATE")

    with refused_by("reports_issue_is_append_only"):
        run(statement)


@pytest.mark.parametrize(
    "change",
    [
        "rule = 'daily'", "since = '2020-01-01'", "formats = '{csv}'", "parameters = '{}'", "until = '2026-02-01'",
        "ended_at = now(), ended_by_id = created_by_id, until = '2026-03-01', rule = 'daily'",
    ],
)  # fmt: skip
def test_a_schedule_is_never_edited(change):
    ScheduleFactory()

    with refused_by("schedule_is_only_ended"):
        run(f"UPDATE reports_schedule SET {change}")  # noqa: S608 written above


@pytest.mark.parametrize("statement", ["DELETE FROM reports_schedule", "TRUNCATE reports_schedule CASCADE"])
def test_a_schedule_is_never_removed(statement):
    ScheduleFactory()
    run("SET CONSTRAINTS ALL IMMEDIATE")

    with refused_by("schedule_is_only_ended"):
        run(statement)


def test_a_schedule_is_ended_once():
    schedule = ScheduleFactory()
    end = {"until": date(2026, 3, 1), "ended_at": NOON, "ended_by": schedule.created_by}
    Schedule.objects.update(**end)

    with refused_by("schedule_is_only_ended"):
        Schedule.objects.update(until=date(2026, 4, 1))


def test_a_schedule_ends_no_earlier_than_it_begins():
    ScheduleFactory(until=date(2026, 1, 1))

    with refused_by("schedule_ends_no_earlier_than_it_begins"):
        ScheduleFactory(until=date(2025, 12, 31))


@pytest.mark.parametrize("missing", ["ended_at", "ended_by", "until"])
def test_who_ends_a_schedule_says_when(missing):
    ScheduleFactory(ended=True)

    with refused_by("schedule_ended_by_and_at"):
        ScheduleFactory(ended=True, **{missing: None})


def test_a_schedule_has_a_format():
    ScheduleFactory(formats=["csv"])

    with refused_by("schedule_has_a_format"):
        ScheduleFactory(formats=[])


def test_an_officer_has_an_issue_once():
    receipt = ReceiptFactory()
    ReceiptFactory(issue=receipt.issue)

    with refused_by("receipt_once_per_issue_and_officer"):
        ReceiptFactory(issue=receipt.issue, officer=receipt.officer)


def test_a_receipt_alone_is_marked_as_read():
    ReceiptFactory()

    assert Receipt.objects.update(read_at=NOON) == 1


@pytest.mark.parametrize(
    "rule",
    [{"rule": "rrule"}, {"rule": "daily", "recurrence": "FREQ=DAILY"}],
    ids=["without its rule", "with a second"],
)
def test_a_rule_of_its_own_is_written_down_and_no_other(rule):
    ScheduleFactory(rule="rrule", recurrence="FREQ=DAILY")

    with refused_by("schedule_says_its_own_rule"):
        ScheduleFactory(**rule)


@pytest.mark.parametrize("says", [{"changed": 1}, {"replaces": True}], ids=["without the issue", "without the count"])
def test_what_is_issued_anew_says_for_which_issue_and_what_changed(says):
    old = IssueFactory(by_hand=True)
    IssueFactory(by_hand=True, replaces=old, changed=0)

    with refused_by("issue_anew_says_what_changed"):
        IssueFactory(by_hand=True, **{**says, **({"replaces": old} if "replaces" in says else {})})


def test_an_address_has_one_letter_about_an_issue():
    letter = LetterFactory()
    LetterFactory(address=letter.address)

    with refused_by("letter_once_per_issue_and_address"):
        LetterFactory(issue=letter.issue, address=letter.address)


def test_a_format_of_an_export_is_made_once():
    part = ExportPartFactory()
    ExportPartFactory(export=part.export, format="xlsx")

    with refused_by("export_part_once_per_format"):
        ExportPartFactory(export=part.export, format=part.format)
