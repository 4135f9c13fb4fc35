"""What an officer types into the search for persons, taken apart: words of a name, a date of birth, numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casework.people.rules.birth import BirthDate, NoBirthDate
from casework.people.rules.keys import document_key
from casework.people.rules.spelling import NAME_KEY_LENGTH, Word, distance, plain_key, skeletons, together, words_of

LEAST_LETTERS = 3
MOST_WORDS = 10
PERSON_NUMBER = re.compile(r"P-?([0-9]{1,9})", re.IGNORECASE)
# How far a typed word is from one that it begins or stands in, and from one with the same sounds written otherwise.
BEGINS, INSIDE, OTHERWISE = 0.45, 0.8, 0.02
FAR = 9.0


class NoQuestion(ValueError):
    """Too little to search for, or more than any name holds."""


@dataclass(frozen=True)
class Question:
    """All of it must fit a person; `whole` is the text as one number, for numbers typed with blanks."""

    words: tuple[Word, ...] = ()
    birth: BirthDate | None = None
    numbers: tuple[str, ...] = ()
    whole: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether it would fit too many: no word of three letters, no number, no full date of birth."""
        pieces = (*(word.text for word in self.words), *self.numbers)
        has_date = self.birth is not None and self.birth.precision == "day"
        return not has_date and all(len(piece) < LEAST_LETTERS for piece in pieces)

    @property
    def day(self) -> BirthDate | None:
        """The date of birth where it says more than the year."""
        return self.birth if self.birth is not None and self.birth.precision != "year" else None

    @property
    def keys(self) -> tuple[str, ...]:
        """The plain key of each word."""
        return tuple(plain_key(word.text, word.script) for word in self.words)

    @property
    def skeletons(self) -> tuple[tuple[str, ...], ...]:
        """The skeletons that each word may have."""
        return tuple(skeletons(word) for word in self.words)

    @property
    def skeletons_together(self) -> tuple[str, ...]:
        """Those of all words written as one, where there are several."""
        return skeletons(together(self.words)) if len(self.words) > 1 else ()

    def without(self, words: Iterable[Word]) -> "Question":
        """The same question with some of its words left out."""
        left_out = set(words)
        return Question(
            tuple(word for word in self.words if word not in left_out), self.birth, self.numbers, self.whole
        )


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


def fit(asked: Sequence[Word], name: Sequence[Word]) -> float:
    """How far a name is from the words typed, 0 at best: each of them by the nearest word of the name."""
    apart = sum(min((_far(word, part) for part in name), default=FAR) for word in asked)
    if not name or len(asked) == len(name) == 1:
        return apart
    return min(apart, _fit_of_one(asked, name))


def _fit_of_one(asked: Sequence[Word], name: Sequence[Word]) -> float:
    """The same with the words of either side taken as one: Nu er lan, Нур Султан."""
    whole, wholes = together(asked), [together(name), *name]
    as_one = min(_far(whole, part) for part in wholes) if len(asked) > 1 else FAR
    in_one = _far(asked[0], together(name)) if len(asked) == 1 else FAR
    return min(as_one, in_one)


def _far(word: Word, part: Word) -> float:
    mine, theirs = plain_key(word.text, word.script), plain_key(part.text, part.script)
    if mine == theirs:
        return 0.0
    typed = BEGINS if theirs.startswith(mine) else INSIDE if len(mine) >= LEAST_LETTERS and mine in theirs else FAR
    sounds_alike = not set(skeletons(word)).isdisjoint(skeletons(part))
    return min(typed, OTHERWISE + distance(word, part)) if sounds_alike else typed


def _sorted(pieces: list[str], whole: str) -> Question:
    dates = [piece for piece in pieces if _birth(piece)][:1]
    rest = [piece for piece in pieces if piece not in dates]
    numbers = [piece for piece in rest if any("0" <= sign <= "9" for sign in piece)]
    words = words_of(" ".join(piece for piece in rest if piece not in numbers))
    return Question(
        words=words,
        birth=_birth(dates[0]) if dates else None,
        numbers=tuple(document_key(number) for number in numbers),
        whole=whole if numbers else "",
    )


def _birth(piece: str) -> BirthDate | None:
    try:
        return BirthDate.read(piece)
    except NoBirthDate:
        return None
