"""The calendar against the published table of holidays, the library and the calendar of an office."""

from datetime import date

import holidays
import pytest

from casework.reference import queries as reference
from casework.reference import rules
from casework.reference.actions import DATA
from casework.reference.loading import read
from casework.reference.models import CalendarDay

SWAPS = read(DATA / "swaps.csv")
DAYS = {day.day: day for day in rules.calendar(SWAPS)}
SATURDAY = 5


def published(year: int) -> set[date]:
    """Fixed holidays of a year by the published table.

    It differs from the law in one thing: it leaves open when Constitution Day moved. A referendum of 15 March 2026 took
    30 August away at once and gave 15 March, kept from 2027 on (https://taspanews.kz/novosti-kazakhstana/
    v-etom-godu-u-kazakhstantsev-ne-budet-odnogo-vykhodnogo-795514517615).
    """
    rows = [row for row in read(DATA / "published" / "holidays.csv") if row["date"] != "lunar calendar"]
    days = {date.fromisoformat(f"{year}-{row['date']}") for row in rows if year in years(row)}
    return days | ({date(year, 3, 15)} if year >= 2027 else set())


def years(row: dict[str, str]) -> range:
    last = "2025" if row["name"] == "Constitution Day" else row["to_year"]
    return range(int(row["from_year"]), int(last or 9998) + 1)


def fixed(year: int) -> set[date]:
    """Holidays of a year in the calendar that neither the moon, a weekend nor the Government gives."""
    by_law = [day for day in DAYS.values() if day.day.year == year and day.source == rules.LIBRARY]
    return {day.day for day in by_law if "moved" not in day.name and day.name != "Kurban Ait, first day"}


@pytest.mark.parametrize("year", rules.YEARS)
def test_the_fixed_holidays_are_those_of_the_published_table(year):
    assert fixed(year) == published(year)


@pytest.mark.parametrize("year", rules.YEARS)
def test_a_holiday_on_a_day_off_is_made_up_for_on_a_working_day(year):
    never_moved = {date(year, 1, 7)}
    owed = [day for day in published(year) - never_moved if day.weekday() >= SATURDAY]
    moved = [day for day in DAYS.values() if "moved" in day.name and day.day.year == year]
    taken_by_swap = year == 2020  # Victory Day: Monday 11 May was worked for Friday 8 May

    assert len(moved) == len(owed) - taken_by_swap
    assert all(day.day.weekday() < SATURDAY for day in moved)


@pytest.mark.parametrize("day", [date(2024, 1, 8), date(2023, 1, 9), date(2022, 7, 11), date(2027, 5, 17)])
def test_neither_7_january_nor_kurban_ait_moves(day):
    assert day not in DAYS


def test_kurban_ait_to_come_is_an_estimate_and_the_past_is_not():
    ait = {day.day.year: day for day in DAYS.values() if "Kurban" in day.name}

    assert set(ait) == set(rules.YEARS)
    assert {year for year, day in ait.items() if day.is_estimate} == set(range(2026, 2036))


def test_nothing_but_the_moon_is_estimated():
    assert {day.name for day in DAYS.values() if day.is_estimate} <= {
        "Kurban Ait, first day",
        "Kurban Ait, first day; Nauryz",
    }


def test_the_swaps_of_the_table_are_those_of_the_library():
    known = holidays.country_holidays("KZ", years=rules.YEARS, language="en_US")

    assert {day for day in known if rules.SWAPPED in known[day]} == {
        date.fromisoformat(swap["day_off"]) for swap in SWAPS
    }
    worked = {date.fromisoformat(swap["working_day"]) for swap in SWAPS}
    assert known.weekend_workdays == {day for day in worked if day.weekday() >= SATURDAY}
    assert not any(day in known for day in worked)


def test_a_day_worked_by_order_of_the_government_is_a_day_off_otherwise():
    usual = {date(2020, 5, 11)}  # a Monday off for Victory Day, worked after all

    assert {day.day for day in DAYS.values() if day.is_working and day.day.weekday() < SATURDAY} == usual


def test_a_day_the_government_swaps_is_no_longer_the_holiday_it_was():
    swap = {"day_off": "2026-05-08", "working_day": "2026-05-11", "source": "an order"}

    days = {day.day: day for day in rules.calendar([swap])}

    assert days[date(2026, 5, 11)].is_working
    assert days[date(2026, 5, 11)].name == "Working day for 08.05.2026"


@pytest.mark.django_db
def test_the_calendar_is_read_by_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar = reference.work_calendar()

    assert not calendar.is_working(date(2026, 3, 25))
    assert calendar.names[date(2026, 3, 25)] == "Nauryz, moved from a day off"


@pytest.mark.django_db
def test_days_over_new_year_and_nauryz_are_counted_over_the_holidays():
    calendar = reference.work_calendar()

    assert calendar.add_working_days(date(2025, 12, 30), 3) == date(2026, 1, 6)
    assert calendar.add_working_days(date(2026, 3, 20), 1) == date(2026, 3, 26)
    assert calendar.subtract_working_days(date(2026, 3, 26), 1) == date(2026, 3, 20)


@pytest.mark.django_db
def test_a_sunday_worked_by_order_of_the_government_counts():
    calendar = reference.work_calendar()

    assert calendar.add_working_days(date(2024, 12, 31), 3) == date(2025, 1, 8)
    assert calendar.is_working(date(2025, 1, 5))


@pytest.mark.django_db
def test_every_day_of_the_calendar_names_its_source():
    assert not CalendarDay.objects.filter(source="").exists()
    assert CalendarDay.objects.count() == len(DAYS)
