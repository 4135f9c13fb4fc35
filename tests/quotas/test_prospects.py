"""What a forecast says of a limit, and when warnings are raised and ended. Pure."""

from datetime import date, timedelta

import pytest

from casework.quotas.rules.prospects import end_of_week, prospects, warned, week_of

DAY = date(2026, 3, 2)
FAN = [("2026-03-08", 45, 48, 52), ("2026-09-20", 80, 101, 125), ("2026-12-31", 85, 120, 155)]
DEMAND = [75 + 2 * n for n in range(50)]


def of(limit, free=50):
    return prospects(FAN, DEMAND, limit, day=DAY, free=free)


def test_the_days_are_those_on_which_each_band_reaches_the_limit():
    found = of(100)

    assert (found.early, found.middle, found.late) == (date(2026, 9, 20), date(2026, 9, 20), None)


def test_more_places_make_it_less_likely_and_leave_more():
    less, more = of(100), of(140)

    assert less.probability > more.probability
    assert less.unused < more.unused
    assert less.refused > more.refused


@pytest.mark.parametrize(("limit", "probability"), [(10, 1.0), (400, 0.0)])
def test_far_from_every_future_it_is_sure(limit, probability):
    assert of(limit).probability == probability


def test_with_nothing_free_it_has_run_out_today():
    found = of(100, free=0)

    assert (found.probability, found.early, found.late) == (1.0, DAY, DAY)


@pytest.mark.parametrize(
    ("day", "week"), [(date(2026, 1, 1), 0), (date(2026, 1, 8), 1), (date(2026, 12, 30), 51), (date(2026, 12, 31), 51)]
)
def test_a_year_has_fifty_two_weeks(day, week):
    assert week_of(day)[0] == week


def test_the_last_week_ends_with_the_year():
    assert [end_of_week(2026, week) for week in (0, 50, 51)] == [
        date(2026, 1, 7), date(2026, 12, 23), date(2026, 12, 31),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "standing", "kinds"),
    [
        (0.69, set(), set()),
        (0.70, set(), {"70"}),
        (0.66, {"70"}, {"70"}),
        (0.65, {"70"}, {"70"}),
        (0.64, {"70"}, set()),
        (0.86, {"70"}, {"70", "85"}),
        (0.95, {"70", "85"}, {"70", "85", "95"}),
        (0.91, {"70", "85", "95"}, {"70", "85", "95"}),
        (0.89, {"70", "85", "95"}, {"70", "85"}),
    ],
)
def test_a_share_warns_at_its_mark_and_until_it_lies_well_below(share, standing, kinds):
    assert warned(share, None, DAY, standing) == kinds


@pytest.mark.parametrize(
    ("days", "standing", "is_soon"),
    [(60, set(), True), (61, set(), False), (61, {"soon"}, True), (75, {"soon"}, True), (76, {"soon"}, False)],
)
def test_a_day_within_sixty_days_warns_until_it_is_seventy_five_days_off(days, standing, is_soon):
    assert ("soon" in warned(0.1, DAY + timedelta(days=days), DAY, standing)) == is_soon
