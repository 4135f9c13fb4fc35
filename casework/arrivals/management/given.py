"""What commands are given."""

from argparse import ArgumentTypeError
from collections.abc import Callable


def whole(least: int, most: int) -> Callable[[str], int]:
    """A reader of words, as argparse wants it."""

    def read(word: str) -> int:
        if not (word.isascii() and word.isdecimal() and len(word) < 12 and least <= int(word) <= most):
            raise ArgumentTypeError(f"write a whole number from {least} to {most}")
        return int(word)

    return read
