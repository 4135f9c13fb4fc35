"""Which lines an order may have, by what it does."""

import pytest

from casework.quotas.orderlines import faults
from casework.quotas.rules import Move, balance

RESERVE, AKMOLA, ABAI = 1, 2, 3

FITTING = [
    ("establish", Move(None, AKMOLA, 5)), ("change", Move(None, RESERVE, 5)), ("change", Move(AKMOLA, None, 5)),
    ("change", Move(AKMOLA, ABAI, 5)), ("redistribute", Move(AKMOLA, ABAI, 5)),
    ("redistribute", Move(AKMOLA, RESERVE, 5)), ("release", Move(RESERVE, AKMOLA, 5)),
]  # fmt: skip
UNFIT = [
    ("establish", Move(AKMOLA, ABAI, 5)), ("redistribute", Move(None, ABAI, 5)), ("redistribute", Move(ABAI, None, 5)),
    ("release", Move(AKMOLA, ABAI, 5)), ("release", Move(RESERVE, None, 5)), ("close", Move(AKMOLA, ABAI, 5)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "line"), FITTING)
def test_a_line_that_fits_its_order_stands(kind, line):
    assert faults(kind, [line], RESERVE) == []


@pytest.mark.parametrize(("kind", "line"), UNFIT)
def test_a_line_of_another_kind_of_order_is_refused_by_one_sentence(kind, line):
    assert len(faults(kind, [line], RESERVE)) == 1


@pytest.mark.parametrize("kind", ["establish", "change", "redistribute", "release"])
def test_an_order_moves_something(kind):
    assert faults(kind, [], RESERVE) == ["Write at least one line: from where, to where, how many places."]


def test_an_order_that_closes_a_year_has_no_lines():
    assert faults("close", [], RESERVE) == []


@pytest.mark.parametrize("line", [Move(None, None, 5), Move(AKMOLA, AKMOLA, 5)])
def test_a_line_leads_from_one_allocation_to_another(line):
    assert len(faults("change", [line], RESERVE)) == 1


def test_the_same_way_stands_in_one_line():
    lines = [Move(AKMOLA, ABAI, 5), Move(AKMOLA, ABAI, 2)]

    assert faults("redistribute", lines, RESERVE) == ["The same “from” and “to” stand in two lines; write them as one."]


def test_the_sums_of_lines_balance():
    lines = [Move(None, AKMOLA, 5), Move(AKMOLA, ABAI, 3), Move(ABAI, None, 2), Move(RESERVE, ABAI, 1)]

    assert balance(lines) == (5, 2, 4)
