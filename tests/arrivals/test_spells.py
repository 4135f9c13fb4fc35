"""Sojourns from crossings, and how long each may last: rules alone, without a database."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from casework.arrivals.rules.sojourns import Pass, StayFacts, StayRule, is_overstayed, last_day, rule_for, spells
from casework.common.workdays import ALMATY


def passed(way: str, day: str, number: int = 0, at: str = "10:00") -> Pass:
    moment = datetime.fromisoformat(f"{day} {at}").replace(tzinfo=ALMATY)
    return Pass(way == "in", moment, moment.date(), number or int(day.replace("-", "")))


def told(*passes: Pass) -> list[tuple[str, str, bool]]:
    def day(one: Pass | None) -> str:
        return one.on.isoformat() if one else ""

    return [(day(one.arrival), day(one.departure), one.is_closed) for one in spells(passes)]


@pytest.mark.parametrize(
    ("passes", "expected"),
    [
        ([("in", "2009-12-30"), ("out", "2010-01-02")], [("2009-12-30", "2010-01-02", False)]),
        ([("in", "2024-02-28"), ("out", "2024-02-29")], [("2024-02-28", "2024-02-29", False)]),
        ([("in", "2026-01-01")], [("2026-01-01", "", False)]),
        ([("out", "2026-01-01")], [("", "2026-01-01", False)]),
        ([("in", "2026-01-01"), ("in", "2026-03-01")], [("2026-01-01", "", True), ("2026-03-01", "", False)]),
        ([("out", "2026-01-01"), ("in", "2026-03-01")], [("", "2026-01-01", False), ("2026-03-01", "", False)]),
        ([("in", "2026-01-01"), ("out", "2026-01-02"), ("out", "2026-01-03")],
         [("2026-01-01", "2026-01-02", False), ("", "2026-01-03", False)]),
        ([("out", "2026-01-05"), ("in", "2026-01-01")], [("2026-01-01", "2026-01-05", False)]),
        ([], []),
    ],
)  # fmt: skip
def test_crossings_make_sojourns(passes, expected):
    assert told(*(passed(*one) for one in passes)) == expected


def test_who_leaves_on_the_day_of_arrival_was_here_that_day():
    assert told(passed("out", "2026-01-01", 2, "18:00"), passed("in", "2026-01-01", 1)) == [
        ("2026-01-01", "2026-01-01", False)
    ]


@given(some.lists(some.tuples(some.booleans(), some.integers(0, 500)), max_size=30))
def test_every_crossing_is_in_exactly_one_sojourn(ways):
    start = datetime(2026, 1, 1, tzinfo=ALMATY).timestamp()
    passes = [
        Pass(way, datetime.fromtimestamp(start + hours * 3600, ALMATY), date(2026, 1, 1), number)
        for number, (way, hours) in enumerate(ways)
    ]

    used = [one.number for spell in spells(passes) for one in (spell.arrival, spell.departure) if one]

    assert sorted(used) == [one.number for one in passes]
    assert sum(not spell.departure and not spell.is_closed for spell in spells(passes)) <= 1


def facts(arrived_on: str, **more) -> StayFacts:
    return StayFacts(
        date.fromisoformat(arrived_on), **{"nationality": "KG", "purpose": "private", "category": "temporary"} | more
    )


OLD = StayRule(date(2000, 1, 1), None, 90)
NEW = StayRule(date(2020, 1, 1), None, 30)
KYRGYZ = StayRule(date(2020, 1, 1), date(2025, 1, 1), 60, nationality="KG")
VISA = StayRule(date(2000, 1, 1), None, 30, needs_visa=True, is_declared=True)
GOOD = StayRule(date(2000, 1, 1), None, None, category="for_good")
RULES = (OLD, NEW, KYRGYZ, VISA, GOOD)


@pytest.mark.parametrize(
    ("arrival", "rule"),
    [
        (facts("2019-12-31"), OLD), (facts("2020-01-01", nationality="RU"), NEW), (facts("2020-01-01"), KYRGYZ),
        (facts("2024-12-31"), KYRGYZ), (facts("2025-01-01"), NEW), (facts("2026-01-01", has_visa=True), VISA),
        (facts("2026-01-01", category="for_good"), GOOD), (facts("1999-12-31"), None),
    ],
)  # fmt: skip
def test_the_narrowest_rule_of_the_day_of_arrival_holds(arrival, rule):
    assert rule_for(arrival, RULES) == rule


@pytest.mark.parametrize(
    ("arrival", "rule", "last"),
    [
        (facts("2026-01-01"), NEW, date(2026, 1, 30)), (facts("2025-12-15"), NEW, date(2026, 1, 13)),
        (facts("2024-02-01"), NEW, date(2024, 3, 1)), (facts("2026-02-01"), NEW, date(2026, 3, 2)),
        (facts("2026-01-01", declared=5), VISA, date(2026, 1, 5)), (facts("2026-01-01"), VISA, date(2026, 1, 30)),
        (facts("2026-01-01", declared=5), NEW, date(2026, 1, 30)), (facts("2026-01-01"), GOOD, None),
        (facts("2026-01-01"), None, None),
    ],
)  # fmt: skip
def test_the_day_of_arrival_is_the_first_of_the_stay(arrival, rule, last):
    assert last_day(arrival, rule) == last


def test_the_last_day_is_still_lawful():
    assert [is_overstayed(date(2026, 1, 30), date(2026, 1, day)) for day in (30, 31)] == [False, True]
    assert not is_overstayed(None, date(2099, 1, 1))
