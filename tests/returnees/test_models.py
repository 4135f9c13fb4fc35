from datetime import date

import pytest

from casework.returnees.models import Grant


@pytest.mark.parametrize(
    ("since", "until", "last"),
    [
        (date(2026, 11, 24), date(2027, 11, 24), date(2027, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 24)),
        (date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 24)),
    ],
)
def test_the_last_day_of_a_status_is_the_day_before_its_end(since, until, last):
    assert Grant(since=since, until=until).last_day == last
