"""The goals of matching, on the evaluation set: see spellings.csv for the sources."""

import pytest

from casework.people.rules import NameFacts, judge
from casework.people.rules.spelling import skeletons, word_of
from tests.people.evaluation import lookalike_pairs, lookalikes, record, rows, same_pairs, spellings

FILES = ["spellings.csv", "spellings_held_out.csv"]


def shares(pairs):
    verdicts = [judge(one, other).verdict for one, other in pairs]
    same, possible = (verdicts.count(verdict) / len(verdicts) for verdict in ("same", "possible"))
    return same, same + possible


def test_the_set_has_sixty_names_of_four_spellings_and_more():
    assert len(spellings()) >= 60
    assert all(len(set(words)) >= 4 for words in spellings().values())
    assert all(row["source"] for row in rows("spellings.csv"))


@pytest.mark.parametrize("file", FILES)
def test_spellings_of_one_name_are_judged_the_same(file):
    same, likely = shares(same_pairs(file))

    assert same >= 0.80
    assert likely >= 0.95


def test_names_that_look_alike_are_judged_different():
    same, likely = shares(lookalike_pairs())

    assert same <= 0.01
    assert likely <= 0.15


def test_twins_are_never_the_same():
    twins = [(one, other) for one, other in lookalikes() if (one, other) in {("Асан", "Үсен"), ("Хасан", "Құсайын")}]
    words = spellings() | {"Хасан": [("Хасан", "kk-cyrl"), ("Hasan", "tr"), ("Hasan", "pinyin")]}
    assert len(twins) == 2
    for one, other in twins:
        for left in words[one]:
            for right in words[other]:
                verdict = judge(record(twin(left)), record(twin(right))).verdict
                assert verdict != "same", (left, right)


def twin(word):
    return NameFacts(word[1], "Ахметов", word[0], "Серікұлы")


@pytest.mark.parametrize("file", FILES)
def test_nearly_all_spellings_of_a_name_share_a_skeleton_with_the_kazakh_one(file):
    shared = [
        bool(set(skeletons(word_of(*words[0]))) & set(skeletons(word_of(*other))))
        for words in spellings(file).values()
        for other in words[1:]
    ]

    assert sum(shared) / len(shared) >= 0.98
