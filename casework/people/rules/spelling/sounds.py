"""The sounds of Kazakh names, and how far one is from another.

A `Sound` is what one letter may stand for: a set of sounds as bits. Tables write it as `l/r`; `g?` is a sound that a
spelling may hold or not and that no key shows, `e~` one that a key shows all the same (the vowels Pinyin must add).
"""

from dataclasses import dataclass
from functools import cache
from statistics import fmean

VOWELS = ("a", "ae", "e", "o", "oe", "u", "ue", "y", "i")
GLIDES = ("J", "W")  # й and the у of Дәулет
CONSONANTS = (
    "b", "p", "v", "f", "d", "t", "g", "gh", "k", "q", "h", "x", "l", "r", "m", "n", "ng", "z", "s", "sh", "ch", "zh",
    "ts",
)  # fmt: skip
NAMES = (*VOWELS, *GLIDES, *CONSONANTS)
BIT = {name: 1 << place for place, name in enumerate(NAMES)}
VOWEL_BITS = sum(BIT[name] for name in (*VOWELS, *GLIDES))
FIRST_FOREIGN = len(NAMES)

FAR_VOWEL, FAR_CONSONANT, FAR_KIND = 1.2, 1.6, 1.8
FAINT = 0.05  # what it costs to leave out a sound that need not be written

# Pairs of sounds that papers write for one another, with their distance.
NEAR = {
    "a ae": 0.2, "o oe": 0.2, "u ue": 0.2, "y i": 0.15, "e ae": 0.3, "e i": 0.4, "e y": 0.5, "o u": 0.4, "oe ue": 0.35,
    "o ue": 0.5, "u oe": 0.5, "y u": 0.4, "i ue": 0.4, "y ue": 0.45, "i u": 0.55, "a e": 0.55, "a y": 0.6, "a o": 0.9,
    "ae i": 0.8, "ae y": 0.8, "oe e": 0.7, "o y": 0.9, "e o": 1.0,
    "J i": 0.1, "J y": 0.15, "J e": 0.4, "W u": 0.1, "W ue": 0.1, "W o": 0.4, "W oe": 0.5, "W v": 0.15, "v u": 0.5,
    "W b": 0.8, "W y": 0.6, "J zh": 0.7,
    "t d": 0.5, "b p": 0.5, "p f": 0.4, "b v": 0.6, "f v": 0.6, "b f": 0.8, "k q": 0.1, "g gh": 0.1, "k g": 0.5,
    "q gh": 0.5, "q g": 0.6, "k gh": 0.6, "q x": 0.4, "k x": 0.5, "x h": 0.05, "q h": 0.5, "k h": 0.6, "gh x": 0.5,
    "gh h": 0.5, "g h": 0.6, "g x": 0.6, "s z": 0.7, "s sh": 0.8, "sh ch": 0.35, "ch zh": 0.6, "sh zh": 0.9,
    "zh z": 0.8, "s ts": 0.4, "ts ch": 0.6, "z ts": 0.8, "n ng": 0.2, "m n": 1.0, "l r": 1.5,
}  # fmt: skip
# What it costs that one spelling has the sound and the other has not.
ALONE = {
    "y": 0.3, "i": 0.35, "u": 0.65, "ue": 0.65, "a": 0.9, "ae": 0.9, "e": 0.75, "o": 0.9, "oe": 0.9, "J": 0.3, "W": 0.5,
    "h": 0.6, "x": 0.8, "gh": 0.9, "v": 1.0,
}  # fmt: skip
ALONE_OTHERWISE = 1.4

# The letter of a sound in a key. ħ and ş stand for one sound each in the Latin table too: a key is its own key.
LETTERS = {
    "ae": "a", "oe": "o", "ue": "u", "y": "i", "J": "i", "W": "u", "gh": "g", "q": "k", "h": "ħ", "x": "ħ", "ng": "n",
    "sh": "ş", "ch": "ş", "zh": "j", "ts": "s",
}  # fmt: skip
# Consonants that spellings mix up have one class; vowels, й, у and в have none.
CLASSES = {
    "b": "b", "p": "b", "f": "b", "d": "t", "t": "t", "g": "k", "gh": "k", "k": "k", "q": "k", "h": "k", "x": "k",
    "l": "l", "r": "l", "m": "m", "n": "n", "ng": "n", "z": "s", "s": "s", "sh": "s", "ch": "s", "zh": "s", "ts": "s",
}  # fmt: skip


@dataclass(frozen=True)
class Sound:
    """What stands at one place of a word: the sounds it may be, its letter in a key, what leaving it out costs."""

    bits: int
    letter: str
    classes: tuple[str, ...]
    is_vowel: bool = False
    skip: float = ALONE_OTHERWISE
    is_faint: bool = False


@cache
def sound(text: str) -> Sound:
    """`l/r`, `g?` or `e~` as a Sound; KeyError for a sound that is not in the list."""
    is_faint, is_optional = text.endswith("?"), text[-1] in "?~"
    names = text.rstrip("?~").split("/")
    classes = tuple(dict.fromkeys(CLASSES.get(name, "") for name in names))
    return Sound(
        bits=sum({BIT[name] for name in names}),
        letter="" if is_faint else LETTERS.get(names[0], names[0]),
        classes=(*classes, "") if is_optional and "" not in classes else classes,
        is_vowel=all(BIT[name] & VOWEL_BITS for name in names),
        skip=FAINT if is_optional else fmean(ALONE.get(name, ALONE_OTHERWISE) for name in names),
        is_faint=is_faint,
    )


@cache
def foreign(letter: str) -> Sound:
    """A letter that no table knows stands for itself."""
    return Sound(1 << (FIRST_FOREIGN + ord(letter)), letter, (letter,))


def sounds(text: str) -> tuple[Sound, ...]:
    """`ng/n g?` as two Sounds; none for an empty text."""
    return tuple(sound(part) for part in text.split())


@cache
def substitution(one: int, other: int) -> float:
    """How far the nearest two sounds of two sets of bits are from one another; 0 where they share one."""
    if one & other:
        return 0.0
    return min(_between(a, b) for a in _names(one) for b in _names(other))


def _names(bits: int) -> list[str]:
    return [name for name in NAMES if bits & BIT[name]] or ["foreign"]


def _between(one: str, other: str) -> float:
    near = NEAR.get(f"{one} {other}", NEAR.get(f"{other} {one}"))
    if near is not None:
        return near
    vowels = (one in VOWELS or one in GLIDES) + (other in VOWELS or other in GLIDES)
    return (FAR_CONSONANT, FAR_KIND, FAR_VOWEL)[vowels]
