"""Which script a word is in, and the word as the tables expect it: small letters, one kind of apostrophe, no marks."""

import unicodedata
from functools import lru_cache

APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"
HYPHENS = "-\u00ad‐‑‒–—―−"
TATWEEL = "ـ"
DROPPED = dict.fromkeys(map(ord, HYPHENS + TATWEEL + 'ʺ“”"')) | dict.fromkeys(map(ord, APOSTROPHES), "'")
CYRILLIC, LATIN, ARABIC = "cyrillic", "latin", "arabic"
ALPHABETS = {
    "kk-cyrl": CYRILLIC, "ru-cyrl": CYRILLIC, "mn-cyrl": CYRILLIC, "kk-arab": ARABIC, "latn-passport": LATIN,
    "latn-2018": LATIN, "latn-2021": LATIN, "pinyin": LATIN, "tr": LATIN, "uz": LATIN,
}  # fmt: skip
# What a search is taken for, which says of no script: the table that keeps most open.
WIDEST = {CYRILLIC: "ru-cyrl", LATIN: "latn-passport", ARABIC: "kk-arab", "": ""}

# Letters that look alike in Cyrillic and Latin, capitals and small letters apart.
ALIKE = str.maketrans("АВЕКМНОРСТУХІЅЈҺаеорсухіѕјһҮ", "ABEKMHOPCTYXISJhaeopcyxisjhY")
ALIKE_CYRILLIC = str.maketrans("ABEKMHOPCTYXIhaeopcyxi", "АВЕКМНОРСТУХІһаеорсухі")
BASES = "ñńňŋçćčşšśğǵġģäáâàåãāăəöóôòõōøüúûùūůýÿżźžıīíìîïķħḥț"


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """One word as it is looked up in a table; what stays unknown there stands for itself."""
    word = _one_alphabet(unicodedata.normalize("NFKC", word)).casefold()
    word = unicodedata.normalize("NFKC", word).replace("\u0307", "").translate(DROPPED)
    return "".join(_base(letter) for letter in word if _is_seen(letter))


def script_of(word: str, stated: str = "") -> str:
    """The script whose table reads the word: the stated one where its letters agree with it, else the widest."""
    alphabet = alphabet_of(word)
    return stated if alphabet and ALPHABETS.get(stated) == alphabet else WIDEST[alphabet]


@lru_cache(maxsize=200_000)
def alphabet_of(word: str) -> str:
    """cyrillic, latin or arabic, by the first letter that is one of them; empty for any other."""
    return next((found for letter in word if (found := _alphabet(letter))), "")


def mixes_scripts(text: str) -> bool:
    """Whether one word holds letters of two scripts, such as a Cyrillic А in a Latin name: worth a second look."""
    return any(len({_alphabet(letter) for letter in word} - {""}) > 1 for word in text.split())


def _one_alphabet(word: str) -> str:
    """Letters that only look like those of the others are put right: the А of Nurlаn, the o of Нұрбoл."""
    kinds = [_alphabet(letter) for letter in word]
    latin, cyrillic = kinds.count(LATIN), kinds.count(CYRILLIC)
    if not latin or not cyrillic:
        return word
    return word.translate(ALIKE if latin >= cyrillic else ALIKE_CYRILLIC)


def _base(letter: str) -> str:
    """A letter without the marks that no table knows: ả is a; hamza and vowel signs of Arabic are left out."""
    if letter.isascii() or letter in BASES or "\u0400" <= letter <= "\u04ff":
        return letter
    pieces = unicodedata.normalize("NFKD", letter)
    return "".join(piece for piece in pieces if unicodedata.category(piece) != "Mn")


@lru_cache(maxsize=4096)
def _alphabet(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((kind for kind in (LATIN, CYRILLIC, ARABIC) if name.startswith(kind.upper())), "")


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cf", "Cc", "Cs") and not letter.isspace()
