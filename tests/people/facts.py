"""Facts of persons who do not exist."""

from dataclasses import replace
from datetime import date
from typing import Any

from casework.people.rules import BirthDate, ContactFacts, DocumentFacts, NameFacts, PersonFacts
from tests.people.numbers import iin_of

BORN = date(1985, 3, 14)
IIN = iin_of(BORN, "F", 321)
PASSPORT = DocumentFacts(kind="passport", number="TEST 123-456", country="MN", issued_on=date(2024, 1, 1))
NAME = NameFacts(script="kk-cyrl", surname="Үлгіқызы", given="Сынақ")
LATIN = NameFacts(script="latn-passport", surname="Ulgi", given="Synak", document=PASSPORT)
PHONE = ContactFacts(kind="phone", value="+7 700 000 00 00", since=date(2026, 3, 2))
WOMAN = PersonFacts(sex="F", birth=BirthDate(BORN), citizenship="MN", birth_country="MN", ethnicity="Kazakh")


def woman(**changes: Any) -> PersonFacts:
    return replace(WOMAN, **changes)


def named(given: str, surname: str = "", script: str = "kk-cyrl") -> NameFacts:
    return NameFacts(script=script, surname=surname, given=given)
