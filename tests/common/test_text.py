import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.common import text

KINDS = [text.NAME, text.LINE, text.LONG]
EMBEDDINGS = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize(
    "name",
    [
        "O'Neil-ñ", "Null", "None", "Test", "Ә", "Нұрлан Әбішұлы", "محمد رضا", "می‌خواهم", "שלום", "Ойрад Батбаяр",
        "李小龍", "Ğ. I. Öztürk", "a" * 200, "<script>alert(1)</script>", "{{7*7}}", "' OR 1=1--", "100 %_\\",
    ],
)  # fmt: skip
def test_a_name_is_kept_as_it_is_written(name):
    assert text.clean(name, text.NAME) == name


def test_a_composed_and_a_decomposed_letter_are_one():
    assert text.clean("Jose\u0301", text.NAME) == text.clean("Jos\u00e9", text.NAME) == "Jos\u00e9"


@pytest.mark.parametrize(
    "blank", ["", " ", "\u00a0\u2003", "\u200b\u200d\ufeff", "\u3164", "\u2800", "\u0301", "\u2060"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_can_see_is_empty(blank, kind):
    assert text.clean(blank, kind) == ""


@pytest.mark.parametrize(
    "hostile", ["a\0b", "\0", "a\x07", "a\x1b[31m", "a\x7f", "a\x85b", "a\ud800b", "\udfff", "a\ufffd"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_characters_that_harm_are_refused_everywhere(hostile, kind):
    with pytest.raises(text.Unclean):
        text.clean(hostile, kind)


@pytest.mark.parametrize("kind", [text.NAME, text.LINE])
@pytest.mark.parametrize("lines", ["a\nb", "a\tb", "a\r\nb", "a\u2028b"])
def test_one_line_holds_no_line_breaks(kind, lines):
    with pytest.raises(text.Unclean, match="on one line"):
        text.clean(lines, kind)


def test_a_long_text_keeps_its_lines():
    assert text.clean("one\r\n\ttwo\n", text.LONG) == "one\n\ttwo"


@pytest.mark.parametrize("mark", EMBEDDINGS)
def test_a_name_holds_no_marks_that_turn_the_writing(mark):
    with pytest.raises(text.Unclean, match="direction"):
        text.clean(f"Anna{mark}gpj", text.NAME)


def test_a_note_may_hold_them():
    assert text.clean("see \u2067שלום\u2069", text.LONG) == "see \u2067שלום\u2069"


def test_a_refusal_repeats_nothing_of_the_text():
    with pytest.raises(text.Unclean) as refusal:
        text.clean("<b>bold</b>\0", text.NAME)

    assert "bold" not in str(refusal.value)


@given(st.text(), st.sampled_from(KINDS))
def test_whatever_is_taken_can_be_stored_and_is_clean_already(value, kind):
    try:
        cleaned = text.clean(value, kind)
    except text.Unclean:
        return
    assert cleaned.encode().decode() == cleaned
    assert "\0" not in cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert text.clean(cleaned, kind) == cleaned


@pytest.mark.parametrize(
    ("typed", "digits"), [("١٢٣", "123"), ("۴۵", "45"), ("१२", "12"), ("12", "12"), ("²", "²"), ("a1", "a1")]
)
def test_digits_of_any_script_become_plain(typed, digits):
    assert text.ascii_digits(typed) == digits
