"""Past inclusions as another register gives them out: one CSV file, one row a person and programme. Pure: no database.

A row that cannot be read is told with its line and left out; the others are taken.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from casework.common import tablefile
from casework.common.tablefile import Line, Unreadable
from casework.quotas import planrow
from casework.quotas.planfile import Fault, FileRefused, Known

COLUMNS = ("person_external_id", "programme", "year", "region", "category", "places", "included_on", "document")
MOST_BYTES = 200 << 20
Cell = tuple[str, str, str]
"""A programme, the code of a region, a category."""


@dataclass(frozen=True)
class Row:
    """One inclusion: `person` by the identifier of the former register, places in the unit of the programme's year."""

    line: int
    person: str
    programme: str
    year: int
    region: str
    category: str
    places: int
    included_on: date
    document: str

    @property
    def cell(self) -> Cell:
        return self.programme, self.region, self.category

    @property
    def key(self) -> tuple[str, str]:
        """What is there once in a lifetime."""
        return self.person, self.programme

    @property
    def facts(self) -> tuple[Any, ...]:
        """What two rows have in common that say the same."""
        return self.year, self.region, self.category, self.places, self.included_on, self.document


@dataclass(frozen=True)
class OpeningFile:
    """The rows that can be read, by line, and what is wrong with the others."""

    name: str
    digest: str
    read: int
    rows: list[Row]
    faults: list[Fault]

    @property
    def repeated(self) -> int:
        """Rows that say what an earlier one says."""
        return self.read - len(self.rows) - len({fault.line for fault in self.faults})


def parse(content: bytes, known: Known, *, name: str, today: date) -> OpeningFile:
    """The past inclusions in a file of bytes; FileRefused where it is no such table."""
    rows: list[Row] = []
    faults: list[Fault] = []
    read = 0
    try:
        for line in tablefile.lines(tablefile.decoded(content, most=MOST_BYTES), COLUMNS):
            read += 1
            _take(line, known, today, rows, faults)
    except Unreadable as unreadable:
        raise FileRefused(*(Fault(fault.line, fault.sentence) for fault in unreadable.faults)) from unreadable
    digest = hashlib.sha256(content).hexdigest()
    return OpeningFile(name, digest, read, list(_first_ones(rows, faults)), faults)


def _take(line: Line | tablefile.Fault, known: Known, today: date, rows: list[Row], faults: list[Fault]) -> None:
    """Read one line into `rows`, or say in `faults` why not."""
    if isinstance(line, tablefile.Fault):
        faults.append(Fault(line.line, line.sentence))
        return
    try:
        row = _row(line)
    except planrow.Unreadable as unreadable:
        faults.extend(Fault(line.number, message) for message in unreadable.messages)
        return
    if wrong := [*_strange(row, known), *_faults_of_time(row, today)]:
        faults.extend(Fault(row.line, message) for message in wrong)
    else:
        rows.append(row)


def _row(line: Line) -> Row:
    values: dict[str, Any] = {}
    messages = []
    for column, name in zip(COLUMNS, ("person", *COLUMNS[1:]), strict=True):
        try:
            values[name] = _value(column, line.cells[column])
        except ValueError as fault:
            messages.append(str(fault))
    if messages:
        raise planrow.Unreadable(messages)
    return Row(line=line.number, **values)


def _value(column: str, cell: str) -> Any:
    if column in FREE:
        return FREE[column](planrow.cleaned(column, cell))
    return _repeated_value(column, cell)


@lru_cache(maxsize=5000)
def _repeated_value(column: str, cell: str) -> Any:
    """Codes and days, of which a file has few: each is read once."""
    return READERS[column](planrow.cleaned(column, cell))


def _strange(row: Row, known: Known) -> Iterator[str]:
    yield from planrow.strange_programme(row.programme, known.units)
    yield from planrow.strange_region(row.region, row.year, known.regions)


def _faults_of_time(row: Row, today: date) -> Iterator[str]:
    if row.included_on > today:
        yield _("The day of inclusion is still to come; past inclusions alone are opened.")
    elif row.included_on.year != row.year:
        yield _("The day of inclusion lies outside the year of the quota.")


def _first_ones(rows: list[Row], faults: list[Fault]) -> Iterator[Row]:
    """Each person and programme once; a later row that says something else of them is a fault."""
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        first = seen.setdefault(row.key, row)
        if first is row:
            yield row
        elif first.facts != row.facts:
            message = _("This person stands in line %d already, with another inclusion into the same quota.")
            faults.append(Fault(row.line, message % first.line))


def _person(value: str) -> str:
    if not value:
        raise ValueError(_("The identifier of the person is missing."))
    return value


def _region(value: str) -> str:
    if not (region := planrow.read_region(value)):
        raise ValueError(_("Name the region that included the person, as KZ-55."))
    return region


def _day(value: str) -> date:
    if not planrow.DAY.fullmatch(value):
        raise ValueError(_("Write the day of inclusion as 2026-07-01."))
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(_("The day of inclusion does not exist.")) from error


FREE: Mapping[str, Callable[[str], str]] = {"person_external_id": _person, "document": str}
READERS: Mapping[str, Callable[[str], Any]] = {
    "programme": planrow.read_programme,
    "year": planrow.read_year,
    "region": _region,
    "category": str,
    "places": planrow.read_places,
    "included_on": _day,
}
