from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people.rules import BirthDate, NameFacts, Record, Sign, judge

NURLAN = Record((NameFacts("kk-cyrl", "Ахметов", "Нұрлан"),), BirthDate.read("1985-03-04"), "M")
NAMES = st.builds(NameFacts, st.sampled_from(["kk-cyrl", "pinyin", ""]), st.text(max_size=12), st.text(max_size=12))
RECORDS = st.builds(
    Record, st.tuples(NAMES), st.none() | st.builds(BirthDate, st.dates()), st.sampled_from(["F", "M", "X", ""]),
)  # fmt: skip


def nurlan(**changes):
    return replace(NURLAN, **changes)


def named(*parts, script="kk-cyrl"):
    return (NameFacts(script, *parts),)


@pytest.mark.parametrize(
    ("other", "verdict", "sign"),
    [
        (nurlan(), "same", Sign.NAMES_AGREE),
        (nurlan(names=named("Ахметов", "Нұрлан", "Серікұлы")), "same", Sign.NAMES_AGREE),
        (nurlan(names=named("", "Нұрлан")), "possible", Sign.NAME_IS_PART),
        (nurlan(names=named("Ахметов", "Нұржан")), "different", Sign.NAMES_DIFFER),
        (nurlan(names=named("Ахмедов", "Нурлан")), "same", Sign.NAMES_AGREE),
        (nurlan(birth=BirthDate.read("1985-04-03")), "possible", Sign.BORN_SWAPPED),
        (nurlan(birth=BirthDate.read("1985")), "possible", Sign.BORN_PERHAPS),
        (nurlan(birth=None), "possible", Sign.BORN_UNKNOWN),
        (nurlan(birth=BirthDate.read("1986")), "different", Sign.BORN_OTHERWISE),
        (nurlan(sex="F"), "possible", Sign.SEX_DIFFERS),
        (nurlan(sex="X"), "same", Sign.BORN_SAME_DAY),
    ],
)
def test_a_verdict_follows_from_names_birth_date_and_sex(other, verdict, sign):
    judgement = judge(NURLAN, other)

    assert (judgement.verdict, sign in judgement.signs) == (verdict, True)


def test_an_iin_of_both_that_differs_tells_them_apart():
    assert judge(nurlan(iin="1"), nurlan(iin="2")).verdict == "different"


@pytest.mark.parametrize("number", [{"iin": "1"}, {"documents": frozenset({"passport CN 1"})}])
def test_a_number_of_both_makes_like_names_the_same(number):
    other = nurlan(birth=BirthDate.read("1985"), **number)

    assert judge(nurlan(**number), other).verdict == "same"


@pytest.mark.parametrize("number", [{"iin": "1"}, {"documents": frozenset({"passport CN 1"})}])
def test_a_number_of_both_with_another_name_is_looked_at(number):
    assert judge(nurlan(**number), nurlan(names=named("Омаров", "Серік"), **number)).verdict == "possible"


def test_relatives_of_both_bring_like_names_of_one_year_together():
    family = frozenset({"aigul 1988"})
    one, other = (nurlan(relatives=family), nurlan(relatives=family, birth=BirthDate.read("1985")))

    assert Sign.SAME_RELATIVES in judge(one, other).signs
    assert judge(one, other).score > judge(NURLAN, nurlan(birth=BirthDate.read("1985"))).score


def test_two_of_one_family_are_never_the_same():
    home = frozenset({7})

    assert judge(nurlan(households=home), nurlan(households=home)).verdict == "possible"
    assert judge(
        nurlan(households=home), nurlan(households=home, sex="F", names=named("Ахметов", "Айгүл"))
    ).verdict == ("different")


def test_a_woman_may_have_changed_her_surname():
    one = nurlan(sex="F", names=named("Ахметова", "Айгүл", "Серікқызы"))

    assert judge(one, replace(one, names=named("Омарова", "Айгүл", "Серікқызы"))).verdict == "possible"


@pytest.mark.parametrize(("one", "other"), [("Асан", "Үсен"), ("Хасан", "Құсайын"), ("Hasan", "Hüsen")])
def test_twins_are_not_the_same(one, other):
    twins = [nurlan(names=named("Ахметов", given, "Серікұлы")) for given in (one, other)]

    assert judge(*twins).verdict != "same"


@given(RECORDS, RECORDS)
def test_any_two_records_are_judged_alike_both_ways(one, other):
    there, back = judge(one, other), judge(other, one)

    assert 0 <= there.score <= 1
    assert (there.verdict, there.score) == (back.verdict, pytest.approx(back.score, abs=0.002))
