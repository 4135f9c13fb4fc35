"""Which cells are hidden in what leaves the authority, so that nobody is told by being one of few. Pure.

A cell that counts one to four persons is hidden, and with it the next smallest of each sum in which it would stand
alone. Then every sum of the report is solved for what is hidden: as long as a hidden cell follows from the cells that
are shown, one more is hidden. What was hidden in the issue before stays hidden, so that two issues tell no more than
one. Zeros tell of nobody; whoever computes is taken to know them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from casework.common.written import Text
from casework.reports.report import SUMMED, Column, Reconciliation, Report, Row, Table, Value

FEW = range(1, 5)
PUBLISHED = ("set", "limit")
"""Columns whose figures are published orders: they count nobody, and whoever computes knows them."""
HIDDEN = Text.same("•")
PRIME = 2**61 - 1
"""Sums are solved in whole numbers modulo a prime: nothing is rounded."""

Cell = tuple[str, str, str]
"""Name of the persons or of the table, key of the row, key of the column."""


@dataclass(frozen=True)
class Sum:
    """Cells that add up to nothing when each is taken with its sign."""

    signs: Mapping[Cell, int]


def hidden(cells: Mapping[Cell, int], sums: Iterable[Sum], before: Collection[Cell] = ()) -> set[Cell]:
    """The cells to hide; `before`: those that were hidden in the issue before."""
    found = {cell for cell, count in cells.items() if count in FEW} | {cell for cell in before if cell in cells}
    unknown = {cell for cell in found if cells[cell]}
    ways = [each for each in sums if any(cells[cell] for cell in each.signs)]
    while more := _alone(cells, ways, unknown) or _solved(cells, ways, unknown):
        unknown |= more
    return found | unknown


def computable(unknown: Collection[Cell], sums: Iterable[Sum]) -> set[Cell]:
    """Which of these cells follow from the sums and from all the others."""
    rows: dict[Cell, dict[Cell, int]] = {}
    for each in sums:
        left = _reduced({cell: sign % PRIME for cell, sign in each.signs.items() if cell in unknown}, rows)
        if left:
            _pivot(left, rows)
    return {cell for cell, row in rows.items() if len(row) == 1}


def _alone(cells: Mapping[Cell, int], sums: Iterable[Sum], unknown: set[Cell]) -> set[Cell]:
    """For every sum with one unknown cell, the next smallest of it."""
    return {
        _smallest(cells, each, unknown)
        for each in sums
        if len(unknown.intersection(each.signs)) == 1 and _shown(cells, each, unknown)
    }


def _solved(cells: Mapping[Cell, int], sums: Iterable[Sum], unknown: set[Cell]) -> set[Cell]:
    """For every cell that can still be computed, the next smallest of the sums in which it stands."""
    told = computable(unknown, sums)
    ways = [each for each in sums if unknown.intersection(each.signs) and _shown(cells, each, unknown)]
    near = [each for each in ways if told.intersection(each.signs)]
    return {_smallest(cells, each, unknown) for each in near or ways[:1]} if told else set()


def _smallest(cells: Mapping[Cell, int], each: Sum, unknown: set[Cell]) -> Cell:
    return min(_shown(cells, each, unknown), key=lambda cell: (cells[cell], cell))


def _shown(cells: Mapping[Cell, int], each: Sum, unknown: set[Cell]) -> list[Cell]:
    return [cell for cell in each.signs if cells[cell] and cell not in unknown]


def _reduced(row: dict[Cell, int], rows: Mapping[Cell, dict[Cell, int]]) -> dict[Cell, int]:
    """A row less what the others tell of its cells."""
    for cell in [cell for cell in row if cell in rows]:
        _subtract(row, rows[cell], row.get(cell, 0))
    return row


def _pivot(row: dict[Cell, int], rows: dict[Cell, dict[Cell, int]]) -> None:
    """Solve a row for one of its cells, and put it into the others."""
    chosen = next(iter(row))
    inverse = pow(row[chosen], -1, PRIME)
    solved = {cell: sign * inverse % PRIME for cell, sign in row.items()}
    for other in rows.values():
        if chosen in other:
            _subtract(other, solved, other[chosen])
    rows[chosen] = solved


def _subtract(row: dict[Cell, int], other: Mapping[Cell, int], times: int) -> None:
    for cell, sign in other.items():
        value = (row.get(cell, 0) - times * sign) % PRIME
        if value:
            row[cell] = value
        else:
            row.pop(cell, None)


def of_report(report: Report, before: Collection[Cell] = ()) -> set[Cell]:
    """The cells of a report that are hidden outside."""
    tables = [table for table in report.tables if table.persons]
    cells = {cell: count for table in tables for cell, count in _cells(table)}
    sums = [each for table in tables for each in _sums(table) if cells.keys() >= each.signs.keys()]
    return hidden(cells, sums, before)


def outside(report: Report, cells: Collection[Cell]) -> Report:
    """The report as it leaves the authority."""
    return replace(report, tables=tuple(_shown_outside(table, set(cells)) for table in report.tables))


def told_outside(found: Reconciliation) -> Reconciliation:
    """Files and single totals are not told outside; that they were compared is."""
    return replace(found, disagreements=(), proofs=())


def _cells(table: Table) -> Iterator[tuple[Cell, int]]:
    for row in table.lines:
        for column, value in zip(table.columns, row.values, strict=True):
            if _is_counted(column) and isinstance(value, int):
                yield cell_of(table, row.key, column.key), value


def cell_of(table: Table, row: str, column: str) -> Cell:
    """Totals are the same cells in every table that counts the same persons."""
    is_total = row == "total" or row.startswith("*/")
    return (f"all {table.persons}" if is_total else table.key, row, column)


def _is_counted(column: Column) -> bool:
    return column.kind in SUMMED and not column.part and column.key not in PUBLISHED


def _sums(table: Table) -> Iterator[Sum]:
    counted = [column.key for column in table.columns if _is_counted(column)]
    for row in table.lines:
        for column in counted if row.of else ():
            parts = {cell_of(table, part, column): 1 for part in row.of}
            yield Sum({**parts, cell_of(table, row.key, column): -1})
        for left, right in table.balances:
            signs = {**dict.fromkeys(left, 1), **dict.fromkeys(right, -1)}
            yield Sum({cell_of(table, row.key, key): sign for key, sign in signs.items() if key not in PUBLISHED})


def _shown_outside(table: Table, cells: set[Cell]) -> Table:
    if not table.persons:
        return table
    rows, totals = (tuple(_row_outside(table, row, cells) for row in rows) for rows in (table.rows, table.totals))
    return replace(table, rows=rows, totals=totals)


def _row_outside(table: Table, row: Row, cells: set[Cell]) -> Row:
    """A per cent, a mean or a difference tells what it is reckoned from: it is hidden with either."""
    gone = {column.key for column in table.columns if cell_of(table, row.key, column.key) in cells}
    values: list[Value] = [
        HIDDEN if gone.intersection((column.key, column.part, column.whole)) else value
        for column, value in zip(table.columns, row.values, strict=True)
    ]
    return replace(row, values=tuple(values))
