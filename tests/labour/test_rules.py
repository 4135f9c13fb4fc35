"""The law of local content at its edges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.labour.rules import Staff, is_exempt, room

COUNTS = st.integers(0, 5000)


@pytest.mark.parametrize(
    ("citizens", "foreigners", "least", "kept"),
    [
        (699, 301, 70, False),
        (700, 300, 70, True),
        (701, 299, 70, True),
        (899, 101, 90, False),
        (900, 100, 90, True),
        (0, 1, 70, False),
        (1, 0, 70, True),
        (0, 0, 70, True),
    ],
)
def test_a_share_is_kept_from_exactly_its_figure_on(citizens, foreigners, least, kept):
    assert Staff(citizens, foreigners).keeps(least) is kept


@given(COUNTS, COUNTS, st.sampled_from([70, 90]))
def test_the_room_is_the_largest_number_of_permits_that_keeps_the_share(citizens, foreigners, least):
    staff = Staff(citizens, foreigners)
    more = room(staff, least)

    assert staff.with_foreigners(more).keeps(least)
    assert not staff.with_foreigners(more + 1).keeps(least)


@pytest.mark.parametrize(("staff", "exempt"), [(19, True), (20, True), (21, False)])
def test_an_employer_is_small_up_to_the_figure(staff, exempt):
    assert is_exempt(staff, 20) is exempt


def test_without_a_figure_nobody_is_exempt():
    assert not is_exempt(1, None)


def test_nobody_has_no_share():
    assert Staff().share() is None
