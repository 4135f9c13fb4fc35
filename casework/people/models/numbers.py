"""The faults of IIN and BIN as sentences for the officer."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.common.errors import RuleBroken
from casework.people.rules import BirthDate, Fault, FaultyNumber, IinClaim, disagreements, read_bin, read_iin


def check_iin(iin: str, *, birth: BirthDate, sex: str) -> None:
    """RuleBroken where an IIN cannot be one, or says other than the date of birth and the sex on record."""
    try:
        claim = read_iin(iin)
    except FaultyNumber as faulty:
        raise RuleBroken(_sentence_of_iin(faulty.fault)) from faulty
    differences = [_difference(fault, claim, birth, sex) for fault in disagreements(claim, birth=birth, sex=sex)]
    if differences:
        raise RuleBroken(" ".join((*differences, _("Compare both with the document."))))


def check_iin_alone(iin: str) -> None:
    """RuleBroken where an IIN cannot be one; nothing else of the person is known."""
    try:
        read_iin(iin)
    except FaultyNumber as faulty:
        raise RuleBroken(_sentence_of_iin(faulty.fault)) from faulty


def check_bin(number: str) -> None:
    """RuleBroken where a BIN cannot be one."""
    try:
        read_bin(number)
    except FaultyNumber as faulty:
        raise RuleBroken(_sentence_of_bin(faulty.fault)) from faulty


def _sentence_of_iin(fault: Fault) -> str:
    return {
        Fault.DIGITS: _("An IIN has twelve digits, without blanks."),
        Fault.CENTURY: _("The seventh digit of an IIN is 1 to 6; it stands for the century and the sex."),
        Fault.DATE: _("The first six digits of an IIN are a date of birth, as YYMMDD; these are none."),
        Fault.CHECK: _("The last digit of this IIN does not fit the others; one of the digits is mistyped."),
    }[fault]


def _sentence_of_bin(fault: Fault) -> str:
    return {
        Fault.DIGITS: _("A BIN has twelve digits, without blanks."),
        Fault.DATE: _("The third and fourth digit of a BIN are a month, 01 to 12."),
        Fault.EMPLOYER: _("The fifth digit of a BIN is 4, 5 or 6. Is this the IIN of a person?"),
        Fault.CHECK: _("The last digit of this BIN does not fit the others; one of the digits is mistyped."),
    }[fault]


def _difference(fault: Fault, claim: IinClaim, birth: BirthDate, sex: str) -> str:
    if fault == Fault.BIRTH:
        return _("The IIN says born on %(iin)s, the date of birth is %(typed)s.") % {
            "iin": date_format(claim.born_on, "d.m.Y"), "typed": birth,
        }  # fmt: skip
    sexes = {"F": _("a woman"), "M": _("a man")}
    return _("The IIN is that of %(iin)s, the sex is that of %(typed)s.") % {
        "iin": sexes[claim.sex], "typed": sexes[sex],
    }  # fmt: skip
