"""The digest: the tightest allocations, and when they run out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casework.common.pdf import compile_picture
from casework.quotas.queries.foretold import foretold
from casework.reports.catalogue import registered
from casework.reports.printing import paper
from casework.reports.queries.editions import edition
from tests.factories.quotas import AllocationFactory, ForecastFactory, region
from tests.moments import NOON
from tests.reports.world import TODAY, use

pytestmark = pytest.mark.django_db

ASKED = {"year": 2026, "region": ""}
LONGEST = ("KZ-27", "KZ-59", "KZ-63", "KZ-61")


@pytest.fixture
def cell():
    """Of 100 places nine were used in the last three months, one by one."""
    found = AllocationFactory(places=100)
    for _turn in range(9):
        use(found, 1)
    return found


def runs_out():
    found = edition(registered()["digest"], ASKED, TODAY, at=NOON).report.tables[0]
    assert found.key == "cells"
    return found.rows[0].values[-1]


def test_without_a_forecast_an_allocation_runs_out_at_the_pace_of_its_last_days(cell):
    use(cell, 71)

    assert runs_out() == TODAY + timedelta(days=23)


def test_fewer_uses_than_ten_tell_nothing_as_on_the_page_of_the_allocation(cell):
    assert runs_out() is None


def test_a_day_that_is_two_years_off_is_not_told(cell):
    use(cell, 1)  # 90 free at ten in 90 days: in 810 days

    assert runs_out() is None


def test_a_forecast_on_record_goes_before_the_pace(cell):
    ForecastFactory(allocation=cell, day=TODAY - timedelta(days=3), runs_out_on=date(2026, 8, 1))
    ForecastFactory(allocation=cell, day=TODAY - timedelta(days=1), runs_out_on=date(2026, 9, 20))

    assert runs_out() == date(2026, 9, 20)


def test_a_forecast_of_a_later_day_or_of_one_that_is_not_over_is_not_told(cell):
    ForecastFactory(allocation=cell, day=TODAY + timedelta(days=1))
    ForecastFactory(allocation=cell, day=TODAY, runs_out_on=date(2026, 9, 20))

    assert runs_out() == date(2026, 9, 20)
    assert foretold([cell.pk], TODAY, NOON) == {}


def test_a_forecast_that_is_silent_says_nothing(cell):
    ForecastFactory(allocation=cell, day=TODAY - timedelta(days=1), silent=True)

    assert runs_out() is None


def test_it_is_one_page_also_with_the_longest_names_and_the_mark_of_a_demonstration(cell):
    for code in LONGEST:
        use(AllocationFactory(region=region(code), places=30), 1)
    found = edition(registered()["digest"], ASKED, TODAY, at=NOON)
    marked = replace(found, reconciliation=replace(found.reconciliation, generated=1))

    pages = compile_picture(paper.TEMPLATE, paper.sheet(marked), on=TODAY, dots_per_inch=20)

    assert len(found.report.tables[0].rows) == 5
    assert len(pages) == 1
