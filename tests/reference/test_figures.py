from datetime import date
from decimal import Decimal

import pytest

from casework.reference import queries as reference
from casework.reference.models import Figure
from tests.factories.reference import FigureFactory

pytestmark = pytest.mark.django_db


def test_a_figure_holds_from_its_day_until_the_next_row():
    FigureFactory(key="test.days", value=5, since=date(2020, 1, 1))
    FigureFactory(key="test.days", value=7, since=date(2021, 1, 1))

    assert reference.figure("test.days", date(2020, 12, 31)).whole == 5
    assert reference.figure("test.days", date(2021, 1, 1)).whole == 7


def test_the_index_changed_in_april_2020():
    assert reference.amount("mci", date(2020, 3, 31)) == Decimal(2651)
    assert reference.amount("mci", date(2020, 4, 1)) == Decimal(2778)


def test_a_year_without_a_source_never_borrows_the_index_of_another():
    with pytest.raises(reference.FigureMissing, match="No figure “mci” is on record for 5 Jul 2022"):
        reference.amount("mci", date(2022, 7, 5))


def test_the_supports_of_2016_do_not_outlive_their_source():
    assert reference.amount("support.head", date(2016, 6, 1)) == 50
    assert reference.amount("support.member", date(2016, 6, 1)) == 30
    with pytest.raises(reference.FigureMissing):
        reference.amount("support.head", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("status.acceptance", 1),
        ("status.hearing", 2),
        ("status.validity_months", 12),
        ("extension.decision", 2),
        ("extension.months_max", 6),
        ("appeal.months", 3),
        ("mci", 4325),
        ("support.relocation", 70),
        ("support.rent_min", 15),
        ("support.rent_max", 30),
        ("support.employer", 400),
        ("office.target_lead", 1),
    ],
)
def test_the_figures_of_2026_are_on_record(key, value):
    assert reference.amount(key, date(2026, 3, 2)) == value


def test_amounts_are_decimals():
    assert isinstance(reference.amount("mci", date(2026, 3, 2)), Decimal)


def test_a_figure_with_a_fraction_is_no_number_of_days():
    figure = FigureFactory(value=Decimal("2.5"))

    with pytest.raises(ValueError, match="not a whole number"):
        assert figure.whole


def test_a_figure_says_itself():
    assert str(Figure.objects.get(key="mci", since=date(2026, 1, 1))) == "mci = 4325 tenge since 2026-01-01"
