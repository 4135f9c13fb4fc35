import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people.rules import document_key, fold, mixes_scripts, name_key

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José", "JOSE\u0301"),
        ("O'Neil-ñ", "o’neilñ"),
        ("Нур-Султан", "НУРСУЛТАН"),
        ("  Ахмет \t Нұрлан ", "ахмет нұрлан"),
        ("Пётр", "Петр"),
        ("İbrahim", "ibrahim"),
        ("Işık", "ışık"),
        ("Ｎｕｒｌａｎ", "Nurlan"),
        ("Нұр\u200bлан", "Нұрлан"),
        ("قـــازاق", "قازاق"),
        ("Straße", "STRASSE"),
    ],
)
def test_two_spellings_of_one_script_have_one_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Нұрлан", "Nurlan"), ("Нұрлан", "Нурлан"), ("A", "А"), ("Қазақ", "Казак"), ("قازاق", "Қазақ")],
)
def test_letters_that_differ_keep_keys_that_differ(one, other):
    assert fold(one) != fold(other)


@given(ANY_TEXT)
def test_a_key_is_its_own_key(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_text_have_one_key(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(ANY_TEXT)
def test_a_key_holds_nothing_that_cannot_be_stored_or_seen(text):
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in fold(text))


@pytest.mark.parametrize("name", ["Null", "None", "Test", "Ли", "ñ", "ع", "努尔兰", "Ж", "Ь", "1", "'a"])
def test_odd_names_keep_a_key(name):
    assert name_key("", name)


@given(ANY_TEXT)
def test_a_plain_key_holds_nothing_that_cannot_be_stored_or_seen(text):
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in name_key("", text))


@pytest.mark.parametrize("name", ["\u200b\u200d", "'-’", "   ", "\u2066\u2069"])
def test_a_name_without_a_letter_has_no_key(name):
    assert name_key(name, "") == ""


def test_a_letter_that_unfolds_to_eighteen_does_not_outgrow_the_column():
    assert len(name_key("ﷺ" * 200, "ﷺ" * 200, "ﷺ" * 200)) <= 620


@pytest.mark.parametrize(
    ("number", "key"),
    [("n 1234567", "N1234567"), ("AB-12–34", "AB1234"), ("№ 42", "NO42"), ("ﻦ12", "ن12"), ("-", "")],
)
def test_a_document_number_is_found_however_it_is_typed(number, key):
    assert document_key(number) == key


def test_a_cyrillic_letter_in_a_document_number_stays_one():
    assert document_key("АВ123") != document_key("AB123")


def test_a_cyrillic_letter_in_a_latin_name_is_noticed():
    assert mixes_scripts("Nurlаn")


@pytest.mark.parametrize("text", ["Nurlan Ахмет", "Нұрлан", "O'Neil-ñ", "قازاق", "123", ""])
def test_words_of_one_script_each_are_not_noticed(text):
    assert not mixes_scripts(text)
