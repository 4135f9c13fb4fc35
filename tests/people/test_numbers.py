from datetime import date

import pytest
from hypothesis import assume, given

from casework.common.errors import RuleBroken
from casework.people.models import check_bin, check_iin
from casework.people.rules import BirthDate, Fault, FaultyNumber, IinClaim, check_digit, read_bin, read_iin
from tests.people.numbers import first_pass, iin_of, iins, last_digit, mistyped

BORN = date(1985, 3, 14)
IIN = iin_of(BORN, "F", 321)
BIN = "150840" + "00123"
BIN += str(last_digit(BIN))


def faults_of(iin: str) -> Fault | None:
    try:
        read_iin(iin)
    except FaultyNumber as faulty:
        return faulty.fault
    return None


@given(iins())
def test_an_iin_tells_the_birth_date_and_the_sex_it_was_made_of(made):
    iin, born_on, sex = made

    assert read_iin(iin) == IinClaim(born_on, sex)


@given(mistyped(range(11, 12)))
def test_a_wrong_check_digit_is_always_found(pair):
    assert faults_of(pair[1]) == Fault.CHECK


@given(mistyped(range(10)))
def test_one_wrong_digit_of_the_first_ten_is_found_where_the_first_pass_decides(pair):
    right, wrong = pair
    assume(first_pass(right[:11]) < 10 and first_pass(wrong[:11]) < 10)

    assert faults_of(wrong) is not None


@given(mistyped(range(10, 11)))
def test_the_eleventh_digit_is_guarded_by_the_second_pass_alone(pair):
    right, wrong = pair

    assert (faults_of(wrong) is None) == (first_pass(right[:11]) < 10)


def test_where_a_second_pass_is_needed_one_wrong_digit_can_go_unnoticed():
    """The eighth digit of the same person's number, one higher."""
    serials = [f"8503144{serial:04d}" for serial in range(9000)]
    risen = [f"8503144{serial + 1000:04d}" for serial in range(9000)]

    alike = [
        pair for pair in zip(serials, risen, strict=True) if check_digit(pair[0]) == check_digit(pair[1]) is not None
    ]

    assert alike
    assert all(10 in (first_pass(one), first_pass(other)) for one, other in alike)


@pytest.mark.parametrize(
    ("iin", "fault"),
    [
        ("", Fault.DIGITS),
        ("12345678901", Fault.DIGITS),
        ("1234567890123", Fault.DIGITS),
        ("85031440032x", Fault.DIGITS),
        ("٨٥٠٣١٤٤٠٠٣٢١", Fault.DIGITS),
        (IIN + "\n", Fault.DIGITS),
        (IIN[:6] + "0" + IIN[7:], Fault.CENTURY),
        (IIN[:6] + "7" + IIN[7:], Fault.CENTURY),
        ("851314" + IIN[6:], Fault.DATE),
        ("850230" + IIN[6:], Fault.DATE),
    ],
)
def test_what_cannot_be_an_iin_is_named_by_its_fault(iin, fault):
    assert faults_of(iin) == fault


def test_an_iin_that_agrees_is_accepted():
    check_iin(IIN, birth=BirthDate(BORN), sex="F")


def test_an_iin_of_another_birth_date_is_refused_and_names_both():
    with pytest.raises(RuleBroken, match="IIN says born on 14.03.1985, the date of birth is 15.03.1985"):
        check_iin(IIN, birth=BirthDate(date(1985, 3, 15)), sex="F")


def test_an_iin_of_the_other_sex_is_refused():
    with pytest.raises(RuleBroken, match="that of a woman, the sex is that of a man"):
        check_iin(IIN, birth=BirthDate(BORN), sex="M")


def test_an_iin_may_fill_in_a_birth_date_known_by_its_year():
    check_iin(IIN, birth=BirthDate(date(1985, 1, 1), "year"), sex="X")


def test_an_iin_outside_the_known_year_is_refused():
    with pytest.raises(RuleBroken, match="the date of birth is 1986"):
        check_iin(IIN, birth=BirthDate(date(1986, 1, 1), "year"), sex="F")


@pytest.mark.parametrize("fault", [Fault.DIGITS, Fault.CENTURY, Fault.DATE, Fault.CHECK])
def test_every_fault_of_an_iin_has_a_sentence(fault):
    faulty = {
        Fault.DIGITS: "1", Fault.CENTURY: IIN[:6] + "9" + IIN[7:], Fault.DATE: "859999" + IIN[6:],
        Fault.CHECK: IIN[:11] + str((int(IIN[11]) + 1) % 10),
    }  # fmt: skip

    with pytest.raises(RuleBroken, match=r"\w+ .+\.$"):
        check_iin(faulty[fault], birth=BirthDate(BORN), sex="F")


def test_the_bin_of_an_employer_is_accepted_with_its_month():
    check_bin(BIN)

    assert read_bin(BIN) == 8


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("123", "twelve digits"),
        ("1513" + BIN[4:], "a month"),
        (IIN, "Is this the IIN of a person"),
        (BIN[:11] + str((int(BIN[11]) + 1) % 10), "mistyped"),
    ],
)
def test_what_cannot_be_a_bin_is_refused_with_the_reason(number, words):
    with pytest.raises(RuleBroken, match=words):
        check_bin(number)
