"""Reading a table from a file that somebody sends: its letters, its columns, its lines. Pure.

Whatever is wrong is told with its line and column. Nothing is read by position: columns are known by their names.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext as _

from casework.common.spreadsheets import as_it_was

MOST_BYTES = 1024 * 1024
MOST_LINES = 2000
SEPARATORS = ",;\t"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file, in a sentence; where it is known, with its line and its column."""

    sentence: str
    line: int | None = None
    column: str = ""


class Unreadable(ValueError):
    """The file is no table of this kind; `faults` say why."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults[0].sentence)
        self.faults = list(faults)


@dataclass(frozen=True)
class Line:
    """A line of the table, with its number in the file and its cells by column."""

    number: int
    cells: dict[str, str]


def decoded(content: bytes, *, most: int = MOST_BYTES) -> str:
    """The text of a file in UTF-8 or in UTF-16 with its mark; Unreadable for anything else, and for too many bytes."""
    if len(content) > most:
        raise Unreadable(Fault(_("The file is larger than %(most)d MB; send it in parts.") % {"most": most >> 20}))
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unreadable(Fault(_not_unicode(content))) from fault
    if "\0" in text:
        raise Unreadable(Fault(_not_unicode(content)))
    return text


def read(text: str, columns: Sequence[str]) -> list[Line]:
    """The lines of a table with exactly these columns, in any order; Unreadable tells everything that is wrong."""
    found = list(islice(lines(text, columns), MOST_LINES + 1))
    if len(found) > MOST_LINES:
        raise Unreadable(Fault(_("The file has more than %(most)d lines; send it in parts.") % {"most": MOST_LINES}))
    if faults := [one for one in found if isinstance(one, Fault)]:
        raise Unreadable(*faults)
    return [one for one in found if isinstance(one, Line)]


def lines(text: str, columns: Sequence[str]) -> Iterator[Line | Fault]:
    """The lines one by one, and in place of one with too few or too many cells what is wrong with it.

    Unreadable where the columns are not these, where there is no line, and where one breaks off the reading.
    """
    rows = _rows(text)
    number, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    _check_columns(names, columns)
    first = next(rows, None)
    if first is None:
        raise Unreadable(Fault(_("The file has no line under its columns.")))
    for number, cells in chain([first], rows):
        yield Line(number, _cells(names, cells)) if len(cells) == len(names) else _misfit(number, cells, names)


def _not_unicode(content: bytes) -> str:
    if b"\0" in content:
        return _("This is no table of text; save it as “CSV UTF-8” and send it again.")
    return _(
        "The file is not in UTF-8; older encodings, Windows-1251 among them, have no letters for Kazakh. Save it as "
        "“CSV UTF-8” and send it again."
    )


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line; rows of blanks are left out."""
    table = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    first = 1
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield first, cells
            first = table.line_num + 1
    except csv.Error as fault:
        told = _("The line cannot be read: a quotation mark is not closed, or a cell is too long.")
        raise Unreadable(Fault(told, first)) from fault


def _separator(text: str) -> str:
    header = text.partition("\n")[0]
    return max(SEPARATORS, key=header.count)


def _check_columns(names: list[str], columns: Sequence[str]) -> None:
    """Every column once, and no other."""
    told = (
        (_("The column “%(name)s” is missing."), [name for name in columns if name not in names]),
        (_("Nobody knows the column “%(name)s”; take it out."), [name for name in names if name not in columns]),
        (_("The column “%(name)s” stands there twice."), [name for name, times in Counter(names).items() if times > 1]),
    )
    faults = [Fault(words % {"name": name[:60]}, 1) for words, wrong in told for name in dict.fromkeys(wrong)]
    if faults:
        raise Unreadable(*faults)


def _misfit(number: int, cells: Sequence[str], names: Sequence[str]) -> Fault:
    told = _("The line has %(cells)d cells in place of %(width)d.")
    return Fault(told % {"cells": len(cells), "width": len(names)}, number)


def _cells(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return dict(zip(names, (as_it_was(cell.strip()) for cell in cells), strict=True))
