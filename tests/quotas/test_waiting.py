"""Waiting lists as pure rules: the order, who is offered places, and what binds."""

from datetime import date, timedelta

import pytest

from casework.quotas.rules.waiting import Room, Rule, Waiter, Why, in_order, judge, lot

FIRST = date(2026, 2, 1)
SKIP, HOLD = Rule("received", "skip"), Rule("received", "hold")


def waiter(number, places, **facts):
    return Waiter(f"IN-{number}", places, facts.pop("ranked_on", FIRST + timedelta(days=number)), **facts)


def whys(waiters, room, rule):
    return [verdict.why for verdict in judge(in_order(waiters, rule), room, rule)]


def test_who_applied_first_comes_first_and_the_number_decides_between_two_of_one_day():
    waiters = [waiter(3, 1), waiter(2, 1, ranked_on=FIRST), waiter(1, 1, ranked_on=FIRST)]

    assert [one.file for one in in_order(waiters, SKIP)] == ["IN-1", "IN-2", "IN-3"]


def test_more_points_come_first_then_the_day():
    waiters = [waiter(1, 1, points=2), waiter(2, 1, points=5), waiter(3, 1, points=5)]

    assert [one.file for one in in_order(waiters, Rule("points", "skip"))] == ["IN-2", "IN-3", "IN-1"]


def test_lots_are_drawn_again_from_their_seed_with_the_same_result():
    waiters, rule = [waiter(number, 1) for number in range(30)], Rule("lots", "skip", seed="2026-03-01 7f3a")

    drawn = [one.file for one in in_order(reversed(waiters), rule)]

    assert drawn == sorted((one.file for one in waiters), key=lambda file: lot(rule.seed, file))
    assert drawn != [one.file for one in in_order(waiters, Rule("lots", "skip", seed="another"))]


def test_a_family_of_six_with_four_places_free_is_skipped_where_the_programme_says_so():
    assert whys([waiter(1, 6), waiter(2, 4)], Room(4), SKIP) == [Why.ALLOCATION, Why.OFFERED]


def test_a_family_of_six_with_four_places_free_holds_the_line_where_the_programme_says_so():
    assert whys([waiter(1, 6), waiter(2, 4)], Room(4), HOLD) == [Why.ALLOCATION, Why.LINE]


def test_those_before_take_their_places_first():
    verdicts = judge([waiter(1, 3), waiter(2, 2), waiter(3, 1)], Room(4), SKIP)

    assert [(one.why, one.left, one.short) for one in verdicts] == [
        (Why.OFFERED, 4, 0), (Why.ALLOCATION, 1, 1), (Why.OFFERED, 1, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("free", "under", "why", "ceiling"),
    [(10, 2, Why.CEILING, 7), (2, 10, Why.ALLOCATION, None), (None, 2, Why.CEILING, 7), (2, 2, Why.ALLOCATION, None)],
)
def test_the_tightest_bound_is_named(free, under, why, ceiling):
    verdict = judge([waiter(1, 3, ceilings=(7,))], Room(free, {7: under, 8: 0}), SKIP)[0]

    assert (verdict.why, verdict.ceiling, verdict.left, verdict.short) == (why, ceiling, 2, 1)


def test_without_a_limit_everybody_is_offered_places():
    assert whys([waiter(1, 60), waiter(2, 40)], Room(None), HOLD) == [Why.OFFERED, Why.OFFERED]
