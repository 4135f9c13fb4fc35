"""How far two words are from one another: the least that must be changed, left out or added, sound by sound."""

from functools import lru_cache

from casework.people.rules.spelling.sounds import Sound, substitution
from casework.people.rules.spelling.words import Word, read, readings

USUAL_LENGTH = 6.0  # longer words bear more differences
TOO_FAR = 9.0
WITHIN_PINYIN = 0.35


@lru_cache(maxsize=500_000)
def distance(one: Word, other: Word) -> float:
    """0 for spellings of one word; about 0.5 for doubtful ones, over 1 for different names.

    Compared are the whole words and their roots, in every reading they have; the nearest counts.
    """
    texts = {(one.text, other.text), (one.root, other.root)}
    found = min(
        _between(left, right)
        for mine, theirs in texts
        for left in readings(mine, one.script)
        for right in readings(theirs, other.script)
    )
    return max(found, _between_letters(one, other)) if one.script == other.script == "pinyin" else found


def _between_letters(one: Word, other: Word) -> float:
    """Two spellings in Pinyin agree by letters as well: what is open between scripts is not open within one."""
    return WITHIN_PINYIN * _between(read(one.text, "latn-passport"), read(other.text, "latn-passport"))


def _between(left: tuple[Sound, ...], right: tuple[Sound, ...]) -> float:
    if left == right:
        return 0.0
    length = (_length(left) + _length(right)) / 2
    return min(TOO_FAR, _cost(left, right) * USUAL_LENGTH / max(USUAL_LENGTH, length))


def _length(reading: tuple[Sound, ...]) -> int:
    return sum(not one.is_faint for one in reading)


def _cost(left: tuple[Sound, ...], right: tuple[Sound, ...]) -> float:
    row = [0.0]
    for one in right:
        row.append(row[-1] + one.skip)
    for mine in left:
        above, row = row, [row[0] + mine.skip]
        for place, theirs in enumerate(right):
            row.append(
                min(
                    above[place] + substitution(mine.bits, theirs.bits),
                    above[place + 1] + mine.skip,
                    row[place] + theirs.skip,
                )
            )
    return row[-1]
