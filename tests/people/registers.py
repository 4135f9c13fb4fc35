"""A table as another register gives it out, of persons who do not exist, with faults and duplicates planted in it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from casework.people.generated import families
from casework.people.rules import MemberFacts, NameFacts
from casework.people.sheets.persons import COLUMNS
from tests.people.alphabets import arabic, of_2018, of_2021

Cells = dict[str, str]
SPELLED = {"kk-arab": arabic, "latn-2018": of_2018, "latn-2021": of_2021}
FAULTS: tuple[Cells, ...] = (
    {"external_id": ""},
    {"script": "runes"},
    {"script": ""},
    {"surname": "", "given": ""},
    {"birth_date": "1985-02-30"},
    {"birth_date": "14/03/85"},
    {"birth_date": "2099-01-01"},
    {"birth_date": ""},
    {"sex": "W"},
    {"nationality": "Atlantis"},
    {"document_type": "library card", "document_number": "1"},
    {"document_type": "passport", "document_number": ""},
    {"document_type": "passport", "document_number": "77", "issuer": "", "nationality": ""},
    {"given": "Нұр\u202eлан"},
)


@dataclass(frozen=True)
class Register:
    """The file; the lines at fault; of each planted duplicate the identifiers of both records."""

    content: bytes
    faulty: set[int]
    duplicates: list[tuple[str, str]]


def register(rows: int, *, faults: int = 0, duplicates: int = 0, seed: int = 7, prefix: str = "R") -> Register:
    """A table of so many rows; faults and duplicates stand among them at random."""
    dice = Random(seed)
    persons = list(islice(_persons(seed, prefix), rows - faults - duplicates))
    chosen = enumerate(dice.sample(persons, duplicates))
    twice = [(cells, _again(cells, f"{prefix}D{place}", dice)) for place, cells in chosen]
    wrong = [_spoiled(dice.choice(persons), place, f"{prefix}F{place}") for place in range(faults)]
    right = [*persons, *(again for _, again in twice)]
    table = [*((row, False) for row in right), *((row, True) for row in wrong)]
    dice.shuffle(table)
    faulty = {line for line, (_row, is_wrong) in enumerate(table, start=2) if is_wrong}
    pairs = [(cells["external_id"], again["external_id"]) for cells, again in twice]
    return Register(written(row for row, _is_wrong in table), faulty, pairs)


def written(rows: Iterator[Cells] | list[Cells]) -> bytes:
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, restval="")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def _persons(seed: int, prefix: str) -> Iterator[Cells]:
    members = (member for family in families(1_000_000, seed) for member in family.members)
    for number, member in enumerate(members):
        yield _row(member, f"{prefix}{number}", member.names[0])


def _row(member: MemberFacts, external_id: str, name: NameFacts) -> Cells:
    paper = member.documents[0]
    return {
        "external_id": external_id, "script": name.script, "surname": name.surname, "given": name.given,
        "patronymic": name.patronymic, "birth_date": str(member.person.birth), "sex": member.person.sex,
        "nationality": member.person.citizenship, "document_type": paper.kind, "document_number": paper.number,
        "issuer": paper.country,
    }  # fmt: skip


def _again(cells: Cells, external_id: str, dice: Random) -> Cells:
    """The same person as another paper would have the name, with another number."""
    script, spelled = dice.choice(list(SPELLED.items()))
    names = {part: spelled(cells[part]) for part in ("surname", "given", "patronymic")}
    return {**cells, **names, "script": script, "external_id": external_id, "document_number": f"X{external_id}"}


def _spoiled(cells: Cells, place: int, external_id: str) -> Cells:
    fault = FAULTS[place % len(FAULTS)]
    return {**cells, "external_id": external_id, "document_number": f"X{external_id}", **fault}
