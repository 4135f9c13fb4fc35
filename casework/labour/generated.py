"""Numbers of employers that nobody bears on purpose: valid by their check digit, for demonstrations and tests."""

from itertools import count

from casework.people.rules import check_digit


def bin_of(number: int) -> str:
    """A BIN made of this number; the same for the same number, another one for another."""
    stems = (f"240140{number % 10_000:04d}{step:01d}" for step in count())
    digits = ((stem, check_digit(stem)) for stem in stems)
    return next(f"{stem}{digit}" for stem, digit in digits if digit is not None)


def iin_of(number: int) -> str:
    """An IIN made of this number: of a woman born on a day of 1980; the same for the same number."""
    month, serial = number // 28 % 12 + 1, number // (28 * 12)
    stems = (f"80{month:02d}{number % 28 + 1:02d}4{(serial * 10 + step) % 10_000:04d}" for step in count())
    digits = ((stem, check_digit(stem)) for stem in stems)
    return next(f"{stem}{digit}" for stem, digit in digits if digit is not None)
