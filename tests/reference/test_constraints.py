"""Each constraint: one row it accepts, one it refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from casework.common.constraints import violated
from tests.factories.reference import CalendarDayFactory, FigureFactory, LegalActFactory, RegionFactory

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2020, 1, 1), date(2020, 1, 2)


@pytest.mark.parametrize(
    ("name", "make", "accepted", "refused"),
    [
        (
            "region_ends_after_it_begins",
            RegionFactory,
            {"since": FIRST, "until": SECOND},
            {"since": FIRST, "until": FIRST},
        ),
        (
            "figure_one_per_key_and_day",
            FigureFactory,
            {"key": "mci", "since": date(2027, 1, 1)},
            {"key": "mci", "since": date(2026, 1, 1)},
        ),
        (
            "figure_ends_after_it_begins",
            FigureFactory,
            {"since": FIRST, "until": SECOND},
            {"since": FIRST, "until": FIRST},
        ),
        ("figure_not_negative", FigureFactory, {"value": 0}, {"value": -1}),
        (
            "figure_approximate_says_why",
            FigureFactory,
            {"is_approximate": True, "remark": "year only"},
            {"is_approximate": True, "remark": ""},
        ),
        (
            "calendar_day_estimate_is_a_day_off",
            CalendarDayFactory,
            {"is_estimate": True, "is_working": False},
            {"is_estimate": True, "is_working": True},
        ),
        ("reference_legalact_title_key", LegalActFactory, {"title": "Order A"}, {"title": "Order A"}),
    ],
)
def test_a_row_that_keeps_the_rule_is_accepted_and_one_that_breaks_it_refused(name, make, accepted, refused):
    assert make(**accepted).pk

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        make(**refused)

    assert violated(refusal.value) == name
