"""Keys within one script: what two ways to type the same thing have in common."""

import unicodedata
from functools import lru_cache

DOCUMENT_KEY_LENGTH = 40

APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"
HYPHENS = "-\u00ad‐‑‒–—―−"
TATWEEL = "ـ"

# After casefolding. Russian papers write ё as е as they please; the Turkish i keeps a dot of its own when it is folded.
SAME_LETTERS = {"ё": "е", "ı": "i", "\u0307": None}
FOLDED = str.maketrans(SAME_LETTERS | dict.fromkeys(APOSTROPHES + HYPHENS + TATWEEL))


def fold(text: str) -> str:
    """What is typed, folded in case and compatibility, blanks collapsed, apostrophes and hyphens dropped.

    The script is kept: Нұрлан and Nurlan have different keys."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(FOLDED)
    return " ".join("".join(letter for letter in folded if not _is_invisible(letter)).split())


@lru_cache(maxsize=20_000)
def document_key(number: str) -> str:
    """The number of a document in capitals without blanks and hyphens; letters of another script stay as they are."""
    capitals = fold(number).upper().replace(" ", "")
    return capitals[:DOCUMENT_KEY_LENGTH]


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cc", "Cs") and not letter.isspace()
