"""Kazakh letters in the alphabets that follow from them: of 2018 and 2021, and the Arabic script of Kazakhs abroad.

Decree No. 637 of 19 Feb 2018; the alphabet presented on 28 Jan 2021; the Arabic alphabet of A. Baitursynuly as it
is used in Xinjiang, with and without the mark of a soft word.
"""

KAZAKH = "аәбвгғдежзийкқлмнңоөпрстуұүфхһшыіяю"
OF_2018 = dict(
    zip(
        KAZAKH,
        [
            "a",
            "á",
            "b",
            "v",
            "g",
            "ǵ",
            "d",
            "e",
            "j",
            "z",
            "ı",
            "ı",
            "k",
            "q",
            "l",
            "m",
            "n",
            "ń",
            "o",
            "ó",
            "p",
            "r",
            "s",
            "t",
            "ý",
            "u",
            "ú",
            "f",
            "h",
            "h",
            "sh",
            "y",
            "i",
            "ıa",
            "ıý",
        ],
        strict=True,
    )
)
OF_2021 = dict(
    zip(
        KAZAKH,
        [
            "a",
            "ä",
            "b",
            "v",
            "g",
            "ğ",
            "d",
            "e",
            "j",
            "z",
            "i",
            "i",
            "k",
            "q",
            "l",
            "m",
            "n",
            "ñ",
            "o",
            "ö",
            "p",
            "r",
            "s",
            "t",
            "u",
            "ū",
            "ü",
            "f",
            "h",
            "h",
            "ş",
            "y",
            "ı",
            "ia",
            "iu",
        ],
        strict=True,
    )
)
ARABIC = dict(zip(KAZAKH, [*"اابۆگعدەجزييكقلمنڭووپرستۋۇۇفحھشىى", "يا", "يۋ"], strict=True))
SOFT, NEVER_MARKED = set("әөүі"), set("кге")


def of_2018(name: str) -> str:
    return _written(name, OF_2018).title()


def of_2021(name: str) -> str:
    return _written(name, OF_2021).title()


def arabic(name: str, *, is_marked: bool = True) -> str:
    """With the mark of a soft word where the word has a soft vowel and no к, г or е."""
    letters = set(name.lower())
    needs_mark = is_marked and letters & SOFT and not letters & NEVER_MARKED
    return ("\u0674" if needs_mark else "") + _written(name, ARABIC)


def _written(name: str, alphabet: dict[str, str]) -> str:
    return "".join(alphabet[letter] for letter in name.lower())
