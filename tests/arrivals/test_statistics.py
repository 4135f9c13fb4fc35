from datetime import date

import pytest

from casework.arrivals.models import Crossing
from casework.arrivals.queries import statistics
from casework.arrivals.queries.statistics import Count
from casework.arrivals.states import Side
from tests.arrivals.files import brought_in, row, written
from tests.factories.accounts import OfficerFactory

pytestmark = pytest.mark.django_db
JANUARY, FEBRUARY, MARCH = (date(2026, number, 1) for number in (1, 2, 3))


@pytest.fixture
def border(tmp_path):
    """Two came for good in January and one of them left for good in February; one visited."""
    brought_in(written(tmp_path, [
        row(crossed_at="2026-01-05 10:00", purpose="homeland"),
        row(crossed_at="2026-01-06 10:00", purpose="residence", document_number="2", nationality="RU", sex="M"),
        row(crossed_at="2026-02-01 00:00", purpose="residence", document_number="2", nationality="RU", sex="M",
            direction="out"),
        row(crossed_at="2026-02-28 23:59", document_number="3"),
    ]))  # fmt: skip


def test_months_are_told_with_those_who_came_and_left_for_good(border):
    assert statistics.by_month(JANUARY, MARCH) == {JANUARY: Count(2, 0, 2, 0), FEBRUARY: Count(1, 1, 0, 1)}


def test_net_migration_adds_up_from_any_month(border):
    months = statistics.by_month(JANUARY, MARCH)

    assert statistics.balance(months) == {JANUARY: 2, FEBRUARY: 1}
    assert statistics.balance(statistics.by_month(FEBRUARY, MARCH)) == {FEBRUARY: -1}


@pytest.mark.parametrize(
    ("side", "counted"),
    [
        (Side.NATIONALITY, {"KG": Count(2, 0, 1, 0), "RU": Count(1, 1, 1, 1)}),
        (Side.PURPOSE, {"residence": Count(1, 1, 1, 1), "homeland": Count(1, 0, 1, 0), "private": Count(1, 0, 0, 0)}),
        (Side.SEX, {"F": Count(2, 0, 1, 0), "M": Count(1, 1, 1, 1)}),
        (Side.CHECKPOINT, {"CP001": Count(3, 1, 2, 1)}),
    ],
)
def test_each_side_is_counted(border, side, counted):
    assert statistics.by_key(side, JANUARY, MARCH) == counted


def test_days_are_told(border):
    assert statistics.by_day(FEBRUARY, MARCH) == {
        date(2026, 2, 1): Count(0, 1, 0, 1),
        date(2026, 2, 28): Count(1, 0, 0, 0),
    }


def test_no_figure_is_counted_from_crossings(border, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(Crossing, "objects", None)

    with django_assert_num_queries(2):
        statistics.by_month(JANUARY, MARCH)
        statistics.by_key(Side.REGION, JANUARY, MARCH)


@pytest.mark.parametrize(
    "asked",
    ["", "?since=2026-02&until=2026-02&side=purpose", "?side=region", "?side=age", "?side=sex", "?side=checkpoint",
     "?since=2026-13", "?since=2030-01&until=2020-01", "?side=nothing"],
)  # fmt: skip
def test_the_page_shows_the_figures_it_was_asked_for(client, border, asked):
    client.force_login(OfficerFactory(roles=["analyst"]))

    page = client.get(f"/crossings/statistics/{asked}")

    assert page.status_code == 200
    assert "Net migration" in page.content.decode()


def test_the_page_without_a_crossing_says_what_to_do(client):
    client.force_login(OfficerFactory(roles=["analyst"]))

    assert "bring in a file" in client.get("/crossings/statistics/").content.decode()
