"""No cell of a file of ours is a formula, and what was written comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.common.spreadsheets import PHONE, as_it_was, harmless


def written(cell: str) -> str:
    return next(harmless([[cell]]))[0]


@pytest.mark.parametrize("cell", ["=1+1", "+SUM(1)", "-x", "@x", "\t=1", "\r=1", "'=1"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(cell):
    assert written(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "-", "+7 (700) 000-00-01", "Akmola", "O'Neil", "'quoted'"])
def test_what_is_no_formula_stays_as_it_is(cell):
    assert written(cell) == cell


@given(st.text(alphabet="='+-@7 a\t", max_size=6))
def test_every_cell_comes_back_as_it_was(cell):
    assert as_it_was(written(cell)) == cell


@given(st.text(alphabet="=+-@7 a'", min_size=2, max_size=6))
def test_no_written_cell_begins_as_a_formula(cell):
    assert written(cell)[0] not in "=+-@" or PHONE.fullmatch(cell)
