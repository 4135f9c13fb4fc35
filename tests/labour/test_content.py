"""Local content of an employer by the figures of its day."""

from datetime import date

import pytest

from casework.labour.models import Category
from casework.labour.queries.content import content
from casework.labour.states import Pair
from tests.factories.labour import EmployerFactory, staffed

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 2)


def test_the_pairs_are_counted_together():
    employer = staffed(EmployerFactory(), c1=(60, 30), c2=(10, 0), c3=(80, 10), c4=(10, 0), cseasonal=(0, 50))

    heads, workers = content(employer, TODAY).pairs

    assert (heads.staff.citizens, heads.staff.foreigners, heads.keeps, heads.room) == (70, 30, True, 0)
    assert (workers.staff.citizens, workers.staff.foreigners, workers.keeps, workers.room) == (90, 10, True, 0)


def test_the_next_permit_would_break_the_share():
    heads = content(staffed(EmployerFactory(), c1=(70, 30)), TODAY).pairs[0]

    assert heads.after(1) == (pytest.approx(69.3, abs=0.01), False)


def test_what_is_asked_for_counts_ahead():
    employer = staffed(EmployerFactory(), c1=(70, 29))

    heads = content(employer, TODAY, asked={"1": 1, "2": 1, "3": 7}).pairs[0]

    assert heads.asked == 2
    assert heads.after_asked[1] is False


def test_the_newest_staff_up_to_the_day_counts():
    employer = staffed(EmployerFactory(), on=date(2026, 1, 1), c1=(7, 3))
    staffed(employer, on=date(2026, 3, 3), c1=(0, 5))

    assert content(employer, TODAY).staff.on == date(2026, 1, 1)
    assert content(employer, date(2026, 3, 3)).staff.total == 5


@pytest.mark.parametrize(("citizens", "exempt"), [(14, True), (15, False)])
def test_a_small_business_of_twenty_is_free_from_the_shares(citizens, exempt):
    employer = staffed(EmployerFactory(small=True), c1=(citizens, 6))

    assert bool(content(employer, TODAY).exempt_because) is exempt


def test_a_large_business_of_twenty_is_not_free():
    assert content(staffed(EmployerFactory(), c1=(14, 6)), TODAY).exempt_because == ""


def test_before_the_figure_was_in_force_nothing_is_said_of_small_businesses():
    employer = staffed(EmployerFactory(small=True), on=date(2025, 1, 1), c1=(5, 5))

    assert content(employer, date(2025, 8, 31)).exempt_because == ""
    assert content(employer, date(2025, 9, 1)).exempt_because


@pytest.mark.parametrize(
    ("on", "staff", "exempt"),
    [
        (date(2023, 6, 30), 30, True),
        (date(2023, 6, 30), 31, False),
        (date(2023, 7, 1), 11, False),
        (date(2023, 7, 1), 10, True),
    ],
)
def test_a_branch_of_a_foreign_company_has_a_figure_of_its_own(on, staff, exempt):
    employer = staffed(EmployerFactory(branch=True), on=date(2023, 1, 1), c3=(0, staff))

    assert bool(content(employer, on).exempt_because) is exempt


def test_without_staff_on_record_nothing_is_exempt():
    assert content(EmployerFactory(small=True), TODAY).exempt_because == ""


def test_a_category_means_what_its_year_says():
    meanings = {year: Category.objects.on(date(year, 7, 1)).get(code="4") for year in (2009, 2026)}

    assert [meanings[2009].name, meanings[2009].is_seasonal] == ["seasonal agricultural workers", True]
    assert [meanings[2026].name, meanings[2026].is_seasonal] == ["skilled workers", False]
    assert not Category.objects.on(date(2009, 7, 1)).filter(code="seasonal").exists()


def test_seasonal_workers_stand_in_no_pair():
    employer = staffed(EmployerFactory(), c1=(1, 0))

    assert content(employer, TODAY).of("seasonal") is None
    assert content(employer, TODAY).of("4").pair == Pair.WORKERS
