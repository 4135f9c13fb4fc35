"""Roots of surnames and patronymics."""

from functools import cache, lru_cache

from casework.people.rules.spelling.pinyin import is_pinyin
from casework.people.rules.spelling.scripts import ARABIC, CYRILLIC, LATIN
from casework.people.rules.spelling.tables import endings as table

BY_ALPHABET = {CYRILLIC: table.CYRILLIC, LATIN: table.LATIN, ARABIC: table.ARABIC}


@lru_cache(maxsize=200_000)
def without_ending(word: str, alphabet: str, script: str) -> str:
    """The root of a word; the word itself where it has no ending or too little would be left."""
    ending = next((ending for ending in _endings(alphabet, script, is_pinyin(word)) if word.endswith(ending)), "")
    root = word[: len(word) - len(ending)]
    return root if len(root.replace("'", "")) >= table.LEAST_ROOT else word


def is_ending(word: str, alphabet: str) -> bool:
    """Whether a word is an ending that stands by itself: Серік ұлы, Nurlan uulu."""
    return word in BY_ALPHABET.get(alphabet, ()) and len(word) >= table.LEAST_ROOT


@cache
def _endings(alphabet: str, script: str, may_be_pinyin: bool) -> tuple[str, ...]:
    """The longest first."""
    more = table.MONGOLIAN if script == "mn-cyrl" else table.PINYIN if may_be_pinyin else ()
    return tuple(sorted((*BY_ALPHABET.get(alphabet, ()), *more), key=len, reverse=True))
