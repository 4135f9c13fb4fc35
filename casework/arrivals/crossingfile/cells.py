"""Lines made ready for COPY, each with its number and, where it cannot be taken as it stands, with its fault."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence

from casework.arrivals.crossingfile.columns import DATES
from casework.arrivals.crossingfile.header import Layout
from casework.common import text
from casework.common.spreadsheets import as_it_was

MOST_CHARACTERS = 20_000
KEPT_OF_A_FAULTY_LINE = 500
# Letters that show nothing, turn the direction of writing, control a printer, or are no letters at all.
UNSEEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u115f\u1160\u2028-\u202e\u200b-\u200f\u2060-\u2069\u2800\u3164\ufeff\uffa0\ufffd"
)
ODD = rf"[\"\\{UNSEEN}\ud800-\udfff]|'[=+\-@]|[0-9]\.[0-9]{{4}}"
POINTED = re.compile(r"(?:([0-9]{2})\.)?([0-9]{2})\.([0-9]{4})(.*)", re.DOTALL)
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\0": "\ufffd"})


def odd_in(separator: str) -> re.Pattern[str]:
    """What keeps a line from being passed on as it stands."""
    tab = "" if separator == "\t" else "|\t"
    return re.compile(rf"{ODD}{tab}| {separator}|{separator} |^ | $", re.MULTILINE)


class Cells:
    """Lines of one layout."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.separator, self.odd = layout, layout.separator, odd_in(layout.separator)
        self.between = layout.width - 1
        self.empty = self.separator * 3
        self.marks = ('"', "\\", "'", ".", f" {self.separator}", f"{self.separator} ", "\n ", " \n")

    def ready(self, lines: Sequence[str], first: int) -> Iterator[str]:
        """The rows among these lines; blank ones are none."""
        whole = "\n".join(lines)
        if not whole.isascii():
            lines = unicodedata.normalize("NFC", whole).split("\n")
        is_odd = not self._is_plain(whole) and self.odd.search(whole) is not None
        for number, line in enumerate(lines, first):
            if is_odd and self.odd.search(line) or line.count(self.separator) != self.between:
                yield from self._taken_apart(number, line)
            elif len(line) <= MOST_CHARACTERS and line.strip(self.separator):
                yield f"{number}{self.empty}{line}"
            else:
                yield from self._taken_apart(number, line)

    def _is_plain(self, whole: str) -> bool:
        """Whether nothing can be odd in these lines; to ask the pattern at every letter takes several times as long."""
        if not (whole.isascii() and whole.replace("\n", "").isprintable()):
            return False
        framed = f"\n{whole}\n"
        return not any(mark in framed for mark in self.marks)

    def _taken_apart(self, number: int, line: str) -> Iterator[str]:
        if not line.strip(f"{self.separator} \t"):
            return
        if len(line) > MOST_CHARACTERS:
            yield self._faulty(number, "long", line)
            return
        try:
            cells = next(csv.reader([line], delimiter=self.separator, strict=True))
        except csv.Error:
            yield self._faulty(number, "quote", line)
            return
        yield self._row(number, cells, line) if len(cells) == self.layout.width else self._faulty(number, "cells", line)

    def _row(self, number: int, cells: Sequence[str], line: str) -> str:
        cleaned = []
        for name, cell in zip(self.layout.columns, cells, strict=True):
            try:
                cleaned.append(self._cell(name, cell))
            except text.Unclean:
                return self._faulty(number, f"{name} unclean", line)
        return f"{number}{self.empty}{self.separator.join(cleaned)}"

    def _cell(self, name: str, cell: str) -> str:
        told = as_it_was(text.clean(cell, text.NAME))
        if name in DATES and (found := POINTED.fullmatch(told)):
            told = "-".join(filter(None, (found[3], found[2], found[1]))) + found[4]
        return self._escaped(told)

    def _escaped(self, told: str) -> str:
        return told.translate(ESCAPES).replace(self.separator, f"\\{self.separator}")

    def _faulty(self, number: int, fault: str, line: str) -> str:
        seen = "".join(letter if letter.isprintable() else "\ufffd" for letter in line[:KEPT_OF_A_FAULTY_LINE])
        told = (str(number), fault, self._escaped(seen))
        return self.separator.join(told) + self.separator * self.layout.width
