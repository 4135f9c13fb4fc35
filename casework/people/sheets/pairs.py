"""Pairs of persons in a table, to be compared: a row a pair, the two sides in columns that end with _a and _b."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.common import tablefile
from casework.common.tablefile import Fault, Line, Unreadable
from casework.people.rules import Record
from casework.people.sheets.cells import NoRow, birth, name, sex

SIDE = ("script", "surname", "given", "patronymic", "birth_date", "sex")
COLUMNS = tuple(f"{column}_{side}" for side in "ab" for column in SIDE)
MOST_BYTES = 100 << 20


@dataclass(frozen=True)
class Pair:
    one: Record
    other: Record


def parse(content: bytes) -> list[Pair]:
    """The pairs in their order; Unreadable with every fault and its line where one cannot be read."""
    found = [_pair(line) for line in tablefile.lines(tablefile.decoded(content, most=MOST_BYTES), COLUMNS)]
    faults = [one for one in found if isinstance(one, Fault)]
    if faults:
        raise Unreadable(*faults)
    return [one for one in found if isinstance(one, Pair)]


def _pair(line: Line | Fault) -> Pair | Fault:
    if isinstance(line, Fault):
        return line
    try:
        return Pair(*_sides(line))
    except NoRow as fault:
        return Fault(str(fault), line.number, fault.column)


def _sides(line: Line) -> Iterator[Record]:
    for side in "ab":
        cells = {column: line.cells[f"{column}_{side}"] for column in SIDE}
        try:
            yield Record((name(cells),), birth(cells["birth_date"]), sex(cells["sex"]))
        except NoRow as fault:
            raise NoRow(str(fault), f"{fault.column}_{side}") from fault


def told(fault: Fault) -> str:
    """A fault as one line."""
    where = _("Line %(line)d, column %(column)s:") if fault.column else _("Line %(line)d:")
    return fault.sentence if fault.line is None else f"{where % vars(fault)} {fault.sentence}"
