"""The first line of a file: which column stands where."""

import csv
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.arrivals.crossingfile.columns import NAMES, NEEDED, REMARKS

SEPARATORS = ",;\t"
MOST_TOLD = 12  # names of columns in one sentence


@dataclass(frozen=True)
class Layout:
    """The columns of one file in their order. `fault`: why it cannot be a file of crossings."""

    separator: str = ","
    columns: tuple[str, ...] = ()
    fault: str = ""

    @property
    def width(self) -> int:
        return len(self.columns)


def layout_of(line: str) -> Layout:
    """What the first line says of the others."""
    separator = max(SEPARATORS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=separator, strict=True), [])
    except csv.Error:
        return Layout(fault=_("The first line cannot be read; it holds the names of the columns."))
    names = tuple(cell.strip().casefold() for cell in cells)
    return Layout(separator, names, _fault(names))


def _fault(names: tuple[str, ...]) -> str:
    """Every column that a crossing needs, none twice, and no other."""
    told = (
        (_("There is no column %(names)s."), [name for name in NEEDED if name not in names]),
        (_("Nobody knows the column %(names)s; take it out."), [name for name in names if name not in _known()]),
        (_("The column %(names)s stands there twice."), [name for name, times in Counter(names).items() if times > 1]),
    )
    return " ".join(words % {"names": _listed(wrong)} for words, wrong in told if wrong)


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{_readable(name)}”" for name in list(dict.fromkeys(names))[:MOST_TOLD])


def _known() -> frozenset[str]:
    return frozenset((*NAMES, *REMARKS))


def _readable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name[:40])
