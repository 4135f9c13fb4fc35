"""Words read into sounds, by the table of their script."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from casework.people.rules.spelling import scripts
from casework.people.rules.spelling.endings import without_ending
from casework.people.rules.spelling.pinyin import is_pinyin, read_pinyin
from casework.people.rules.spelling.sounds import Sound, foreign, sound, sounds
from casework.people.rules.spelling.tables import Rows, arabic, cyrillic, latin

TABLES: dict[str, tuple[Rows, ...]] = {
    "kk-cyrl": (cyrillic.COMMON, cyrillic.KAZAKH),
    "ru-cyrl": (cyrillic.COMMON, cyrillic.RUSSIAN),
    "mn-cyrl": (cyrillic.COMMON, cyrillic.MONGOLIAN),
    "kk-arab": (arabic.KAZAKH,),
    "latn-passport": (latin.PASSPORT,),
    "latn-2018": (latin.PASSPORT, latin.OF_2018),
    "latn-2021": (latin.PASSPORT, latin.OF_2021),
    "pinyin": (latin.PASSPORT,),
    "tr": (latin.PASSPORT, latin.TURKISH),
    "uz": (latin.PASSPORT, latin.UZBEK),
    "": (),
}
TWINS = re.compile(r"([^\W\d_])\1+")
MAY_BE_PINYIN = ("latn-passport", "pinyin")


@dataclass(frozen=True)
class Row:
    letters: str
    is_after_vowel: bool
    stands_for: tuple[Sound, ...]


@dataclass(frozen=True)
class Word:
    """One word of a name: as it is looked up, its script, and its root without son of, daughter of."""

    text: str
    script: str
    root: str

    @property
    def readings(self) -> tuple[tuple[Sound, ...], ...]:
        return readings(self.text, self.script)


@lru_cache(maxsize=200_000)
def word_of(text: str, stated: str = "") -> Word | None:
    """A word of a name; None where it holds nothing but marks."""
    looked_up = scripts.plain(text)
    if not looked_up.strip("'"):
        return None
    script = scripts.script_of(looked_up, stated)
    root = without_ending(looked_up, scripts.alphabet_of(looked_up), script)
    return Word(looked_up, script, root)


def words_of(text: str, stated: str = "") -> tuple[Word, ...]:
    """The words of a name in the order in which they stand."""
    return tuple(word for part in text.split() if (word := word_of(part, stated)))


@lru_cache(maxsize=200_000)
def readings(text: str, script: str) -> tuple[tuple[Sound, ...], ...]:
    """What a word may sound like: by the table of its script, and as Pinyin where it can be Pinyin."""
    if script in MAY_BE_PINYIN and is_pinyin(text):
        as_pinyin = read_pinyin(text)
        return (as_pinyin,) if script == "pinyin" else (read(text, script), as_pinyin)
    return (read(text, script),)


@lru_cache(maxsize=200_000)
def read(text: str, script: str) -> tuple[Sound, ...]:
    """The sounds of a word made plain, twins once; letters that the table does not know stand for themselves."""
    table, place, found = _table(script), 0, list[Sound]()
    text = TWINS.sub(r"\1", text)
    while place < len(text):
        after_vowel = not found or found[-1].is_vowel
        row = next((row for row in table.get(text[place], ()) if _fits(row, text, place, after_vowel)), None)
        found.extend(row.stands_for if row else _unknown(text[place]))
        place += len(row.letters) if row else 1
    return _with_vowels(found) if script == "kk-arab" else tuple(found)


def _fits(row: Row, text: str, place: int, after_vowel: bool) -> bool:
    return text.startswith(row.letters, place) and (after_vowel or not row.is_after_vowel)


def _unknown(letter: str) -> tuple[Sound, ...]:
    return () if letter == "'" else (foreign(letter),)


def _with_vowels(found: list[Sound]) -> tuple[Sound, ...]:
    """Arabic papers leave out short vowels: any may stand between two consonants."""
    filled: list[Sound] = []
    for one in found:
        if filled and not filled[-1].is_vowel and not one.is_vowel:
            filled.append(sound(arabic.BETWEEN))
        filled.append(one)
    return tuple(filled)


@cache
def _table(script: str) -> dict[str, tuple[Row, ...]]:
    """Rows by their first letter, the longest first; a later table overrules an earlier one row by row."""
    merged = {letters: stands_for for rows in TABLES[script] for letters, stands_for, _example in rows}
    rows = [Row(letters.lstrip("^"), "^" in letters, sounds(stands_for)) for letters, stands_for in merged.items()]
    rows.sort(key=lambda row: (-len(row.letters), not row.is_after_vowel))
    return {letter: tuple(row for row in rows if row.letters[0] == letter) for letter in {r.letters[0] for r in rows}}
