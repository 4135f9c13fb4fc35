"""Several at once: workers over one schedule, and lines that are written while a report is computed."""

from datetime import date

import pytest
from django.db import transaction

from casework.common import sweeps
from casework.quotas.queries import horizon
from casework.reports import actions
from casework.reports.catalogue import registered
from casework.reports.models import Issue
from casework.reports.queries.due import missing
from casework.reports.queries.repeating import repetition
from casework.reports.sweeps import ISSUE
from tests.factories.quotas import AllocationFactory, EntryFactory, SignatoryFactory
from tests.factories.reports import ScheduleFactory
from tests.moments import NOON
from tests.quotas.database import run
from tests.races import crowd, rival_result, unhindered
from tests.reports.world import COUNTRY, TODAY, UTILISATION, figures

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = date(2026, 3, 1)


def test_four_workers_issue_each_period_once():
    """A worker that read what is due before another issued it finds nothing left, and has done its part."""
    ScheduleFactory(since=date(2025, 7, 1))
    owed = [each.subject for each in missing(NOON)]

    outcomes = crowd(lambda worker: sweeps.run(ISSUE, clock=lambda: NOON), people=4)

    assert [outcome.failed for outcome in outcomes] == [0] * 4
    assert len(owed) == 9
    assert sorted(f"{issue.schedule_id}/{issue.period}" for issue in Issue.objects.all()) == sorted(owed)


def test_a_second_worker_waits_for_the_first_and_issues_nothing():
    schedule = ScheduleFactory()

    def issue():
        return actions.issue_due(schedule.pk, MARCH, at=NOON)

    assert rival_result(issue, issue) is None
    assert Issue.objects.count() == 1


def test_a_line_that_is_written_while_a_report_is_issued_is_not_in_it_then_or_later():
    """The line is committed after the issue, though the clock read it before."""
    cell, officer = AllocationFactory(places=100), SignatoryFactory()
    entry = registered()[UTILISATION]

    with transaction.atomic():
        EntryFactory(allocation=cell, places=5)
        issue = unhindered(lambda: actions.issue(entry, COUNTRY, TODAY, by=officer, at=NOON))

    assert figures(issue.edition, "returnee-2026")["total"]["held"] == 0
    assert repetition(issue, issue.known_at).is_same
    assert not repetition(issue, horizon()).is_same


def test_nobody_who_only_reads_or_writes_elsewhere_holds_the_horizon_back():
    cell = AllocationFactory(places=100)

    with transaction.atomic():
        SignatoryFactory()
        assert cell.entries.count() == 1
        ((began,),) = run("SELECT now()")

        assert unhindered(horizon) > began


def test_whoever_writes_lines_does():
    cell, officer = AllocationFactory(places=100), SignatoryFactory()

    with transaction.atomic():
        EntryFactory(allocation=cell, by=officer)
        ((began,),) = run("SELECT now()")

        assert unhindered(horizon) < began
