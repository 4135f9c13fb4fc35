"""What an officer types into the search for persons, taken apart: words of a name, a date of birth, numbers."""

import re
from dataclasses import dataclass

from casework.people.rules.birth import BirthDate, NoBirthDate
from casework.people.rules.keys import NAME_KEY_LENGTH, document_key, fold

LEAST_LETTERS = 3
MOST_WORDS = 10
PERSON_NUMBER = re.compile(r"P-?([0-9]{1,9})", re.IGNORECASE)


class NoQuestion(ValueError):
    """Too little to search for, or more than any name holds."""


@dataclass(frozen=True)
class Question:
    """All of it must fit a person; `whole` is the text as one number, for numbers typed with blanks."""

    words: tuple[str, ...] = ()
    birth: BirthDate | None = None
    numbers: tuple[str, ...] = ()
    whole: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it would fit too many: no word of three letters, no number, no full date of birth."""
        pieces = (*self.words, *self.numbers)
        has_date = self.birth is not None and self.birth.precision == "day"
        return not has_date and all(len(piece) < LEAST_LETTERS for piece in pieces)


def read_question(text: str) -> Question:
    """Take a search text apart; NoQuestion where it is too wide or too long."""
    if len(text) > NAME_KEY_LENGTH or len(text.split()) > MOST_WORDS:
        raise NoQuestion("long")
    question = _sorted(text.split(), document_key(text))
    if question.is_wide:
        raise NoQuestion("wide")
    return question


def person_number(number: str) -> str:
    """P-000123 for p123, P-123 and the like; empty where it is no number of a person."""
    found = PERSON_NUMBER.fullmatch(number)
    return f"P-{int(found[1]):06d}" if found else ""


def rank(key: str, words: tuple[str, ...]) -> tuple[int, int, str]:
    """How well a name fits the words, best first: whole, from its start, by whole words, by their starts, inside."""
    phrase, parts = " ".join(words), key.split()
    fits = (
        key == phrase,
        key.startswith(phrase),
        all(word in parts for word in words),
        all(any(part.startswith(word) for part in parts) for word in words),
    )
    return (fits.index(True) if True in fits else len(fits), len(key), key)


def _sorted(pieces: list[str], whole: str) -> Question:
    dates = [piece for piece in pieces if _birth(piece)][:1]
    rest = [piece for piece in pieces if piece not in dates]
    numbers = [piece for piece in rest if any("0" <= sign <= "9" for sign in piece)]
    words = [fold(piece) for piece in rest if piece not in numbers]
    return Question(
        words=tuple(word for word in words if word),
        birth=_birth(dates[0]) if dates else None,
        numbers=tuple(document_key(number) for number in numbers),
        whole=whole if numbers else "",
    )


def _birth(piece: str) -> BirthDate | None:
    try:
        return BirthDate.read(piece)
    except NoBirthDate:
        return None
