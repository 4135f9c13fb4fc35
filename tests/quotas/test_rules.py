"""How an order says what it changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.quotas.rules import Move, moves, net

DIFFERENCES = st.dictionaries(st.integers(1, 20), st.integers(-500, 500))


def test_what_one_loses_another_gains():
    assert moves({1: -10, 2: 10}) == [Move(1, 2, 10)]


def test_new_places_come_from_nowhere():
    assert moves({1: 977, 2: 285}) == [Move(None, 1, 977), Move(None, 2, 285)]


def test_withdrawn_places_go_nowhere():
    assert moves({1: -5, 2: 0}) == [Move(1, None, 5)]


def test_several_losers_fill_several_gainers():
    assert moves({1: -10, 2: -5, 3: 12, 4: 8}) == [
        Move(1, 3, 10),
        Move(2, 3, 2),
        Move(2, 4, 3),
        Move(None, 4, 5),
    ]


@given(DIFFERENCES)
def test_the_lines_change_each_allocation_by_its_difference(differences):
    wanted = {key: n for key, n in differences.items() if n}

    assert dict(net(moves(differences))) == wanted


@given(DIFFERENCES)
def test_only_the_change_of_the_total_comes_from_nowhere_or_goes_nowhere(differences):
    made = moves(differences)
    new = sum(move.places for move in made if move.source is None)
    withdrawn = sum(move.places for move in made if move.target is None)

    assert new - withdrawn == sum(differences.values())
    assert 0 in (new, withdrawn)


@given(DIFFERENCES)
def test_every_line_moves_places_between_two(differences):
    assert all(move.places > 0 and move.source != move.target for move in moves(differences))


def test_lines_that_cancel_change_nothing():
    assert list(net([Move(1, 2, 5), Move(2, 1, 5), Move(None, 3, 1)])) == [(3, 1)]


@pytest.mark.parametrize("places", [1, 7])
def test_changes_come_by_ascending_allocation(places):
    assert list(net([Move(9, 4, places)])) == [(4, places), (9, -places)]
