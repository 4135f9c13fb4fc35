"""The evaluation set: names with the spellings that papers give them, and pairs that only look alike."""

import csv
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path

from casework.people.rules import BirthDate, NameFacts, Record
from tests.people.alphabets import arabic, of_2018, of_2021

HERE = Path(__file__).parent
COLUMNS = {
    "ru": "ru-cyrl", "passport": "latn-passport", "pinyin": "pinyin", "tr": "tr", "mn": "mn-cyrl",
}  # fmt: skip
BORN = BirthDate.read("1985-03-14")
Spelling = tuple[str, str]
"""A word and its script."""


def rows(file: str) -> list[dict[str, str]]:
    with (HERE / file).open(encoding="utf-8") as opened:
        return list(csv.DictReader(line for line in opened if not line.startswith("#")))


def spellings(file: str = "spellings.csv") -> dict[str, list[Spelling]]:
    """By the Kazakh name, all its spellings, that in Kazakh letters first."""
    return {row["kk"]: [*_regular(row["kk"]), *_documented(row)] for row in rows(file)}


def lookalikes() -> list[tuple[str, str]]:
    return [(row["one"], row["other"]) for row in rows("lookalikes.csv")]


def _regular(name: str) -> Iterator[Spelling]:
    """In the scripts that follow from the Kazakh letters."""
    yield name, "kk-cyrl"
    yield of_2018(name), "latn-2018"
    yield of_2021(name), "latn-2021"
    yield arabic(name), "kk-arab"
    yield arabic(name, is_marked=False), "kk-arab"


def _documented(row: dict[str, str]) -> Iterator[Spelling]:
    for column, script in COLUMNS.items():
        for word in row[column].split():
            yield word, script


def full_names(file: str = "spellings.csv") -> dict[str, list[NameFacts]]:
    """Names with the next but six as father's name, each spelled as one paper would."""
    words = spellings(file)
    names = list(words)
    return {
        name: list(_papers(words[name], words[names[(place + 7) % len(names)]])) for place, name in enumerate(names)
    }


def _papers(given: list[Spelling], father: list[Spelling]) -> Iterator[NameFacts]:
    """Every spelling of the given name with the first of the father's in the same script."""
    fathers = {script: word for word, script in reversed(father)}
    for word, script in given:
        if script in fathers:
            yield NameFacts(script, fathers[script], word)


def same_pairs(file: str = "spellings.csv") -> Iterator[tuple[Record, Record]]:
    for papers in full_names(file).values():
        for one, other in combinations(papers, 2):
            yield record(one), record(other)


def lookalike_pairs() -> Iterator[tuple[Record, Record]]:
    """The two names with one surname, in every pair of scripts that follow from the letters."""
    surname = list(_regular("Ахмет"))
    for one, other in lookalikes():
        for (left, right), (mine, theirs) in product(product(range(5), repeat=2), [(one, other)]):
            yield tuple(  # type: ignore[misc]
                record(NameFacts(script, surname[place][0], word))
                for place, (word, script) in (
                    (left, list(_regular(mine))[left]),
                    (right, list(_regular(theirs))[right]),
                )
            )


def record(name: NameFacts) -> Record:
    return Record((name,), BORN, "M")
