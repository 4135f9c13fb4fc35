"""The machine readable zone of passports, identity cards and visas (ICAO Doc 9303), as a reader types it.

What it says is a claim, which an officer compares with the paper: numbers and dates carry check digits, names carry
none. Whatever is typed, the only exception is UnreadableMrz. Pure.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from mrz.checker.mrva import MRVACodeChecker
from mrz.checker.mrvb import MRVBCodeChecker
from mrz.checker.td1 import TD1CodeChecker
from mrz.checker.td2 import TD2CodeChecker
from mrz.checker.td3 import TD3CodeChecker

from casework.people.rules.birth import BirthDate
from casework.people.rules.numbers import FaultyNumber, read_iin

LONGEST = 400  # letters typed; the longest zone has 90
FILLER = "<"
ZONE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
# What a reader types while the keyboard is switched to Russian.
RUSSIAN_KEYS = str.maketrans("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬБ", "QWERTYUIOPASDFGHJKLZXCVBNM<")
FILLERS = str.maketrans(dict.fromkeys("«‹〈＜", FILLER))
NUMBER, BIRTH, EXPIRY, OPTIONAL, FINAL = "number", "birth", "expiry", "optional", "final"
HASHES = {
    "document number hash": NUMBER, "birth date hash": BIRTH, "expiry date hash": EXPIRY,
    "optional data hash": OPTIONAL, "final hash": FINAL,
}  # fmt: skip
KAZAKHSTAN = "KAZ"


class MrzFault(StrEnum):
    """Why a text is no zone; the sentences stand in `forms.mrz`."""

    EMPTY = "empty"
    LETTERS = "letters"
    LENGTH = "length"
    CHECK = "check"
    STRUCTURE = "structure"


class UnreadableMrz(ValueError):
    """`parts`: what the check digits do not fit, where that is the fault."""

    def __init__(self, fault: MrzFault, parts: tuple[str, ...] = ()) -> None:
        super().__init__(fault)
        self.fault, self.parts = fault, parts


@dataclass(frozen=True)
class Zone:
    """A kind of paper by its lines: how many, how long, and who checks them."""

    name: str
    lines: int
    width: int
    checker: Any


TD1 = Zone("TD1", 3, 30, TD1CodeChecker)
TD2, TD3 = Zone("TD2", 2, 36, TD2CodeChecker), Zone("TD3", 2, 44, TD3CodeChecker)
VISA_A, VISA_B = Zone("MRV-A", 2, 44, MRVACodeChecker), Zone("MRV-B", 2, 36, MRVBCodeChecker)


@dataclass(frozen=True)
class MrzClaim:
    """What a zone says. States by three letters as Doc 9303 writes them; a date that is not known is None."""

    zone: str
    kind: str
    issuer: str
    surname: str
    given: str
    number: str
    nationality: str
    birth: BirthDate | None
    sex: str
    expires_on: date | None
    iin: str = ""


def read_mrz(text: str, *, today: date) -> MrzClaim:
    """What a zone claims; UnreadableMrz for what is none, is damaged, or has check digits that do not fit."""
    zone, lines = _lines(text)
    checker = _checked(zone, lines)
    return _claim(zone, lines, checker, today)


def _lines(text: str) -> tuple[Zone, list[str]]:
    if len(text) > LONGEST:
        raise UnreadableMrz(MrzFault.LENGTH)
    letters = "".join(unicodedata.normalize("NFKC", text).upper().split())
    letters = letters.translate(RUSSIAN_KEYS).translate(FILLERS)
    if not letters:
        raise UnreadableMrz(MrzFault.EMPTY)
    if not ZONE.issuperset(letters):
        raise UnreadableMrz(MrzFault.LETTERS)
    zone = _zone(letters)
    return zone, [letters[first : first + zone.width] for first in range(0, len(letters), zone.width)]


def _zone(letters: str) -> Zone:
    """By the length of the whole: where a reader breaks the lines does not matter."""
    is_visa = letters.startswith("V")
    by_length = {90: TD1, 88: VISA_A if is_visa else TD3, 72: VISA_B if is_visa else TD2}
    if len(letters) not in by_length:
        raise UnreadableMrz(MrzFault.LENGTH)
    return by_length[len(letters)]


def _checked(zone: Zone, lines: list[str]) -> Any:
    """The zone as the library reads it. It fails in many ways on what is no zone; here all of them are one."""
    try:
        checker = zone.checker("\n".join(lines))
        failed = {HASHES[name] for name, _holds in checker.report.falses if name in HASHES}
    except Exception as mistake:
        raise UnreadableMrz(MrzFault.STRUCTURE) from mistake
    if failed:
        raise UnreadableMrz(MrzFault.CHECK, tuple(part for part in HASHES.values() if part in failed))
    return checker


def _claim(zone: Zone, lines: list[str], checker: Any, today: date) -> MrzClaim:
    try:
        said = checker.fields()._asdict()
    except Exception as mistake:
        raise UnreadableMrz(MrzFault.STRUCTURE) from mistake
    surname, given = _names(lines[2] if zone is TD1 else lines[0][5:])
    if not (surname or given) or not said["document_number"].strip(FILLER):
        raise UnreadableMrz(MrzFault.STRUCTURE)
    return MrzClaim(
        zone=zone.name, kind=lines[0][0], issuer=_state(lines[0][2:5]), surname=surname, given=given,
        number=_number(zone, lines, said), nationality=_state(said["nationality"]),
        birth=_birth(said["birth_date"], today), sex={"M": "M", "F": "F"}.get(said["sex"], "X"),
        expires_on=_expiry(said["expiry_date"], today), iin=_iin(zone, lines),
    )  # fmt: skip


def _names(field: str) -> tuple[str, str]:
    primary, _mark, secondary = field.strip(FILLER).partition(FILLER * 2)
    return tuple(" ".join(part.replace(FILLER, " ").split()) for part in (primary, secondary))  # type: ignore[return-value]


def _number(zone: Zone, lines: list[str], said: Mapping[str, str]) -> str:
    """A number of more than nine letters goes on in the optional data of a card."""
    number = said["document_number"].replace(FILLER, "")
    if zone is TD1 and lines[0][14] == FILLER:
        rest = lines[0][15:30].partition(FILLER)[0]
        return number + rest[:-1]
    return number


def _state(code: str) -> str:
    return code.replace(FILLER, "")


def _birth(digits: str, today: date) -> BirthDate | None:
    """The century is not in the zone: nobody was born after today."""
    if not digits[:2].isdecimal():
        return None
    year = today.year // 100 * 100 + int(digits[:2])
    for possible in (year, year - 100):
        found = _date_of_birth(possible, digits[2:4], digits[4:6])
        if found is not None and found.on <= today:
            return found
    raise UnreadableMrz(MrzFault.STRUCTURE)


def _date_of_birth(year: int, month: str, day: str) -> BirthDate | None:
    try:
        if not month.isdecimal():
            return BirthDate(date(year, 1, 1), "year")
        known = date(year, int(month), int(day) if day.isdecimal() else 1)
        return BirthDate(known, "day" if day.isdecimal() else "month")
    except ValueError:
        return None


def _expiry(digits: str, today: date) -> date | None:
    """Within fifty years of today; None where the paper names no day."""
    if not digits.isdecimal():
        return None
    year = today.year // 100 * 100 + int(digits[:2])
    year -= 100 if year > today.year + 50 else 0
    try:
        return date(year, int(digits[2:4]), int(digits[4:6]))
    except ValueError as mistake:
        raise UnreadableMrz(MrzFault.STRUCTURE) from mistake


def _iin(zone: Zone, lines: list[str]) -> str:
    """Cards of Kazakhstan carry the IIN in their optional data."""
    number = lines[0][15:27] if zone is TD1 and lines[0][2:5] == KAZAKHSTAN else ""
    try:
        read_iin(number)
    except FaultyNumber:
        return ""
    return number
