"""When reports are due."""

from datetime import date

import pytest

from casework.common.workdays import WorkCalendar
from casework.reports.rules import (
    MOST_AT_ONCE,
    RECURRENCES,
    LawDay,
    Period,
    check_recurrence,
    next_period,
    periods_due,
    resolved,
)  # fmt: skip
from casework.reports.states import Rule

NEW_YEAR = {date(2026, 1, 1): False, date(2026, 1, 2): False, date(2026, 1, 7): False}
CALENDAR = WorkCalendar(NEW_YEAR)
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


def days(rule, since=YEAR[0], until=YEAR[1]):
    return [period.day for period in periods_due(rule, since, until, CALENDAR)]


def test_a_month_is_due_on_its_first_working_day():
    found = periods_due(Rule.MONTHLY, *YEAR, CALENDAR)

    assert [period.due_on for period in found] == [
        date(2026, 1, 5), date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1),
        date(2026, 7, 1), date(2026, 8, 3), date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 2), date(2026, 12, 1),
    ]  # fmt: skip
    assert [period.day for period in found] == [date(2026, month, 1) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("rule", "day"),
    [(Rule.FEBRUARY, date(2026, 2, 1)), (Rule.JULY, date(2026, 7, 1)), (Rule.AUGUST, date(2026, 8, 1))],
)
def test_a_day_of_law_is_that_day_though_it_be_a_sunday(rule, day):
    assert periods_due(rule, *YEAR, CALENDAR) == [Period(day, day)]


def test_weeks_are_due_on_mondays():
    assert days(Rule.WEEKLY, date(2026, 3, 1), date(2026, 3, 17)) == [
        date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)
    ]  # fmt: skip


def test_days_are_due_one_by_one():
    assert len(days(Rule.DAILY)) == 365


@pytest.mark.parametrize("rule", RECURRENCES)
def test_a_period_belongs_to_one_of_two_spans_that_meet(rule):
    middle = date(2026, 7, 1)

    assert days(rule, YEAR[0], middle) + days(rule, middle, YEAR[1]) == days(rule)


@pytest.mark.parametrize("rule", RECURRENCES)
def test_an_empty_span_has_no_period(rule):
    assert days(rule, YEAR[1], YEAR[0]) == days(rule, YEAR[0], YEAR[0]) == []


def test_a_month_whose_day_comes_after_the_span_began_is_in_it():
    assert days(Rule.MONTHLY, date(2026, 1, 4), date(2026, 1, 6)) == [date(2026, 1, 1)]


def test_a_report_speaks_of_the_day_before_its_reporting_day():
    assert Period(date(2026, 7, 1), date(2026, 7, 1)).as_of == date(2026, 6, 30)


def test_every_rule_comes_again():
    assert {rule: next_period(rule, date(2026, 3, 2), CALENDAR).due_on for rule in RECURRENCES} == {
        Rule.MONTHLY: date(2026, 3, 2), Rule.FEBRUARY: date(2027, 2, 1), Rule.JULY: date(2026, 7, 1),
        Rule.AUGUST: date(2026, 8, 1), Rule.WEEKLY: date(2026, 3, 2), Rule.DAILY: date(2026, 3, 2),
    }  # fmt: skip


@pytest.mark.parametrize(("named", "meant"), [("same", 2026), ("before", 2025), (2024, 2024)])
def test_the_year_of_a_quota_may_be_named_from_day_to_day(named, meant):
    assert resolved({"year": named, "region": ""}, date(2026, 6, 30)) == {"year": meant, "region": ""}


def test_a_year_of_months_may_be_made_up_at_once():
    assert len(days(Rule.MONTHLY)) < MOST_AT_ONCE < len(days(Rule.DAILY))


def own(recurrence, since=YEAR[0], until=YEAR[1]):
    return [period.day for period in periods_due(Rule.RRULE, since, until, CALENDAR, recurrence=recurrence)]


def test_a_rule_of_its_own_is_read_as_calendars_write_it():
    assert own("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 1, 1), date(2026, 4, 1)) == [
        date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)
    ]  # fmt: skip


def test_a_rule_of_its_own_counts_from_the_first_day_of_its_schedule():
    found = own("FREQ=WEEKLY;INTERVAL=2", date(2026, 1, 7), date(2026, 2, 10))

    assert found == [date(2026, 1, 7), date(2026, 1, 21), date(2026, 2, 4)]
    fortnight = {"begins": date(2026, 1, 7), "recurrence": "FREQ=WEEKLY;INTERVAL=2"}
    assert next_period(Rule.RRULE, date(2026, 1, 8), CALENDAR, **fortnight).day == date(2026, 1, 21)


@pytest.mark.parametrize(
    "recurrence",
    [
        "FREQ=SECONDLY", "FREQ=DAILY;COUNT=3", "FREQ=DAILY;UNTIL=20270101", "FREQ=DAILY;BYHOUR=3", "every Monday", "",
        "FREQ=DAILY;INTERVAL=x", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=DAILY", "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY\nEXDATE:20260101",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_or_never_comes_is_refused(recurrence):
    with pytest.raises(ValueError, match=r"."):
        check_recurrence(recurrence, date(2026, 1, 1))


def test_days_of_law_are_those_of_their_years():
    law = (
        LawDay(7, 1, date(2012, 1, 1), date(2015, 1, 1)), LawDay(2, 1, date(2012, 1, 1)),
        LawDay(8, 1, date(2016, 1, 1), date(2017, 1, 1)),
    )  # fmt: skip
    found = periods_due(Rule.LAW, date(2014, 1, 1), date(2017, 1, 1), CALENDAR, law=law)

    assert [period.day for period in found] == [
        date(2014, 2, 1), date(2014, 7, 1), date(2015, 2, 1), date(2016, 2, 1), date(2016, 8, 1)
    ]  # fmt: skip
    assert all(period.due_on == period.day for period in found)
