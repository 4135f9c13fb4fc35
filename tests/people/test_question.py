from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people.rules import BirthDate, NoQuestion, Question, fit, person_number, read_question
from casework.people.rules.spelling import words_of


def asking(text, **more):
    return Question(words=words_of(text), **more)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ахмет", asking("ахмет")),
        ("НҰРЛАН  ахмет", asking("нұрлан ахмет")),
        ("Ахмет 1985", asking("ахмет", birth=BirthDate(date(1985, 1, 1), "year"))),
        ("14.03.1985", Question(birth=BirthDate(date(1985, 3, 14)))),
        ("P-000123", Question(numbers=("P000123",), whole="P000123")),
        ("ab 123 456", asking("ab", numbers=("123", "456"), whole="AB123456")),
    ],
)
def test_a_text_is_taken_apart_into_words_date_and_numbers(text, question):
    assert read_question(text) == question


@pytest.mark.parametrize("text", ["", "  ", "ah", "1985", "03.1985", "Ли Ан", "%", "_ _", "\\", "''", "12"])
def test_what_would_fit_too_many_is_no_question(text):
    with pytest.raises(NoQuestion):
        read_question(text)


@pytest.mark.parametrize("text", ["a" * 621, "ab " * 11, "a" * 10_000_000])
def test_what_is_longer_than_any_name_is_no_question(text):
    with pytest.raises(NoQuestion):
        read_question(text)


@given(st.text(max_size=100))
def test_any_text_is_taken_apart_or_refused(text):
    try:
        question = read_question(text)
    except NoQuestion:
        return
    assert question.words or question.numbers or question.birth


@pytest.mark.parametrize("number", ["P-000123", "p123", "P123", "P-123"])
def test_the_number_of_a_person_is_known_by_its_letter(number):
    assert person_number(number) == "P-000123"


@pytest.mark.parametrize("number", ["123", "X-123", "P", "P-12A", "P-1234567890"])
def test_other_numbers_are_not_taken_for_it(number):
    assert person_number(number) == ""


@pytest.mark.parametrize(
    ("text", "nearer", "farther"),
    [
        ("ахмет", "ахмет нұрлан", "сейдахметов"),
        ("ахм", "ахметов нұрлан", "сейдахметов"),
        ("нурлан ахмет", "Akhmetov Nurlan", "Akhmetov Nurzhan"),
        ("Nu er lan", "Нұрлан", "Нұржан"),
        ("Нурсултан", "Нур Султан", "Нур Нурлан"),
    ],
)
def test_a_name_is_nearer_the_more_of_it_was_typed(text, nearer, farther):
    assert fit(words_of(text), words_of(nearer)) < fit(words_of(text), words_of(farther))


def test_a_name_without_a_word_does_not_fit():
    assert fit(words_of("ахмет"), ()) > 1
