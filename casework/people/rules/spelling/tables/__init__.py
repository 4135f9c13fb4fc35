"""The tables of letters as data: each row has letters, the sounds they may stand for, and an example.

`^` before the letters: at the beginning of a word or after a vowel; the longest row that fits is taken.
"""

Rows = tuple[tuple[str, str, str], ...]
