"""The lines of a file, portion by portion, as COPY takes them: number, fault, the line as it was, its cells.

Most lines are passed on as they stand, separator and all. Only one with a quotation mark, a blank beside a separator,
a date with points or an odd character is taken apart.
"""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from casework.arrivals.crossingfile.cells import MOST_CHARACTERS, Cells
from casework.arrivals.crossingfile.examining import Damaged, Examined, chunks
from casework.arrivals.crossingfile.header import Layout, layout_of

CHUNK = 1 << 20
ERRORS = {"utf-8": "surrogateescape", "utf-8-sig": "surrogateescape"}


@dataclass(frozen=True)
class Portion:
    """Rows for COPY, how many they are, and up to which line of the file all is settled with them."""

    data: bytes
    rows: int
    until: int


@dataclass
class Reading:
    """A file being read, from the line after `done` on; `is_broken` once an archive turned out to be damaged."""

    file: Examined
    layout: Layout = field(default_factory=Layout)
    is_broken: bool = False
    _text: Iterator[list[str]] = field(default_factory=lambda: iter(()))
    _number: int = 0

    def __post_init__(self) -> None:
        self._opened = self.file.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._opened.close()

    def begin(self) -> Layout:
        """Read the names of the columns; blank lines before them are passed over."""
        self._text = self._lines()
        for lines in self._text:
            for place, line in enumerate(lines):
                self._number += 1
                if line.strip():
                    self.layout = layout_of(line[:MOST_CHARACTERS])
                    self._text = _chain(lines[place + 1 :], self._text)
                    return self.layout
        return layout_of("")

    def portions(self, done: int, rows: int) -> Iterator[Portion]:
        """Portions of about so many rows; the lines up to `done` are settled already."""
        cells, ready, number = Cells(self.layout), list[str](), self._number
        for lines in self._text:
            first, number = number + 1, number + len(lines)
            if number <= done:
                continue
            skipped = max(done - first + 1, 0)
            ready.extend(cells.ready(lines[skipped:], first + skipped))
            if len(ready) >= rows:
                yield _portion(ready, number)
                ready = []
        yield _portion(ready, number)

    def _lines(self) -> Iterator[list[str]]:
        """Whole lines, some thousands at a time; of one that is too long no more than its beginning is kept."""
        carry = ""
        for text in self._decoded():
            *lines, carry = (carry + text).split("\n")
            carry = carry[: MOST_CHARACTERS + 1]
            if lines:
                yield lines
        if carry:
            yield [carry]

    def _decoded(self) -> Iterator[str]:
        errors = ERRORS.get(self.file.encoding, "replace")
        decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(self.file.encoding)(errors), True)
        try:
            for chunk in chunks(self._opened, CHUNK):
                yield decoder.decode(chunk)
        except Damaged:
            self.is_broken = True
        yield decoder.decode(b"", final=True)


def _chain(first: list[str], rest: Iterator[list[str]]) -> Iterator[list[str]]:
    if first:
        yield first
    yield from rest


def _portion(ready: list[str], until: int) -> Portion:
    text = "\n".join([*ready, ""])
    return Portion(text.encode("utf-8", "replace"), len(ready), until)
