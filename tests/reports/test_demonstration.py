from datetime import date, timedelta

import pytest

from casework.reports import demonstration
from casework.reports.models import Issue, Receipt, Schedule
from casework.reports.queries.due import missing
from casework.reports.queries.repeating import repetition
from tests.factories.accounts import OfficerFactory
from tests.factories.quotas import EntryFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db

SUMMER = NOON + timedelta(days=130)


@pytest.fixture
def analyst(officer):
    """Somebody who reads, and a demonstration that has run for a year and a half."""
    reader = OfficerFactory(roles=["analyst"])
    EntryFactory(places=5)
    demonstration.load(by=officer, at=SUMMER)
    return reader


def test_three_schedules_have_issued_what_they_owed_and_every_issue_repeats(analyst):
    assert set(Schedule.objects.values_list("rule", flat=True)) == {"monthly", "july", "february"}
    assert missing(SUMMER) == []
    assert {issue.period for issue in Issue.objects.filter(schedule__rule="monthly")} == {
        date(year, month, 1) for year, months in ((2025, 12), (2026, 7)) for month in range(1, months + 1)
    }
    assert all(repetition(issue, issue.known_at).is_same for issue in Issue.objects.all())


def test_every_issue_lies_on_the_table_of_who_reads_reports(analyst):
    assert Receipt.objects.filter(officer=analyst, read_at=None).count() == Issue.objects.count() == 23
