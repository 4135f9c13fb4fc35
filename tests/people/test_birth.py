from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people.rules import BirthDate, NoBirthDate

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
BIRTHS = st.one_of(
    DAYS.map(BirthDate),
    DAYS.map(lambda day: BirthDate(day.replace(day=1), "month")),
    DAYS.map(lambda day: BirthDate(day.replace(month=1, day=1), "year")),
)


@pytest.mark.parametrize(
    ("text", "on", "precision"),
    [
        ("14.03.1985", date(1985, 3, 14), "day"),
        (" 4.3.1985 ", date(1985, 3, 4), "day"),
        ("1985-03-14", date(1985, 3, 14), "day"),
        ("03.1985", date(1985, 3, 1), "month"),
        ("--.03.1985", date(1985, 3, 1), "month"),
        ("1985-03", date(1985, 3, 1), "month"),
        ("1985", date(1985, 1, 1), "year"),
        ("--.--.1985", date(1985, 1, 1), "year"),
    ],
)
def test_a_birth_date_is_read_as_far_as_it_is_known(text, on, precision):
    assert BirthDate.read(text) == BirthDate(on, precision)


@pytest.mark.parametrize(
    "text",
    ["", "--", "31.02.1985", "1985-02-31", "03/04/1985", "14.03.85", "0001", "01.01.1899", "9999", "01.01.2101",
     "13.1985", "14.--.1985", "00.03.1985", "1985-00", "١٤.٠٣.١٩٨٥", "14.03.1985 12:00", "1985-03-14\n2"],
)  # fmt: skip
def test_what_is_no_birth_date_is_refused(text):
    with pytest.raises(NoBirthDate):
        BirthDate.read(text)


@given(BIRTHS)
def test_a_birth_date_is_written_as_it_is_read(birth):
    assert BirthDate.read(str(birth)) == birth


@given(BIRTHS, DAYS)
def test_a_day_may_be_the_birth_date_exactly_within_what_is_known(birth, day):
    known = {"day": 3, "month": 2, "year": 1}[birth.precision]

    assert birth.may_be(day) == (day.timetuple()[:known] == birth.on.timetuple()[:known])


def test_a_day_that_is_not_known_is_not_invented():
    with pytest.raises(ValueError, match="begins on the first day"):
        BirthDate(date(1985, 3, 14), "year")


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2003, 3, 13), 17), (date(2003, 3, 14), 18), (date(2003, 3, 15), 18)],
)
def test_a_year_of_life_is_completed_on_the_birthday(day, age):
    assert BirthDate(date(1985, 3, 14)).age_on(day) == age


def test_who_is_born_on_a_leap_day_completes_a_year_on_the_first_of_march():
    birth = BirthDate(date(2008, 2, 29))

    assert [birth.age_on(date(2026, 2, 28)), birth.age_on(date(2026, 3, 1))] == [17, 18]


def test_who_is_known_by_the_year_alone_is_a_minor_until_the_last_day_it_can_be():
    birth = BirthDate(date(2008, 1, 1), "year")

    assert birth.is_minor_on(date(2026, 12, 30))
    assert not birth.is_minor_on(date(2026, 12, 31))


@given(BIRTHS)
def test_nobody_has_completed_a_year_on_the_day_before_the_first_birthday(birth):
    assert birth.age_on(birth.on + timedelta(days=364)) < 1
