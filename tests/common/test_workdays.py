from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.common.workdays import WorkCalendar, local_date

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 2, 20) + timedelta(days=n) for n in range(4))
PLAIN = WorkCalendar()

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDARS = st.builds(WorkCalendar, st.dictionaries(DAYS, st.booleans(), max_size=200))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 2, 18, 59, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 2, 19, 0, tzinfo=UTC), date(2026, 3, 3)),
        (datetime(2024, 1, 15, 18, 0, tzinfo=UTC), date(2024, 1, 16)),
        (datetime(2024, 2, 29, 18, 0, tzinfo=UTC), date(2024, 2, 29)),
    ],
    ids=["before midnight", "after midnight", "after midnight at UTC+6", "the hour the clock went back"],
)
def test_a_legal_day_is_the_date_in_almaty_which_changed_its_hour_in_2024(moment, day):
    assert local_date(moment) == day


def test_a_moment_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2026, 3, 2, 12, 0))  # noqa: DTZ001  the mistake itself


def test_the_day_of_receipt_is_never_counted():
    assert PLAIN.add_working_days(MONDAY, 1) == date(2026, 2, 24)
    assert PLAIN.add_working_days(SATURDAY, 1) == MONDAY
    assert PLAIN.add_working_days(FRIDAY, 1) == MONDAY


def test_a_holiday_is_passed_over_and_a_worked_saturday_counts():
    calendar = WorkCalendar({MONDAY: False, SATURDAY: True})

    assert calendar.add_working_days(FRIDAY, 1) == SATURDAY
    assert calendar.add_working_days(FRIDAY, 2) == date(2026, 2, 24)


def test_days_are_counted_backwards_too():
    assert PLAIN.subtract_working_days(MONDAY, 1) == FRIDAY
    assert WorkCalendar({SUNDAY: True}).subtract_working_days(MONDAY, 1) == SUNDAY


def test_the_days_between_are_negative_backwards():
    assert PLAIN.working_days_between(FRIDAY, date(2026, 2, 24)) == 2
    assert PLAIN.working_days_between(date(2026, 2, 24), FRIDAY) == -2
    assert PLAIN.working_days_between(FRIDAY, FRIDAY) == 0


def test_exceptions_are_the_days_that_break_the_rhythm_of_the_week():
    calendar = WorkCalendar({MONDAY: False, SATURDAY: True, SUNDAY: False, FRIDAY: True})

    assert calendar.exceptions_between(FRIDAY, MONDAY) == [SATURDAY, MONDAY]
    assert calendar.exceptions_between(SUNDAY, SUNDAY) == []


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_the_nth_working_day_is_a_working_day_and_n_working_days_away(calendar, start, days):
    found = calendar.add_working_days(start, days)

    assert calendar.is_working(found)
    assert calendar.working_days_between(start, found) == days


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_counting_there_and_back_leads_to_the_last_working_day_before_the_start(calendar, start, days):
    back = calendar.subtract_working_days(calendar.add_working_days(start, days), days)

    assert back <= start
    assert calendar.working_days_between(back, start) == 0
