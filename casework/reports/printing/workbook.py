"""A report as a workbook: a sheet for each table, and one that says what it is. Figures are figures, words words."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from casework.common.written import Text
from casework.reports import wording as words
from casework.reports.printing.beside import particulars, tables
from casework.reports.printing.words import in_cell
from casework.reports.report import Column, Edition, Kind, Level, Row, Table, Value
from casework.reports.wording import said

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
INK, LINE, HEAD, TOTAL = "#182225", "#b9c6c9", "#006a78", "#e6eff1"
FIRST_LINE = 3
WIDTHS = {
    Kind.TEXT: 24, Kind.NUMBER: 15, Kind.PERCENT: 15, Kind.DECIMAL: 15, Kind.MONEY: 18, Kind.DATE: 13,
}  # fmt: skip
PATTERNS = {
    Kind.TEXT: "@", Kind.NUMBER: "#,##0", Kind.PERCENT: "0.0", Kind.DECIMAL: "0.0", Kind.MONEY: "#,##0.00",
    Kind.DATE: "yyyy-mm-dd",
}  # fmt: skip


def write(edition: Edition) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        made = datetime.combine(edition.report.as_of, datetime.min.time())
        book.set_properties({"title": said(edition.report.title), "created": made})
        _Book(book).write(edition)
    return out.getvalue()


class _Book:
    """A workbook with its formats, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": INK})
        self.quiet = book.add_format({"font_color": "#4d5c61"})
        self.word = book.add_format({"bold": True, "valign": "top", "num_format": "@"})
        self.long = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.formats = {(kind, level): self._format(kind, level) for kind in Kind for level in Level}
        self.heads = {is_text: self._head(is_text) for is_text in (True, False)}

    def write(self, edition: Edition) -> None:
        for number, table in enumerate(tables(edition), start=1):
            self._table(self.book.add_worksheet(sheet_name(table, number)), table, edition)
        self._about(self.book.add_worksheet(said(words.PARTICULARS)), edition)

    def _table(self, sheet: Any, table: Table, edition: Edition) -> None:
        sheet.write_string(0, 0, _text(table.title), self.title)
        sheet.write_string(1, 0, _under_title(table, edition), self.quiet)
        for place, column in enumerate(table.columns):
            sheet.set_column(place, place, WIDTHS[column.kind])
            sheet.write_string(FIRST_LINE, place, _text(column.label), self.heads[column.kind == Kind.TEXT])
        for line, row in enumerate(table.lines, start=FIRST_LINE + 1):
            self._row(sheet, line, row, table.columns)
        sheet.freeze_panes(FIRST_LINE + 1, 1)
        sheet.repeat_rows(FIRST_LINE)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)

    def _row(self, sheet: Any, line: int, row: Row, columns: tuple[Column, ...]) -> None:
        for place, (column, value) in enumerate(zip(columns, row.values, strict=True)):
            look = self.formats[column.kind, row.level]
            if value is None:
                sheet.write_blank(line, place, None, look)
            elif isinstance(value, int | Decimal):
                sheet.write_number(line, place, float(value) if isinstance(value, Decimal) else value, look)
            elif isinstance(value, date):
                sheet.write_datetime(line, place, datetime.combine(value, datetime.min.time()), look)
            else:
                sheet.write_string(line, place, _text(value), look)

    def _about(self, sheet: Any, edition: Edition) -> None:
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, _text(edition.report.title), self.title)
        for line, (word, value) in enumerate(_said_of(edition), start=2):
            sheet.write_string(line, 0, word, self.word)
            sheet.write_string(line, 1, value, self.long)

    def _format(self, kind: Kind, level: Level) -> Any:
        look: dict[str, Any] = {"num_format": PATTERNS[kind], "bottom": 1, "bottom_color": LINE, "font_color": INK}
        look["align"] = "left" if kind == Kind.TEXT else "right"
        if level != Level.ROW:
            look |= {"bold": True, "bg_color": TOTAL}
        return self.book.add_format(look | ({"top": 2, "top_color": HEAD} if level == Level.TOTAL else {}))

    def _head(self, is_text: bool) -> Any:
        place = "left" if is_text else "right"
        look = {"bold": True, "font_color": "#ffffff", "bg_color": HEAD, "text_wrap": True, "valign": "bottom"}
        return self.book.add_format(look | {"align": place, "num_format": "@"})


def sheet_name(table: Table, number: int) -> str:
    """A name that a spreadsheet takes, told from those of the other sheets by its number."""
    bare = FORBIDDEN.sub(" ", _text(table.title)).strip()
    return f"{number}. {bare}"[:LONGEST_NAME].strip()


def _said_of(edition: Edition) -> Iterator[tuple[str, str]]:
    for word, value in particulars(edition):
        yield _text(word), _text(value)
    for note in edition.report.notes:
        yield _text(words.NOTES), _text(note)


def _under_title(table: Table, edition: Edition) -> str:
    day = f"{in_cell(words.AS_OF)}: {edition.report.as_of.isoformat()}"
    number = f"; {in_cell(words.NUMBER)}: {edition.number}" if edition.number else ""
    return f"{in_cell(table.unit)}; {day}{number}"


def _text(value: Value) -> str:
    return in_cell(value) if isinstance(value, Text) else str(value)
