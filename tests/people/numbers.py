"""Numbers of identity built by hand, digit by digit, apart from the code under test."""

from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

SEX_DIGITS = {(18, "M"): 1, (18, "F"): 2, (19, "M"): 3, (19, "F"): 4, (20, "M"): 5, (20, "F"): 6}


def first_pass(eleven: str) -> int:
    return sum((place + 1) * int(digit) for place, digit in enumerate(eleven)) % 11


def second_pass(eleven: str) -> int:
    return sum(((place + 2) % 11 + 1) * int(digit) for place, digit in enumerate(eleven)) % 11


def last_digit(eleven: str) -> int:
    """10 where the number is never used."""
    return first_pass(eleven) if first_pass(eleven) < 10 else second_pass(eleven)


def iin_of(born_on: date, sex: str, serial: int) -> str:
    """An IIN for these facts, or the next serial where this one is never used."""
    eleven = f"{born_on:%y%m%d}{SEX_DIGITS[born_on.year // 100, sex]}{serial:04d}"
    last = last_digit(eleven)
    return f"{eleven}{last}" if last < 10 else iin_of(born_on, sex, serial + 1)


@st.composite
def iins(draw: st.DrawFn) -> tuple[str, date, str]:
    """An IIN with the birth date and the sex it was made of."""
    born_on = draw(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
    sex = draw(st.sampled_from("MF"))
    eleven = f"{born_on:%y%m%d}{SEX_DIGITS[born_on.year // 100, sex]}{draw(st.integers(0, 9999)):04d}"
    assume(last_digit(eleven) < 10)
    return f"{eleven}{last_digit(eleven)}", born_on, sex


@st.composite
def mistyped(draw: st.DrawFn, places: range) -> tuple[str, str]:
    """An IIN, and the same with one other digit at one of these places."""
    iin, _born_on, _sex = draw(iins())
    place = draw(st.sampled_from(places))
    digit = draw(st.sampled_from([digit for digit in "0123456789" if digit != iin[place]]))
    return iin, iin[:place] + digit + iin[place + 1 :]
