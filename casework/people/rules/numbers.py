"""IIN of a person and BIN of an employer: twelve digits, the last one a check digit.

An IIN begins with the date of birth (YYMMDD) and a digit for century and sex; a BIN with year and month and a digit for
the kind of employer. Law on national registers of identification numbers of 12 Jan 2007, No. 223-III.

What the check digit promises. A wrong check digit is always found. One wrong digit among the first ten is always found
where the first pass decides for the right and for the wrong number alike; where one of them needs the second pass, the
digits can agree by chance. The eleventh digit weighs 11 in the first pass, that is nothing modulo 11: a mistake in it
is never found where the first pass decides, and always where the second does.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.people.rules.birth import BirthDate

PASSES = (tuple(range(1, 12)), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
CENTURIES = {"1": (1800, "M"), "2": (1800, "F"), "3": (1900, "M"), "4": (1900, "F"), "5": (2000, "M"), "6": (2000, "F")}
EMPLOYERS = "456"  # legal person resident, legal person non-resident, joint enterprise of individuals
TWELVE_DIGITS = re.compile("[0-9]{12}")  # not \d, which takes the digits of every script


class Fault(StrEnum):
    """What is wrong with a number; the sentences stand in `models.numbers`."""

    DIGITS = "digits"
    CENTURY = "century"
    DATE = "date"
    EMPLOYER = "employer"
    CHECK = "check"
    BIRTH = "birth"
    SEX = "sex"


class FaultyNumber(ValueError):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class IinClaim:
    """What an IIN says about its holder."""

    born_on: date
    sex: str


def read_iin(iin: str) -> IinClaim:
    """Check an IIN and tell what it says; FaultyNumber with the first fault found."""
    _expect(TWELVE_DIGITS.fullmatch(iin), Fault.DIGITS)
    _expect(iin[6] in CENTURIES, Fault.CENTURY)
    century, sex = CENTURIES[iin[6]]
    born_on = _day(century + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    _expect(iin[11] == str(check_digit(iin[:11])), Fault.CHECK)
    return IinClaim(born_on, sex)


def read_bin(number: str) -> int:
    """Check the BIN of an employer and give the month of its registration; FaultyNumber with the first fault found."""
    _expect(TWELVE_DIGITS.fullmatch(number), Fault.DIGITS)
    month = _day(2000, int(number[2:4]), 1).month
    _expect(number[4] in EMPLOYERS, Fault.EMPLOYER)
    _expect(number[11] == str(check_digit(number[:11])), Fault.CHECK)
    return month


def check_digit(eleven: str) -> int | None:
    """The twelfth digit for eleven others; None where both passes give 10 and the number is never used."""
    for weights in PASSES:
        rest = sum(weight * int(digit) for weight, digit in zip(weights, eleven, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def disagreements(claim: IinClaim, *, birth: BirthDate, sex: str) -> list[Fault]:
    """Where an IIN says other than the date of birth and the sex that were typed; a sex not stated agrees with both."""
    return [Fault.BIRTH] * (not birth.may_be(claim.born_on)) + [Fault.SEX] * (sex in "FM" and sex != claim.sex)


def _expect(holds: object, fault: Fault) -> None:
    if not holds:
        raise FaultyNumber(fault)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as mistake:
        raise FaultyNumber(Fault.DATE) from mistake
