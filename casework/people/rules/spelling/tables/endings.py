"""Endings that make a surname or patronymic of a name: son of, daughter of, of the family of.

Ахметов, Ахметова, Ахметұлы, Ахметқызы and Ахмет have one root. An ending counts only where enough of the word is left.
"""

CYRILLIC = (
    "ұлы", "улы", "ули", "угли", "оглы", "уулу", "ўғли", "қызы", "кызы", "кизи", "гызы", "қизи", "тегі", "тегин",
    "ович", "евич", "овна", "евна", "ов", "ова", "ев", "ева", "ёв", "ёва",
)  # fmt: skip
MONGOLIAN = ("ийн", "ын", "гийн")
LATIN = (
    "uly", "ūly", "ulı", "uli", "ulu", "úly", "ogly", "oglu", "oğlu", "ugli", "o'g'li", "uulu", "ouly",
    "qyzy", "kyzy", "kizi", "qizi", "kızı", "qızı", "gyzy", "gizi", "kyzi", "kysy", "khyzy",
    "ovich", "evich", "yevich", "iyevich", "ovitch", "evitch", "ovna", "evna", "yevna", "iyevna",
    "ov", "ova", "ev", "eva", "yev", "yeva", "off", "of", "eff", "ow", "owa", "ew", "ewa",
)  # fmt: skip
ARABIC = ("ۇلى", "قىزى", "وۆ", "وۆا", "ەۆ", "ەۆا", "وف", "اوف", "زاده")
PINYIN = ("wuli", "wule", "kezi", "hezi", "kezhi")
LEAST_ROOT = 3
