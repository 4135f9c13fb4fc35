"""What is hidden outside cannot be computed from what is shown: by random tables, against the rank of a matrix."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.common.written import Text
from casework.reports import disclosure
from casework.reports.disclosure import HIDDEN, Sum, computable, hidden
from casework.reports.report import Column, Kind, Level, Table, added, row

ROWS, COLUMNS = st.integers(1, 6), st.integers(1, 4)
COUNTS = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 40))


@st.composite
def grids(draw):
    """A table with both margins: cells, and the sums that hold among them."""
    height, width = draw(ROWS), draw(COLUMNS)
    inner = [[draw(COUNTS) for _column in range(width)] for _row in range(height)]
    return cells_of(inner), sums_of(height, width)


def cells_of(inner):
    cells = {("t", str(r), str(c)): value for r, line in enumerate(inner) for c, value in enumerate(line)}
    cells |= {("t", str(r), "all"): sum(line) for r, line in enumerate(inner)}
    cells |= {("t", "all", str(c)): sum(line[c] for line in inner) for c in range(len(inner[0]))}
    return cells | {("t", "all", "all"): sum(map(sum, inner))}


def sums_of(height, width):
    rows, columns = [*map(str, range(height)), "all"], [*map(str, range(width)), "all"]
    across = [Sum({**{("t", r, c): 1 for c in columns[:-1]}, ("t", r, "all"): -1}) for r in rows]
    down = [Sum({**{("t", r, c): 1 for r in rows[:-1]}, ("t", "all", c): -1}) for c in columns]
    return across + down


def solvable(unknown, sums):
    """By linear algebra in floating point, another way than the program's: does a sum of rows leave one cell alone?"""
    order = sorted(unknown)
    matrix = np.array([[each.signs.get(cell, 0) for cell in order] for each in sums], dtype=float)
    rank = np.linalg.matrix_rank(matrix) if order else 0
    return {
        cell for place, cell in enumerate(order)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(order))[place]])) == rank
    }  # fmt: skip


@given(grids())
@settings(max_examples=150, deadline=None)
def test_no_hidden_cell_follows_from_the_margins(grid):
    cells, sums = grid

    found = hidden(cells, sums)

    assert {cell for cell, count in cells.items() if 1 <= count <= 4} <= found
    assert solvable({cell for cell in found if cells[cell]}, sums) == set()


@given(grids())
@settings(max_examples=100, deadline=None)
def test_what_the_rule_says_is_what_the_rank_says(grid):
    """Control: hide the small cells alone, and both see what follows; they see the same."""
    cells, sums = grid
    alone = {cell for cell, count in cells.items() if 1 <= count <= 4}

    assert computable(alone, sums) == solvable(alone, sums)


def test_small_cells_hidden_alone_would_be_computed():
    cells, sums = cells_of([[2, 10], [20, 30]]), sums_of(2, 2)

    assert computable({("t", "0", "0")}, sums) == {("t", "0", "0")}
    assert hidden(cells, sums) == {("t", r, c) for r in "01" for c in "01"}


@given(grids(), st.data())
@settings(max_examples=100, deadline=None)
def test_two_issues_tell_no_more_than_one(grid, data):
    """Cells hidden in the first are hidden in the second, and what did not change is told by neither."""
    cells, sums = grid
    first = hidden(cells, sums)
    width = len({cell[2] for cell in cells}) - 1
    height = len({cell[1] for cell in cells}) - 1
    later = cells_of([
        [cells["t", str(r), str(c)] + data.draw(st.sampled_from([0, 0, 1, 7])) for c in range(width)]
        for r in range(height)
    ])  # fmt: skip

    second = hidden(later, sums, first)

    assert first <= second
    assert hidden(cells, sums, first) == first
    assert solvable({cell for cell in second if later[cell]}, sums) == set()
    same = {cell for cell in first & second if cells[cell] and cells[cell] == later[cell]}
    assert solvable({cell for cell in first if cells[cell]}, sums) & same == set()


def test_a_total_stands_in_every_table_of_the_same_persons():
    """Hidden in one of them, it is shown in none: the tables are solved together."""
    table = persons("a", {"x": 3, "y": 9, "z": 50}), persons("b", {"u": 31, "v": 31})
    cells = {cell for each in table for cell, _count in disclosure._cells(each)}

    assert ("all people", "total", "n") in cells
    assert len(cells) == 6


def test_a_share_is_hidden_with_what_it_is_reckoned_from():
    columns = (
        Column("who", Text.same("who"), Kind.TEXT), Column("n", Text.same("n"), Kind.NUMBER),
        Column("of", Text.same("of"), Kind.NUMBER), Column("share", Text.same("%"), Kind.PERCENT, "n", "of"),
    )  # fmt: skip
    rows = [row(columns, key, {"who": Text.same(key), "n": n, "of": 50}) for key, n in (("x", 2), ("y", 20), ("z", 30))]
    table = Table("t", Text.same("t"), Text.same("persons"), columns, tuple(rows), persons="people")

    shown = disclosure._shown_outside(table, {("t", "x", "n")})

    assert shown.rows[0].values[1:] == (HIDDEN, 50, HIDDEN)
    assert shown.rows[1].values[3] == rows[1].values[3]


def test_tables_that_count_no_persons_are_shown_whole():
    table = persons("a", {"x": 3})

    assert disclosure._shown_outside(Table(**{**vars(table), "persons": ""}), {("a", "x", "n")}).rows == table.rows


@pytest.mark.parametrize("counts", [{"x": 1, "y": 1}, {"x": 4}, {"x": 2, "y": 0}])
def test_a_table_of_few_is_hidden_with_its_total(counts):
    table = persons("a", counts)
    cells = dict(disclosure._cells(table))
    found = hidden(cells, list(disclosure._sums(table)))

    assert {cell for cell in found if cells[cell]} == {cell for cell, count in cells.items() if count}


def persons(key, counts):
    columns = (Column("who", Text.same("who"), Kind.TEXT), Column("n", Text.same("n"), Kind.NUMBER))
    rows = [row(columns, name, {"who": Text.same(name), "n": count}) for name, count in counts.items()]
    whole = added(columns, "total", {"who": Text.same("total")}, rows, Level.TOTAL)
    return Table(key, Text.same(key), Text.same("persons"), columns, tuple(rows), (whole,), persons="people")


def test_the_limits_of_a_quota_are_published_and_stay_while_its_few_persons_are_hidden():
    keys = ("limit", "used", "held", "free")
    columns = (Column("who", Text.same("who"), Kind.TEXT), *(Column(key, Text.same(key), Kind.NUMBER) for key in keys))
    line = row(columns, "x", {"who": Text.same("x"), "limit": 4, "used": 2, "held": 0, "free": 20})
    table = Table(
        "t", Text.same("t"), Text.same("persons"), columns, (line,), persons="quota",
        balances=((("limit",), ("used", "held", "free")),),
    )  # fmt: skip

    found = hidden(dict(disclosure._cells(table)), list(disclosure._sums(table)))

    assert {column for _table, _row, column in found} == {"used", "free"}
