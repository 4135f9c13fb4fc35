"""Two years of schedules under a clock of our own: beat falls silent, the zone changes, all is made up, none twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from casework.common import sweeps
from casework.common.workdays import local_date
from casework.quotas import actions as quotas
from casework.reference.queries import work_calendar
from casework.reports.models import Issue
from casework.reports.queries.repeating import repetition
from casework.reports.rules import periods_due
from casework.reports.states import Rule
from casework.reports.sweeps import ISSUE
from tests.factories.quotas import AllocationFactory, EntryFactory, PlanFactory, SignatoryFactory
from tests.factories.reports import ScheduleFactory

pytestmark = pytest.mark.django_db

BEGIN, END = datetime(2023, 6, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
CHANGE = datetime(2024, 2, 29, 18, tzinfo=UTC)
"""Midnight of 1 March 2024 in Almaty, when clocks went back to 23:00 of 29 February: that hour came twice."""
SILENT = (datetime(2024, 2, 29, 12, tzinfo=UTC), datetime(2024, 3, 2, 1, tzinfo=UTC))
"""Beat is away over the change, and a whole day after it."""
TWO_YEARS = (local_date(BEGIN), local_date(END))
SPANS = {
    Rule.MONTHLY: TWO_YEARS,
    Rule.FEBRUARY: TWO_YEARS,
    Rule.JULY: TWO_YEARS,
    Rule.WEEKLY: (date(2024, 1, 1), date(2024, 5, 1)),
    Rule.DAILY: (date(2024, 2, 20), date(2024, 3, 11)),
}
"""Each rule with the span of its schedule."""


def beats() -> Iterator[datetime]:
    """When beat looks: at every hour of the day in turn, around the change each hour, not at all while it is silent."""
    moment = BEGIN
    while moment < END:
        if not SILENT[0] <= moment < SILENT[1]:
            yield moment
        moment += timedelta(hours=1 if abs(moment - CHANGE) < timedelta(days=2) else 47)


def run(at: datetime) -> None:
    """What the sweep does at a moment, each subject in turn."""
    for subject in ISSUE.due(at, 100):
        ISSUE.work(subject, at)


@pytest.fixture
def history():
    """Plans of three years; in each month a family is held, and half of them included."""
    officer = SignatoryFactory()
    for year in (2023, 2024, 2025):
        cell = AllocationFactory(plan=PlanFactory(year=year), places=100)
        for month in range(1, 13):
            at = datetime(year, month, 17, 6, tzinfo=UTC)
            held = EntryFactory(allocation=cell, places=4, by=officer, at=at, key=f"{year}/{month}")
            if month % 2:
                later = at + timedelta(days=10)
                quotas.use(held, places=3, key=f"{year}/{month}/use", by=officer, at=later)


@pytest.fixture
def schedules(history):
    rolling = {"programme": "returnee", "year": "same", "region": ""}
    spans = [(rule, since, until) for rule, (since, until) in SPANS.items()]
    return [ScheduleFactory(rule=rule, parameters=rolling, since=since, until=until) for rule, since, until in spans]


def test_each_period_of_each_schedule_is_issued_once_and_repeats(schedules):
    """In order, as of its own day, whatever beat did."""
    assert local_date(CHANGE) == date(2024, 2, 29)

    for moment in beats():
        run(moment)

    for schedule in schedules:
        owed = periods_due(schedule.rule, *SPANS[schedule.rule], work_calendar())
        made = schedule.issues.order_by("pk")
        assert [issue.period for issue in made] == [period.day for period in owed]
        assert all(issue.as_of == issue.period - timedelta(days=1) for issue in made)
    assert [issue for issue in Issue.objects.all() if not repetition(issue, issue.known_at).is_same] == []


def test_what_was_missed_while_beat_was_away_comes_with_its_first_look(schedules):
    run(SILENT[0])
    monthly = schedules[0]
    assert monthly.issues.order_by("period").last().period == date(2024, 2, 1)

    run(SILENT[1])

    last = monthly.issues.order_by("period").last()
    assert (last.period, local_date(last.made_at), last.as_of) == (
        date(2024, 3, 1), date(2024, 3, 2), date(2024, 2, 29)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "is_due"),
    [
        (CHANGE - timedelta(minutes=30), False),  # 23:30 of 29 February, for the first time
        (CHANGE + timedelta(minutes=30), False),  # 23:30 of 29 February, for the second time
        (CHANGE + timedelta(minutes=65), False),  # 00:05 of 1 March: those who began before midnight may still write
        (CHANGE + timedelta(minutes=75), True),  # 00:15 of 1 March
    ],
)
def test_a_day_is_over_when_it_is_over_in_almaty(moment, is_due):
    ScheduleFactory(rule=Rule.MONTHLY, since=date(2024, 3, 1))

    assert bool(ISSUE.due(moment, 1)) == is_due


def test_the_sweep_is_one_of_those_that_beat_wakes():
    assert sweeps.registered()["reports.issue"] is ISSUE
