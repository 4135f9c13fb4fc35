"""The law of returnees, without a database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from casework.common.errors import RuleBroken
from casework.common.periods import months_after
from casework.returnees.rules import Money, check_extension


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 3, 2), 12, date(2027, 3, 2)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 2, 28), 6, date(2026, 8, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 7, 15), 6, date(2027, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one_of_the_month(day, months, then):
    assert months_after(day, months) == then


@given(some.dates(date(1990, 1, 1), date(2100, 1, 1)), some.integers(0, 60))
def test_months_later_lies_in_the_month_that_is_so_many_months_later(day, months):
    then = months_after(day, months)

    assert then.year * 12 + then.month == day.year * 12 + day.month + months
    assert then.day <= day.day


@pytest.mark.parametrize("months", [1, 5, 6])
def test_a_status_is_extended_by_a_month_to_the_most_of_the_law(months):
    check_extension(months=months, at_most=6, was_extended=False)


@pytest.mark.parametrize("months", [-1, 0, 7, 12])
def test_a_status_is_extended_by_no_other_term(months):
    with pytest.raises(RuleBroken, match="by 1 to 6 months"):
        check_extension(months=months, at_most=6, was_extended=False)


def test_a_status_is_extended_once():
    with pytest.raises(RuleBroken, match="extended once, and it was"):
        check_extension(months=1, at_most=6, was_extended=True)


def test_money_is_the_multiple_times_the_index():
    assert Money(Decimal(70), Decimal(4325)).tenge == 302_750
