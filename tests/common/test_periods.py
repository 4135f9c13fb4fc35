from datetime import date

import pytest

from casework.common.periods import Period

FIRST, LAST, AFTER = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def test_the_first_day_counts_and_the_day_it_ends_does_not():
    period = Period(FIRST, AFTER)

    assert [day in period for day in (date(2026, 3, 1), FIRST, LAST, AFTER)] == [False, True, True, False]
    assert period.days == 2


def test_a_period_without_end_never_ends_and_has_no_length():
    period = Period(FIRST)

    assert date(2999, 1, 1) in period
    with pytest.raises(ValueError, match="no length"):
        assert period.days


def test_a_period_of_no_days_holds_no_day():
    period = Period(FIRST, FIRST)

    assert FIRST not in period
    assert period.days == 0


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="cannot end"):
        Period(AFTER, FIRST)
