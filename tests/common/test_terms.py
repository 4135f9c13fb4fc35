"""The date of a term, and how pauses move it. February 2026: the 16th is a Monday, without holidays."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from casework.common.periods import Period
from casework.common.terms import Due, Term, Unit, due, explain
from casework.common.workdays import WorkCalendar

THREE = Term(3, Unit.WORKING_DAYS, "Order A")
TEN = Term(10, Unit.CALENDAR_DAYS, "Order B")
PLAIN = WorkCalendar()
LATER = date(2026, 6, 1)


def feb(day: int) -> date:
    return date(2026, 2, day)


def pause(since: int, until: int | None = None) -> Period:
    return Period(feb(since), until and feb(until))


def due_on(*pauses: Period, term: Term = THREE, today: date = LATER, calendar: WorkCalendar = PLAIN) -> date:
    return due(feb(16), term, calendar, pauses, today=today).on


def test_working_days_are_counted_from_the_day_after_receipt():
    assert due_on() == feb(19)


def test_calendar_days_know_no_days_off():
    calendar = WorkCalendar({feb(26): False})

    assert due_on(term=TEN, calendar=calendar) == feb(26)


@pytest.mark.parametrize(
    ("since", "until", "moved"),
    [(17, 18, feb(20)), (17, 21, feb(23)), (16, 20, feb(23)), (19, 23, feb(23))],
    ids=["one day", "four days, a weekend in them", "from the day of receipt", "from the last day"],
)
def test_a_pause_moves_the_date_by_the_days_paused(since, until, moved):
    assert due_on(pause(since, until)) == moved


def test_a_date_moved_onto_a_day_off_goes_on_to_the_next_working_day():
    assert due_on(pause(17, 19)) == feb(23)  # two days lead to Saturday the 21st


def test_a_date_moved_onto_a_holiday_goes_on_past_it():
    assert due_on(pause(17, 19), calendar=WorkCalendar({feb(23): False})) == feb(24)


def test_a_date_moved_onto_a_worked_saturday_stays():
    assert due_on(pause(17, 19), calendar=WorkCalendar({feb(21): True})) == feb(21)


def test_a_date_in_calendar_days_is_moved_by_the_days_alone():
    assert due_on(pause(17, 19), term=TEN) == feb(28)  # a Saturday


def test_an_open_pause_moves_the_date_by_the_days_up_to_today():
    assert [due_on(pause(17), today=feb(day)) for day in (17, 18, 21)] == [feb(19), feb(20), feb(23)]


def test_pauses_add_up():
    assert due_on(pause(17, 18), pause(19, 22)) == feb(23)


def test_days_two_pauses_share_count_once_whatever_their_order():
    assert due_on(pause(17, 20), pause(18, 21)) == due_on(pause(18, 21), pause(17, 20)) == due_on(pause(17, 21))


def test_pauses_that_touch_are_one_pause():
    assert due_on(pause(17, 19), pause(19, 20)) == due_on(pause(17, 20))


def test_a_second_pause_moves_the_working_day_the_first_led_to():
    assert due_on(pause(17, 19), pause(23, 24)) == feb(24)


def test_a_pause_that_begins_after_the_date_does_not_heal_the_delay():
    assert due_on(pause(20, 24)) == feb(19)


def test_days_before_receipt_move_nothing():
    assert due_on(pause(10, 14)) == feb(19)
    assert due_on(pause(10, 18)) == due_on(pause(16, 18))


def test_a_pause_ended_on_the_day_it_began_moves_nothing_and_is_not_told():
    result = due(feb(16), THREE, PLAIN, [pause(17, 17)], today=LATER)

    assert result.on == feb(19)
    assert result.explanation()["pauses"] == []


def test_the_explanation_is_plain_and_counts_the_days():
    stored = due(feb(16), THREE, WorkCalendar({feb(18): False}, {feb(18): "Day X"}), [pause(17, 18)], today=LATER)

    assert stored.explanation() == {
        "on": "2026-02-23",
        "received_on": "2026-02-16",
        "term": {"days": 3, "unit": "working days", "act": "Order A", "is_approximate": False, "remark": ""},
        "unpaused_on": "2026-02-20",
        "days_off": ["2026-02-18"],
        "days_worked": [],
        "names": {"2026-02-18": "Day X"},
        "paused_days": 1,
        "pauses": [
            {"since": "2026-02-17", "until": "2026-02-18", "days": 1, "landed_on": "2026-02-21", "on": "2026-02-23"}
        ],
    }


def test_the_reasons_of_a_plain_date_are_three_sentences_and_the_rule():
    assert due(feb(16), THREE, PLAIN, today=LATER).sentences() == [
        "Received on Mon 16 Feb 2026; the days are counted from the day after.",
        "The deadline is 3 working days: Order A.",
        "Saturdays, Sundays and holidays are not counted.",
        "So it is due on Thu 19 Feb 2026.",
    ]


def test_the_reasons_name_holidays_and_worked_days_the_count_met():
    calendar = WorkCalendar({feb(20): False, feb(21): True, feb(18): False}, {feb(20): "Day X"})

    sentences = due(feb(16), THREE, calendar, today=LATER).sentences()

    assert sentences[3:] == [
        "Wed 18 Feb 2026 is not a working day.",
        "Fri 20 Feb 2026 is not a working day (Day X).",
        "Sat 21 Feb 2026 is a working day.",
        "So it is due on Sat 21 Feb 2026.",
    ]


def test_the_reasons_tell_that_a_date_went_on_past_a_day_off():
    sentences = due(feb(16), THREE, PLAIN, [pause(17, 19)], today=LATER).sentences()

    assert sentences[3:] == [
        "Without pauses it would be due on Thu 19 Feb 2026.",
        "The clock stood still for 2 days from Tue 17 Feb 2026: the date moves by 2 days to Sat 21 Feb 2026.",
        "That is a day off, so the date goes on to Mon 23 Feb 2026.",
        "So it is due on Mon 23 Feb 2026.",
    ]


@pytest.mark.parametrize(
    ("remark", "sentence"),
    [
        ("the source gives the year only", "Approximate: the source gives the year only."),
        ("", "Approximate by its source."),
    ],
)
def test_an_approximate_term_says_what_is_open(remark, sentence):
    term = Term(35, Unit.CALENDAR_DAYS, "Order C", is_approximate=True, remark=remark)

    assert due(feb(16), term, PLAIN, today=LATER).sentences()[1:3] == [
        "The deadline is 35 calendar days: Order C.",
        sentence,
    ]


def test_the_reasons_are_told_in_the_language_of_the_reader():
    stored = due(feb(16), THREE, PLAIN, today=LATER).explanation()

    with translation.override("ru"):
        assert "19 фев" in explain(stored)[-1].lower()


FEBRUARY = st.dates(date(2026, 2, 1), date(2026, 3, 31))
PAUSES = st.lists(
    st.tuples(FEBRUARY, st.integers(0, 20)).map(lambda p: Period(p[0], p[0] + timedelta(p[1]))), max_size=5
)
CALENDARS = st.builds(WorkCalendar, st.dictionaries(FEBRUARY, st.booleans(), max_size=20))


@given(FEBRUARY, st.integers(1, 30), CALENDARS, PAUSES)
def test_a_moved_date_is_a_working_day_and_never_earlier(received_on, days, calendar, pauses):
    term = Term(days, Unit.WORKING_DAYS, "Order A")

    result: Due = due(received_on, term, calendar, pauses, today=LATER)

    assert calendar.is_working(result.on)
    assert result.on >= result.unpaused_on + timedelta(days=result.paused_days)


@given(FEBRUARY, st.integers(1, 30), PAUSES)
def test_in_calendar_days_the_date_moves_by_exactly_the_days_paused(received_on, days, pauses):
    result = due(received_on, Term(days, Unit.CALENDAR_DAYS, "Order B"), PLAIN, pauses, today=LATER)

    assert result.on == received_on + timedelta(days=days + result.paused_days)


@given(FEBRUARY, CALENDARS, PAUSES, st.randoms())
def test_the_order_in_which_pauses_are_listed_does_not_matter(received_on, calendar, pauses, chance):
    shuffled = chance.sample(pauses, len(pauses))

    assert due(received_on, THREE, calendar, pauses, today=LATER) == due(
        received_on, THREE, calendar, shuffled, today=LATER
    )
