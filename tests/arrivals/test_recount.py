from datetime import date

import pytest

from casework.arrivals.actions.tallying import recount_month
from casework.arrivals.models import Tally, TallyRecount
from casework.arrivals.queries.counting import recount
from casework.arrivals.queries.months import months_to_recount
from casework.arrivals.sweeps import RECOUNT
from casework.audit.models import Event
from tests.arrivals.files import brought_in, row, rows, written
from tests.moments import NOON

pytestmark = pytest.mark.django_db
FEBRUARY = date(2026, 2, 1)


@pytest.fixture
def border(tmp_path):
    brought_in(written(tmp_path, [*rows(40), row(crossed_at="2009-05-31 10:00", purpose="homeland")]))


def test_tallies_of_an_import_equal_a_recount(border):
    found = recount(FEBRUARY)

    assert (found.differing, found.tallied, found.crossings) == (0, 40, 40)


def test_a_tally_that_is_wrong_missing_or_too_many_is_found(border):
    Tally.objects.filter(grain="day", side="sex").update(for_good=1)
    Tally.objects.filter(grain="month", side="age", since=FEBRUARY).delete()
    Tally.objects.create(grain="day", side="all", since=FEBRUARY, direction="out", crossings=2, for_good=0)

    found = recount(FEBRUARY)

    assert found.differing == Tally.objects.filter(grain="day", side="sex", since__gte=FEBRUARY).count() + 2
    assert (found.tallied, found.crossings) == (42, 40)


def test_a_recount_that_differs_is_told_once_and_mends_nothing(border):
    Tally.objects.filter(grain="day", side="all").update(crossings=9)

    for _night in range(2):
        recount_month(FEBRUARY, at=NOON)

    assert Event.objects.filter(kind="crossings.tallies_differ", subject="2026-02").count() == 1
    assert set(Tally.objects.filter(grain="day", side="all").values_list("crossings", flat=True)) == {9}


def test_every_month_is_counted_once_a_day(border):
    assert months_to_recount(NOON.date()) == [FEBRUARY, date(2009, 5, 1)]

    for subject in RECOUNT.due(NOON, 10):
        RECOUNT.work(subject, NOON)

    assert RECOUNT.due(NOON, 10) == []
    assert TallyRecount.objects.filter(differing=0).count() == 2
