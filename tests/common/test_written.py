from datetime import date
from decimal import Decimal

import pytest

from casework.common import written
from casework.common.written import NBSP, Text


def plain(words: Text) -> Text:
    return Text(*(said.replace(NBSP, " ") for said in (words.kk, words.ru, words.en)))


def test_a_date_is_written_out_in_each_language():
    assert plain(written.days(date(2026, 11, 23))) == Text(
        "2026 жылғы 23 қараша", "23 ноября 2026 г.", "23 November 2026"
    )


def test_a_date_does_not_break_at_the_end_of_a_line():
    assert " " not in written.day(date(2026, 11, 23), "ru")


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("day", Text("1961 жылғы 5 наурыз", "5 марта 1961 г.", "5 March 1961")),
        ("month", Text("1961 жылғы наурыз", "март 1961 г.", "March 1961")),
        ("year", Text("1961 жыл", "1961 г.", "1961")),
    ],
)
def test_a_birth_date_says_only_what_is_known(precision, expected):
    assert plain(written.born(date(1961, 3, 5), precision)) == expected


ON_A_DAY = "қаңтарда ақпанда наурызда сәуірде мамырда маусымда шілдеде тамызда қыркүйекте қазанда қарашада желтоқсанда"
UNTIL_A_DAY = (
    "қаңтарға ақпанға наурызға сәуірге мамырға маусымға шілдеге тамызға қыркүйекке қазанға қарашаға желтоқсанға"
)
FROM_A_DAY = (
    "қаңтардан ақпаннан наурыздан сәуірден мамырдан маусымнан шілдеден тамыздан қыркүйектен қазаннан қарашадан "
    "желтоқсаннан"
)


@pytest.mark.parametrize(("case", "months"), [("in", ON_A_DAY), ("to", UNTIL_A_DAY), ("from", FROM_A_DAY)])
def test_kazakh_months_take_the_ending_of_their_vowels(case, months):
    written_out = [written.day(date(2026, month, 1), "kk", case).split(NBSP)[-1] for month in range(1, 13)]

    assert written_out == months.split()


def test_a_sentence_asks_for_the_case_of_its_date():
    sentence = Text("{on:from} бастап", "с {on}", "since {on}").fill(on=date(2026, 5, 9))

    assert plain(sentence) == Text("2026 жылғы 9 мамырдан бастап", "с 9 мая 2026 г.", "since 9 May 2026")


def test_a_value_is_never_read_as_a_pattern():
    filled = Text.same("To {name}").fill(name="{0} {name} {{7*7}}")

    assert filled.en == "To {0} {name} {{7*7}}"


def test_a_text_is_filled_in_its_own_language():
    filled = Text.same("<{word}>").fill(word=Text("бір", "один", "one"))

    assert filled == Text("<бір>", "<один>", "<one>")


@pytest.mark.parametrize(
    ("tenge", "russian", "english"),
    [
        ("302750.00", "302 750 ₸", "₸302,750"),
        ("4325", "4 325 ₸", "₸4,325"),
        ("0.5", "0,50 ₸", "₸0.50"),
        ("1234567.89", "1 234 567,89 ₸", "₸1,234,567.89"),
    ],
)
def test_money_is_written_as_each_language_groups_it(tenge, russian, english):
    sum_of_money = written.money(Decimal(tenge))

    assert sum_of_money == Text(*(russian.replace(" ", NBSP),) * 2, english)


def test_a_multiple_has_no_needless_zeros():
    assert [written.number(Decimal(value), "kk") for value in ("70.00", "12.50")] == ["70", "12,5"]
