"""The deadline of a decision, by the row of the law in force on the day of receipt. The dates are counted by hand."""

from datetime import date

import pytest

from casework.common import terms
from casework.common.errors import RuleBroken
from casework.common.terms import Unit
from casework.reference import queries as reference

pytestmark = pytest.mark.django_db


def due(received_on: date) -> date:
    term = reference.term("status.decision", received_on)
    return terms.due(received_on, term, reference.work_calendar(), today=received_on).on


@pytest.mark.parametrize(
    ("received_on", "days", "unit"),
    [
        (date(2020, 4, 29), 5, Unit.WORKING_DAYS),
        (date(2021, 12, 31), 5, Unit.WORKING_DAYS),
        (date(2022, 1, 1), 4, Unit.WORKING_DAYS),
        (date(2023, 9, 30), 4, Unit.WORKING_DAYS),
        (date(2023, 10, 1), 35, Unit.CALENDAR_DAYS),
        (date(2025, 8, 11), 35, Unit.CALENDAR_DAYS),
        (date(2025, 8, 12), 30, Unit.WORKING_DAYS),
        (date(2025, 10, 25), 30, Unit.WORKING_DAYS),
        (date(2025, 10, 26), 3, Unit.WORKING_DAYS),
        (date(2026, 2, 16), 3, Unit.WORKING_DAYS),
    ],
)
def test_a_file_follows_the_row_in_force_on_the_day_it_was_received(received_on, days, unit):
    term = reference.term("status.decision", received_on)

    assert (term.days, term.unit) == (days, unit)


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2020, 4, 29), date(2020, 5, 11)),  # 1 and 7 May off; 8 May swapped for Monday 11 May
        (date(2021, 12, 31), date(2022, 1, 12)),  # 1 and 2 January moved to 3 and 4; 7 January off
        (date(2022, 1, 1), date(2022, 1, 11)),
        (date(2023, 9, 30), date(2023, 10, 5)),
        (date(2023, 10, 1), date(2023, 11, 5)),  # calendar days: a Sunday
        (date(2025, 8, 11), date(2025, 9, 15)),
        (date(2025, 8, 12), date(2025, 9, 24)),  # Constitution Day moved to 1 September
        (date(2025, 10, 25), date(2025, 12, 8)),  # Republic Day moved to 27 October
        (date(2025, 10, 26), date(2025, 10, 30)),
        (date(2026, 2, 16), date(2026, 2, 19)),
        (date(2026, 3, 19), date(2026, 3, 27)),  # Nauryz from 21 to 25 March
        (date(2025, 12, 30), date(2026, 1, 6)),  # New Year
        (date(2026, 1, 5), date(2026, 1, 9)),  # 7 January
        (date(2026, 5, 6), date(2026, 5, 13)),  # 7 May; Victory Day moved to 11 May
    ],
)
def test_the_date_counted_by_hand_is_the_date_of_the_calendar(received_on, due_on):
    assert due(received_on) == due_on


def test_rows_whose_day_is_taken_from_a_month_or_a_year_are_marked():
    marked = {
        day: reference.term("status.decision", day).is_approximate for day in (date(2022, 1, 1), date(2023, 10, 1))
    }

    assert all(marked.values())
    assert not reference.term("status.decision", date(2025, 10, 26)).is_approximate


def test_before_the_first_row_no_deadline_is_on_record():
    with pytest.raises(reference.FigureMissing) as refusal:
        reference.term("status.decision", date(2020, 4, 28))

    assert str(refusal.value) == (
        "No figure “status.decision” is on record for 28 Apr 2020. The first one is of 29 Apr 2020. "
        "An administrator must add it."
    )
    assert isinstance(refusal.value, RuleBroken)


def test_the_pilot_of_2026_never_sets_the_deadline():
    assert reference.figure("status.pilot_assessment", date(2026, 2, 13)).whole == 29
    assert reference.term("status.decision", date(2026, 2, 13)).days == 3


def test_a_pause_of_four_days_moves_the_date_by_four_and_says_why():
    received_on = date(2026, 2, 16)
    pause = terms.Period(date(2026, 2, 17), date(2026, 2, 21))
    term = reference.term("status.decision", received_on)

    moved = terms.due(received_on, term, reference.work_calendar(), [pause], today=date(2026, 3, 2))

    assert moved.on == date(2026, 2, 23)
    assert moved.sentences() == [
        "Received on Mon 16 Feb 2026; the days are counted from the day after.",
        "The deadline is 3 working days: Order of 10 October 2025 on the returnee status.",
        "Saturdays, Sundays and holidays are not counted.",
        "Without pauses it would be due on Thu 19 Feb 2026.",
        "The clock stood still for 4 days from Tue 17 Feb 2026: the date moves by 4 days to Mon 23 Feb 2026.",
        "So it is due on Mon 23 Feb 2026.",
    ]
