"""Whether two records are one human being: what agrees, what does not, a score, and a verdict. It decides nothing.

The names of both are compared across scripts, then birth dates, sex, numbers and family. `same` needs names that
agree word by word and the same full date of birth, or a number that only one person has. Records of one family at
one time are never `same`: they are relatives, twins among them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.people.rules.birth import BirthDate
from casework.people.rules.facts import NameFacts
from casework.people.rules.spelling import NameDistance, Parts, name_distance, parts_of

SAME, POSSIBLE, DIFFERENT = "same", "possible", "different"
# Distances of words, tuned on tests/people/spellings.csv and lookalikes.csv.
SAME_WORD, SAME_NAME = 0.62, 1.0
LIKE_WORD, LIKE_NAME = 1.15, 2.0
SAME_LONE, LIKE_LONE = 0.35, 0.6  # names of one word carry less
RANGES = {SAME: (0.85, 1.0), POSSIBLE: (0.5, 0.84), DIFFERENT: (0.0, 0.49)}


class Sign(StrEnum):
    """What speaks for or against; the sentences stand in `queries.reasons`."""

    NAMES_AGREE = "names_agree"
    NAMES_ALIKE = "names_alike"
    NAMES_DIFFER = "names_differ"
    NAME_IS_PART = "name_is_part"
    SURNAME_DIFFERS = "surname_differs"
    BORN_SAME_DAY = "born_same_day"
    BORN_SWAPPED = "born_swapped"
    BORN_PERHAPS = "born_perhaps"
    BORN_UNKNOWN = "born_unknown"
    BORN_OTHERWISE = "born_otherwise"
    SEX_AGREES = "sex_agrees"
    SEX_DIFFERS = "sex_differs"
    SAME_IIN = "same_iin"
    OTHER_IIN = "other_iin"
    SAME_DOCUMENT = "same_document"
    SAME_RELATIVES = "same_relatives"
    ONE_FAMILY = "one_family"


BIRTH_WEIGHT = {
    Sign.BORN_SAME_DAY: 0.9, Sign.BORN_SWAPPED: 0.8, Sign.BORN_PERHAPS: 0.75, Sign.BORN_UNKNOWN: 0.65,
    Sign.BORN_OTHERWISE: 0.3,
}  # fmt: skip
NAME_LEVEL = {Sign.NAMES_AGREE: 2, Sign.NAMES_ALIKE: 1, Sign.NAME_IS_PART: 1, Sign.SURNAME_DIFFERS: 1}


@dataclass(frozen=True)
class Record:
    """What is known of one side.

    `documents` are keys of papers, `relatives` keys of the members of the family; `households` of today.
    """

    names: tuple[NameFacts, ...]
    birth: BirthDate | None = None
    sex: str = ""
    iin: str = ""
    documents: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    households: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Judgement:
    """A score from 0 to 1, its verdict, and what it rests on; `pairs` are the words that were found to be one."""

    score: float
    verdict: str
    signs: tuple[Sign, ...]
    pairs: tuple[tuple[str, str], ...] = ()


def judge(one: Record, other: Record) -> Judgement:
    """Compare two records, each with at least one name."""
    are_one_family = bool(one.households & other.households)
    names = _names(one.names, other.names)
    sex = _sex(one.sex, other.sex)
    signs = (
        _sign_of_names(names, "F" if {one.sex, other.sex} <= {"F", ""} else ""),
        _birth(one.birth, other.birth),
        *([sex] if sex else []),
        *_numbers(one, other),
        *([Sign.SAME_RELATIVES] if one.relatives & other.relatives and not are_one_family else []),
        *([Sign.ONE_FAMILY] if are_one_family else []),
    )
    verdict = _verdict(set(signs))
    return Judgement(_score(names, set(signs), verdict), verdict, signs, names.pairs)


def _names(one: Sequence[NameFacts], other: Sequence[NameFacts]) -> NameDistance:
    """The nearest of the names on both sides."""
    found = [name_distance(_parts(mine), _parts(theirs)) for mine in one for theirs in other]
    return min(found, key=lambda distance: (distance.total - 0.3 * distance.matched, distance.left))


def _parts(name: NameFacts) -> tuple[Parts, ...]:
    return parts_of(name.surname, name.given, name.patronymic, name.script)


def _sign_of_names(names: NameDistance, sex: str) -> Sign:
    if names.matched == 1:
        return _sign_of_one_word(names)
    if names.worst <= SAME_WORD and names.total <= SAME_NAME:
        return Sign.NAMES_AGREE
    if names.worst <= LIKE_WORD and names.total <= LIKE_NAME:
        return Sign.NAMES_ALIKE
    if sex == "F" and names.matched >= 3 and names.without_worst <= SAME_WORD:
        return Sign.SURNAME_DIFFERS
    return Sign.NAMES_DIFFER


def _sign_of_one_word(names: NameDistance) -> Sign:
    if names.worst > LIKE_LONE:
        return Sign.NAMES_DIFFER
    if not names.is_whole:
        return Sign.NAME_IS_PART
    return Sign.NAMES_AGREE if names.worst <= SAME_LONE else Sign.NAMES_ALIKE


def _birth(one: BirthDate | None, other: BirthDate | None) -> Sign:
    if one is None or other is None:
        return Sign.BORN_UNKNOWN
    if one.precision == other.precision == "day":
        swapped = Sign.BORN_SWAPPED if one.swapped == other.on else Sign.BORN_OTHERWISE
        return Sign.BORN_SAME_DAY if one.on == other.on else swapped
    return Sign.BORN_PERHAPS if one.on < other.until and other.on < one.until else Sign.BORN_OTHERWISE


def _sex(one: str, other: str) -> Sign | None:
    if not {one, other} <= {"F", "M"}:
        return None
    return Sign.SEX_AGREES if one == other else Sign.SEX_DIFFERS


def _numbers(one: Record, other: Record) -> list[Sign]:
    both_have_iin = bool(one.iin and other.iin)
    iin = [Sign.SAME_IIN if one.iin == other.iin else Sign.OTHER_IIN] if both_have_iin else []
    return [*iin, *([Sign.SAME_DOCUMENT] if one.documents & other.documents else [])]


def _verdict(signs: set[Sign]) -> str:
    level = max((NAME_LEVEL.get(sign, 0) for sign in signs), default=0)
    if Sign.OTHER_IIN in signs:
        return DIFFERENT
    if Sign.ONE_FAMILY in signs:
        return POSSIBLE if level == 2 and Sign.BORN_SAME_DAY in signs else DIFFERENT
    if Sign.SAME_IIN in signs or Sign.SAME_DOCUMENT in signs:
        return SAME if level and Sign.BORN_OTHERWISE not in signs else POSSIBLE
    return _verdict_by_birth(level, signs)


def _verdict_by_birth(level: int, signs: set[Sign]) -> str:
    if not level or Sign.BORN_OTHERWISE in signs:
        return DIFFERENT
    if Sign.BORN_SAME_DAY in signs:
        return SAME if level == 2 and Sign.SEX_DIFFERS not in signs else POSSIBLE
    if Sign.SAME_RELATIVES in signs:
        return POSSIBLE
    return POSSIBLE if level == 2 and Sign.SEX_DIFFERS not in signs else DIFFERENT


def _score(names: NameDistance, signs: set[Sign], verdict: str) -> float:
    """Within the range of the verdict: how near the names are, and how well the rest agrees."""
    near = math.exp(-names.total / 2)
    rest = next(weight for sign, weight in BIRTH_WEIGHT.items() if sign in signs)
    rest *= 0.7 if Sign.SEX_DIFFERS in signs else 1.0
    if signs & {Sign.SAME_IIN, Sign.SAME_DOCUMENT, Sign.SAME_RELATIVES}:
        rest = min(1.0, rest + 0.1)
    least, most = RANGES[verdict]
    return round(least + (most - least) * near * rest, 3)
