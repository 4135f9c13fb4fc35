"""How far two whole names are from one another, whatever field a paper puts a word in.

Chinese and Mongolian papers have the father's name where others have the surname; passports swap surname and given
name, leave out the patronymic or put all in one field. So words are matched with words, each at most once, at the
least cost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from casework.people.rules.spelling.keys import together, without_lone_endings
from casework.people.rules.spelling.likeness import TOO_FAR, distance
from casework.people.rules.spelling.words import Word, words_of

ROLES = SURNAME, GIVEN, PATRONYMIC = "surname", "given", "patronymic"
MOST_WORDS = 5
# What it costs to find a word under another role, and to find the given name as somebody's father.
OTHER_ROLE, FATHER = 0.05, 0.2


@dataclass(frozen=True)
class Part:
    word: Word
    role: str


Parts = tuple[Part, ...]


@dataclass(frozen=True)
class NameDistance:
    """`worst` of the matched words and `total` of all; `matched` words; `left` ones of the longer name.

    `pairs`: of texts. `is_whole`: both names have as many words.
    `without_worst`: the total of the others, where one word differs.
    """

    worst: float
    total: float
    matched: int
    left: int
    pairs: tuple[tuple[str, str], ...] = ()
    without_worst: float = 0.0

    @property
    def is_whole(self) -> bool:
        return not self.left


NOTHING = NameDistance(TOO_FAR, TOO_FAR, 0, 0)


@lru_cache(maxsize=100_000)
def parts_of(surname: str, given: str, patronymic: str, script: str) -> tuple[Parts, ...]:
    """The words with their roles: as they are written, and with the words of one field taken together."""
    fields = [(role, words_of(text, script)) for role, text in zip(ROLES, (surname, given, patronymic), strict=True)]
    kept = [(role, without_lone_endings(words)) for role, words in fields if words]
    apart = tuple(Part(word, role) for role, words in kept for word in words)[:MOST_WORDS]
    joined = tuple(Part(together(words) if len(words) > 1 else words[0], role) for role, words in kept)
    return (apart,) if len(apart) == len(joined) else (apart, joined)


def name_distance(one: Sequence[Parts], other: Sequence[Parts]) -> NameDistance:
    """The least distance between two names, over the ways to read their words apart or together."""
    found = [_matched(mine, theirs) for mine in one for theirs in other]
    return min(found, key=lambda distance: (distance.total - 0.1 * distance.matched, distance.left))


def _matched(one: Parts, other: Parts) -> NameDistance:
    short, long = sorted((one, other), key=len)
    if not short:
        return NOTHING
    costs = [[_cost(mine, theirs) for theirs in long] for mine in short]
    total, places = _best(costs)
    each = [costs[row][place] for row, place in enumerate(places)]
    return NameDistance(
        worst=max(each), total=total, matched=len(short), left=len(long) - len(short),
        pairs=tuple((short[row].word.text, long[place].word.text) for row, place in enumerate(places)),
        without_worst=total - max(each),
    )  # fmt: skip


def _cost(mine: Part, theirs: Part) -> float:
    return distance(mine.word, theirs.word) + _role_cost({mine.role, theirs.role})


def _role_cost(roles: set[str]) -> float:
    if len(roles) == 1:
        return 0.0
    return FATHER if roles == {GIVEN, PATRONYMIC} else OTHER_ROLE


def _best(costs: list[list[float]]) -> tuple[float, tuple[int, ...]]:
    return min((sum(costs[row][place] for row, place in enumerate(way)), way) for way in _ways(costs))


def _ways(costs: list[list[float]], taken: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    if len(taken) == len(costs):
        yield taken
        return
    for place in range(len(costs[0])):
        if place not in taken:
            yield from _ways(costs, (*taken, place))
