"""Keys of search: what two spellings of the same thing have in common, within one script."""

import unicodedata

NAME_KEY_LENGTH = 620
DOCUMENT_KEY_LENGTH = 40

APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"
HYPHENS = "-\u00ad‐‑‒–—―−"
TATWEEL = "ـ"

# After casefolding. Russian papers write ё as е as they please; the Turkish i keeps a dot of its own when it is folded.
SAME_LETTERS = {"ё": "е", "ı": "i", "\u0307": None}
FOLDED = str.maketrans(SAME_LETTERS | dict.fromkeys(APOSTROPHES + HYPHENS + TATWEEL))

SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC")


def fold(text: str) -> str:
    """The search key of a name: folded in case and compatibility, blanks collapsed, apostrophes and hyphens dropped.

    The script is kept: Нұрлан and Nurlan have different keys."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(FOLDED)
    return " ".join("".join(letter for letter in folded if not _is_invisible(letter)).split())


def name_key(surname: str, given: str, patronymic: str = "") -> str:
    return fold(f"{surname} {given} {patronymic}")[:NAME_KEY_LENGTH].strip()


def document_key(number: str) -> str:
    """The number of a document in capitals without blanks and hyphens; letters of another script stay as they are."""
    capitals = fold(number).upper().replace(" ", "")
    return capitals[:DOCUMENT_KEY_LENGTH]


def mixes_scripts(text: str) -> bool:
    """Whether one word holds letters of two scripts, such as a Cyrillic А in a Latin name: worth a second look."""
    return any(len({_script(letter) for letter in word} - {""}) > 1 for word in text.split())


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in SCRIPTS if name.startswith(script)), "")


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cf", "Cc", "Cs") and not letter.isspace()
