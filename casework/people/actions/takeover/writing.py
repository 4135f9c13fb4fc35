"""Rows written in bulk: persons, names, papers, and a line in the trail of each."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from casework.audit.actions import request_id
from casework.audit.models import Event
from casework.common.rows import copy_in, next_ids
from casework.common.sequences import next_numbers
from casework.people.actions.takeover.outcome import Signed
from casework.people.actions.takeover.sorting import Entry, PaperMark
from casework.people.models import IdentityDocument, Name, Person, search_keys
from casework.people.rules import BirthDate, NameFacts

PERSON = (
    "id", "number", "sex", "born_on", "born_precision", "birth_country", "birth_place", "citizenship", "ethnicity",
    "external_id", "office_id", "registered_by_id", "registered_at", "is_generated", "version", "compared_at",
)  # fmt: skip
PAPER = ("id", "person_id", "kind_id", "number", "number_key", "country", "issuer")
NAME = (
    "person_id", "script", "surname", "given", "patronymic", "document_id", "is_main", "key", "sounds",
)  # fmt: skip
EVENT = ("kind", "subject", "by_id", "at", "after", "note", "request_id")
NAME_SAID = ("script", "surname", "given", "patronymic")
PAPER_SAID = ("kind", "number", "country", "issuer")
Ids = dict[tuple[int, PaperMark], int]


def write(entries: Sequence[Entry], signed: Signed) -> list[int]:
    """Write what is new of each entry; answers the ids of the persons, in the order of the entries."""
    new = [entry for entry in entries if entry.person is None]
    numbers = next_numbers("people_person_number", len(new)) if new else []
    keys = dict(zip(map(id, new), zip(next_ids(Person, len(new)), numbers, strict=True), strict=True))
    copy_in(Person, PERSON, (_person(entry, *keys[id(entry)], signed) for entry in new))
    ids = [entry.person.pk if entry.person else keys[id(entry)][0] for entry in entries]
    papers = _write_papers(entries, ids)
    copy_in(Name, NAME, _names(entries, ids, papers))
    subjects = [entry.person.number if entry.person else _number(keys[id(entry)][1]) for entry in entries]
    copy_in(Event, EVENT, (_event(*pair, signed) for pair in zip(entries, subjects, strict=True)))
    return ids


def _number(number: int) -> str:
    return f"P-{number:06d}"


def _person(entry: Entry, pk: int, number: int, signed: Signed) -> tuple[Any, ...]:
    birth, sex = _birth(entry), entry.rows.sex or Person.Sex.UNSPECIFIED.value
    return (
        pk, _number(number), sex, birth.on, birth.precision, "", "", entry.rows.nationality, "",
        entry.rows.external_id, signed.office.pk, signed.by.pk, signed.at, False, 1, signed.at,
    )  # fmt: skip


def _birth(entry: Entry) -> BirthDate:
    if entry.rows.birth is None:
        raise ValueError("A person without a date of birth was sorted out before.")
    return entry.rows.birth


def _write_papers(entries: Sequence[Entry], ids: Sequence[int]) -> Ids:
    marks = [(person, mark) for entry, person in zip(entries, ids, strict=True) for mark in entry.papers]
    keys = dict(zip(marks, next_ids(IdentityDocument, len(marks)), strict=True))
    facts = [paper for entry in entries for paper in entry.papers.values()]
    copy_in(
        IdentityDocument, PAPER,
        (
            (pk, person, paper.kind, paper.number, mark[2], paper.country, paper.issuer)
            for ((person, mark), pk), paper in zip(keys.items(), facts, strict=True)
        ),
    )  # fmt: skip
    return keys


def _names(entries: Sequence[Entry], ids: Sequence[int], papers: Ids) -> Iterator[tuple[Any, ...]]:
    for entry, person in zip(entries, ids, strict=True):
        for place, (name, mark) in enumerate(entry.names.values()):
            document = papers.get((person, mark)) if mark else None
            yield _name(name, person, document, is_main=place == 0 and entry.person is None)


def _name(name: NameFacts, person: int, document: int | None, *, is_main: bool) -> tuple[Any, ...]:
    keys = search_keys(name)
    return (
        person, name.script, name.surname, name.given, name.patronymic, document, is_main, keys["key"], keys["sounds"],
    )  # fmt: skip


def _event(entry: Entry, subject: str, signed: Signed) -> tuple[Any, ...]:
    after = {
        "external_id": entry.rows.external_id,
        "names": [_told(name, NAME_SAID) for name, _mark in entry.names.values()],
        "documents": [_told(paper, PAPER_SAID) for paper in entry.papers.values()],
        **(_facts(entry) if entry.person is None else {}),
    }
    told = json.dumps(after, ensure_ascii=False)
    return "person.import", subject, signed.by.pk, signed.at, told, signed.digest[:12], request_id.get()


def _told(facts: object, said: Sequence[str]) -> dict[str, Any]:
    return {name: value for name in said if (value := getattr(facts, name))}


def _facts(entry: Entry) -> dict[str, Any]:
    birth = _birth(entry)
    return {
        "sex": entry.rows.sex, "born_on": str(birth.on), "born_precision": birth.precision,
        "citizenship": entry.rows.nationality,
    }  # fmt: skip
