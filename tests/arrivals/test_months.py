from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from casework.arrivals.actions.months import ahead_of, make_months, take_off
from casework.arrivals.models import Crossing
from casework.arrivals.queries.months import months_kept
from casework.arrivals.sweeps import MAKE_MONTHS
from casework.common import sweeps
from casework.common.errors import RuleBroken
from tests.arrivals.files import brought_in, counts, faults, row, written
from tests.factories.arrivals import CrossingFactory
from tests.moments import NOON

pytestmark = pytest.mark.django_db


def test_months_are_made_once():
    assert make_months([date(2031, 5, 1), date(2031, 5, 1), date(2031, 4, 1)]) == [date(2031, 4, 1), date(2031, 5, 1)]
    assert make_months([date(2031, 5, 1)]) == []


def test_months_are_made_ahead_over_the_end_of_a_year():
    assert ahead_of(date(2026, 11, 28)) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_makes_what_is_missing_and_then_rests():
    sweeps.run(MAKE_MONTHS, clock=lambda: NOON)

    assert set(ahead_of(date(2026, 3, 2))) <= months_kept()
    assert MAKE_MONTHS.due(NOON, 10) == []


def test_a_month_that_need_not_be_kept_is_taken_off_whole():
    CrossingFactory()

    table = take_off(date(2026, 2, 1), at=NOON)

    assert not Crossing.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 a table's name
        assert cursor.fetchone() == (1,)


def test_a_month_that_is_not_there_is_not_taken_off():
    with pytest.raises(RuleBroken, match="1993-01"):
        take_off(date(1993, 1, 1), at=NOON)


def test_only_the_month_asked_for_is_read():
    CrossingFactory()
    make_months([date(2026, 1, 1), date(2026, 3, 1)])

    plan = Crossing.objects.between(date(2026, 2, 1), date(2026, 3, 1)).explain()

    assert "arrivals_crossing_2026_02" in plan
    assert "arrivals_crossing_2026_01" not in plan


def test_crossings_of_a_month_that_was_taken_off_are_not_taken_in_again(tmp_path):
    path = written(tmp_path, [row()])
    brought_in(path)
    take_off(date(2026, 2, 1), at=NOON)

    again = brought_in(path)

    assert counts(again) == (1, 0, 0, 1)
    assert faults(again) == [(2, ["crossed_at early"])]


def test_an_empty_month_is_made_again_when_something_crosses_in_it(tmp_path):
    make_months([date(2026, 2, 1)])
    take_off(date(2026, 2, 1), at=NOON)

    assert counts(brought_in(written(tmp_path, [row()]))) == (1, 1, 0, 0)


def retired(*words: str) -> str:
    out = StringIO()
    call_command("retire_crossings", *words, stdout=out)
    return out.getvalue()


def test_the_command_tells_first_and_takes_off_what_is_older(tmp_path):
    make_months([date(2009, 5, 1)])
    brought_in(written(tmp_path, [row(crossed_at="2009-05-31 14:05")]))

    assert "2009-05: would become" in retired("--keep-months=120")
    assert date(2009, 5, 1) in months_kept()

    assert "2009-05: taken off, now the table arrivals_crossing_2009_05" in retired("--keep-months=120", "--yes")
    assert date(2009, 5, 1) not in months_kept()


def test_what_is_young_enough_stays():
    assert "No month before" in retired("--keep-months=1200", "--yes")
