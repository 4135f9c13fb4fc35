"""Persons of another register in a table: a row a name with its paper; rows with one external_id are one person. Pure.

A row that cannot be taken is told with its line and its column and left out; the others are taken.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from casework.common import tablefile
from casework.common.tablefile import Fault, Line
from casework.people.rules import BirthDate, DocumentFacts, NameFacts, document_key
from casework.people.sheets.cells import NoRow, birth, clean, name, sex

COLUMNS = (
    "external_id", "script", "surname", "given", "patronymic", "birth_date", "sex", "nationality", "document_type",
    "document_number", "issuer",
)  # fmt: skip
MOST_BYTES = 100 << 20
MOST_COMPARED = 50  # a person has few papers; a file that says otherwise may not take for ever
LONGEST_IDENTIFIER, LONGEST_NUMBER, LONGEST_ISSUER = 64, 40, 150
STATED = ("birth", "sex", "nationality")
COLUMN_OF = {"birth": "birth_date", "sex": "sex", "nationality": "nationality"}


@dataclass(frozen=True)
class Known:
    """What codes and names stand for: kinds of identity papers and countries, all in small letters."""

    kinds: Mapping[str, str]
    countries: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One line; what it leaves open is None or empty."""

    line: int
    external_id: str
    name: NameFacts
    birth: BirthDate | None
    sex: str
    nationality: str
    document: DocumentFacts | None


@dataclass(frozen=True)
class PersonRows:
    """The rows of one person, in their order."""

    external_id: str
    rows: tuple[Row, ...]

    @property
    def birth(self) -> BirthDate | None:
        """The most exact one."""
        said = [row.birth for row in self.rows if row.birth]
        return min(said, key=lambda birth: birth.until - birth.on, default=None)

    @property
    def sex(self) -> str:
        return next((row.sex for row in self.rows if row.sex), "")

    @property
    def nationality(self) -> str:
        return next((row.nationality for row in self.rows if row.nationality), "")


@dataclass(frozen=True)
class Sheet:
    """What a file holds: rows read, persons by the order of their first line, and what is wrong with the others."""

    digest: str
    read: int
    persons: Sequence[PersonRows]
    faults: Sequence[Fault]


def parse(content: bytes, known: Known, *, today: date) -> Sheet:
    """The persons in a file of bytes; Unreadable where it is no such table."""
    groups: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    read = 0
    for line in tablefile.lines(tablefile.decoded(content, most=MOST_BYTES), COLUMNS):
        read += 1
        taken = _taken(line, known, today)
        if isinstance(taken, Row):
            groups.setdefault(taken.external_id, []).append(taken)
        else:
            faults.extend(taken)
    persons = [PersonRows(key, tuple(_agreeing(rows, faults))) for key, rows in groups.items()]
    return Sheet(hashlib.sha256(content).hexdigest(), read, persons, faults)


def _taken(line: Line | Fault, known: Known, today: date) -> Row | list[Fault]:
    """A row, or everything that is wrong with it."""
    if isinstance(line, Fault):
        return [line]
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for field, reader in READERS.items():
        try:
            found[field] = reader(line.cells, known, today)
        except NoRow as fault:
            faults.append(Fault(str(fault), line.number, fault.column))
    return faults or Row(line=line.number, **found)


def _agreeing(rows: Sequence[Row], faults: list[Fault]) -> Iterator[Row]:
    """Rows that contradict no earlier row of the same person."""
    taken: list[Row] = []
    for row in rows:
        wrong = [
            (field, other.line) for field in STATED for other in taken[:MOST_COMPARED] if differ(row, other, field)
        ]
        for field, line in wrong[:1]:
            words = _("Line %(line)d says otherwise of the same person; put one of them right.")
            faults.append(Fault(words % {"line": line}, row.line, COLUMN_OF[field]))
        if not wrong:
            taken.append(row)
            yield row


def differ(one: Any, other: Any, field: str) -> bool:
    """Whether two sides say different things of a field: what one leaves open, the other may say."""
    mine, theirs = getattr(one, field), getattr(other, field)
    if field == "birth" and mine and theirs:
        return not (mine.on < theirs.until and theirs.on < mine.until)
    return bool(mine and theirs and mine != theirs)


def _identifier(cells: Mapping[str, str], known: Known, today: date) -> str:
    if not (found := clean(cells["external_id"], "external_id", most=LONGEST_IDENTIFIER)):
        raise NoRow(_("The identifier of the person in the other register is missing."), "external_id")
    return found


def _name(cells: Mapping[str, str], known: Known, today: date) -> NameFacts:
    if not cells["script"]:
        raise NoRow(_("Name the script of the name, as kk-cyrl or pinyin."), "script")
    return name(cells)


def _birth(cells: Mapping[str, str], known: Known, today: date) -> BirthDate | None:
    return _birth_of(cells["birth_date"], today)


@lru_cache(maxsize=50_000)
def _birth_of(cell: str, today: date) -> BirthDate | None:
    found = birth(cell)
    if found is not None and found.on > today:
        raise NoRow(_("This date of birth has not come yet."), "birth_date")
    return found


def _nationality(cells: Mapping[str, str], known: Known, today: date) -> str:
    if not (cell := cells["nationality"]):
        return ""
    if not (found := known.countries.get(cell.lower())):
        raise NoRow(_("There is no such country; write its code, as CN or CHN."), "nationality")
    return found


def _document(cells: Mapping[str, str], known: Known, today: date) -> DocumentFacts | None:
    if not (cells["document_type"] or cells["document_number"]):
        return None
    number = clean(cells["document_number"], "document_number", most=LONGEST_NUMBER)
    if not document_key(number):
        raise NoRow(_("Give the number of the paper, letters and digits; or leave its kind empty."), "document_number")
    return DocumentFacts(_kind(cells["document_type"], known), number, *_issuer(cells, known))


def _kind(cell: str, known: Known) -> str:
    if not (kind := known.kinds.get(cell.lower())):
        codes = ", ".join(sorted(set(known.kinds.values())))
        raise NoRow(_("There is no such kind of paper; write one of %(kinds)s.") % {"kinds": codes}, "document_type")
    return kind


def _issuer(cells: Mapping[str, str], known: Known) -> tuple[str, str]:
    """The country and the office that issued a paper: an office that names no country is one of the nationality."""
    issuer = clean(cells["issuer"], "issuer", most=LONGEST_ISSUER)
    if country := known.countries.get(issuer.lower()):
        return country, ""
    if country := known.countries.get(cells["nationality"].lower()):
        return country, issuer
    raise NoRow(_("Name the country that issued the paper, as CN or CHN."), "issuer")


READERS = {
    "external_id": _identifier,
    "name": _name,
    "birth": _birth,
    "sex": lambda cells, known, today: sex(cells["sex"]),
    "nationality": _nationality,
    "document": _document,
}
