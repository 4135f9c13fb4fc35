"""A report as plain rows: what it is, then each table with its heads, then the notes."""

import csv
import io
from collections.abc import Iterator

from casework.common.written import Text
from casework.reports.printing.beside import particulars, tables
from casework.reports.printing.words import in_cell
from casework.reports.report import Edition, Table, Value

MARK = "\ufeff"
"""Tells a spreadsheet that the text is Unicode."""


def write(edition: Edition) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(_rows(edition))
    return (MARK + out.getvalue()).encode()


def _rows(edition: Edition) -> Iterator[list[str | int]]:
    yield [_cell(edition.report.title)]
    for word, value in particulars(edition):
        yield [_cell(word), _cell(value)]
    for table in tables(edition):
        yield []
        yield from _table(table)
    yield []
    for note in edition.report.notes:
        yield [_cell(note)]


def _table(table: Table) -> Iterator[list[str | int]]:
    yield [_cell(table.title), _cell(table.unit)]
    yield [_cell(column.label) for column in table.columns]
    for row in table.lines:
        yield [_cell(value) for value in row.values]


def _cell(value: Value) -> str | int:
    """Figures with a full stop and without marks between thousands, days as 2026-07-01; an empty cell is empty."""
    if isinstance(value, Text):
        return in_cell(value)
    return value if isinstance(value, int) else "" if value is None else str(value)
