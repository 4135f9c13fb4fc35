"""Words in Pinyin: cut into syllables, and read."""

from functools import cache, lru_cache

from casework.people.rules.spelling.sounds import Sound, sound, sounds
from casework.people.rules.spelling.tables import pinyin as table

INITIALS = {letters: stands_for for letters, stands_for, _example in table.INITIALS}
FINALS = {letters: stands_for for letters, stands_for, _example in table.FINALS}
SYLLABLES = {
    initial + final: (initial, final)
    for initials, finals in table.SYLLABLES
    for initial in initials
    for final in finals.split()
}
FINAL_AFTER = {(initial, final): initial + final for initial in "yw" for final in "ui" if initial + final in FINALS}
LONGEST = max(map(len, SYLLABLES))
LONGEST_WORD = 60
NAKED, NAKED_ER = 1.0, 0.5  # how unlikely it is that a syllable inside a word has no consonant before its vowel
ADDED = {"e", "i", "u"}  # vowels by which a consonant becomes a syllable
Syllable = tuple[str, str]


@lru_cache(maxsize=100_000)
def syllables(word: str) -> tuple[Syllable, ...]:
    """The syllables of a small-lettered word as (initial, final); none where it cannot be Pinyin.

    An apostrophe parts syllables; without one Gulinaer is gu-li-na-er: a consonant belongs to the vowel behind it.
    """
    word = word.replace("ü", "v")
    if len(word) > LONGEST_WORD:
        return ()
    cut: list[Syllable] = []
    for part in filter(None, word.split("'")):
        found = _cut(part)
        if not found:
            return ()
        cut.extend(found)
    return tuple(cut)


def is_pinyin(word: str) -> bool:
    return bool(syllables(word))


def _cut(part: str) -> list[Syllable]:
    best: list[tuple[float, list[Syllable]] | None] = [(0.0, []), *[None] * len(part)]
    for end in range(1, len(part) + 1):
        for start in range(max(0, end - LONGEST), end):
            before, syllable = best[start], SYLLABLES.get(part[start:end])
            if before is not None and syllable is not None:
                way = (before[0] + _unlikely(syllable, start), [*before[1], syllable])
                best[end] = min(filter(None, (best[end], way)), key=lambda way: (way[0], len(way[1])))
    last = best[-1]
    return last[1] if last else []


def _unlikely(syllable: Syllable, start: int) -> float:
    if syllable[0] or not start:
        return 0.0
    return NAKED_ER if syllable[1] == "er" else NAKED


@lru_cache(maxsize=100_000)
def read_pinyin(word: str) -> tuple[Sound, ...]:
    """The sounds of a word in Pinyin; of one that is none, nothing."""
    cut = syllables(word)
    read: list[Sound] = []
    for place, (initial, final) in enumerate(cut):
        read.extend(_initial(initial))
        before_vowel = place + 1 < len(cut) and cut[place + 1][0] in ("", "y", "w") and cut[place + 1][1] != "er"
        may_be_added = bool(initial) and initial not in "yw" and not before_vowel
        read.extend(_final(FINAL_AFTER.get((initial, final), final), may_be_added=may_be_added))
    return tuple(read)


@cache
def _initial(letters: str) -> tuple[Sound, ...]:
    return sounds(INITIALS[letters]) if letters else ()


@cache
def _final(letters: str, *, may_be_added: bool) -> tuple[Sound, ...]:
    if may_be_added and letters in ADDED:
        return (sound(FINALS[letters] + "~"),)
    return sounds(FINALS[letters])
