"""Words, dates and sums as documents write them in Kazakh, Russian and English, whatever the page's language. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Self

LANGUAGES = ("kk", "ru", "en")
NBSP = "\u00a0"

NAMES = {
    "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru:alone": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "en": "January February March April May June July August September October November December",
}
"""Names of the months; after the colon the case in which a sentence needs them."""

ENDINGS = {
    "in": "да да да де да да де да те да да да",
    "of": "дағы дағы дағы дегі дағы дағы дегі дағы тегі дағы дағы дағы",
    "to": "ға ға ға ге ға ға ге ға ке ға ға ға",
    "from": "дан нан дан ден дан нан ден дан тен нан дан нан",
}
"""What Kazakh adds to each month: on a day, of a day, until a day, from a day."""

MONTHS = {key: names.split() for key, names in NAMES.items()} | {
    f"kk:{case}": [month + ending for month, ending in zip(NAMES["kk"].split(), endings.split(), strict=True)]
    for case, endings in ENDINGS.items()
}

_DAY = {"kk": "{y} жылғы {d} {m}", "ru": "{d} {m} {y} г.", "en": "{d} {m} {y}"}
_MONTH = {"kk": "{y} жылғы {m}", "ru": "{m} {y} г.", "en": "{m} {y}"}
_YEAR = {"kk": "{y} жыл", "ru": "{y} г.", "en": "{y}"}


@dataclass(frozen=True)
class Text:
    """The same words in the three languages of a document, Kazakh first."""

    kk: str
    ru: str
    en: str

    @classmethod
    def same(cls, words: str) -> Self:
        """What is written alike in every language: a name, a number, what somebody wrote by hand."""
        return cls(words, words, words)

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Self:
        return cls(**words)

    def within(self, language: str) -> str:
        return asdict(self)[language]

    def fill(self, **values: object) -> "Text":
        """The sentence with its values, each as its language writes it; values are never read as patterns."""
        return Text.of({language: self._filled(language, values) for language in LANGUAGES})

    def _filled(self, language: str, values: Mapping[str, object]) -> str:
        spoken = {name: _spoken(value, language) for name, value in values.items()}
        return self.within(language).format(**spoken)


@dataclass(frozen=True)
class _Day:
    """A date inside a sentence; the pattern names the case: {on}, {on:in}, {on:of}, {on:to}, {on:from}."""

    day: date
    language: str

    def __format__(self, case: str) -> str:
        return day(self.day, self.language, case)


def _spoken(value: object, language: str) -> object:
    if isinstance(value, Text):
        return value.within(language)
    if isinstance(value, date):
        return _Day(value, language)
    return number(value, language) if isinstance(value, Decimal) else value


def day(on: date, language: str, case: str = "") -> str:
    """2026 жылғы 23 қараша; 23 ноября 2026 г.; 23 November 2026. No line breaks inside."""
    return _written(_DAY[language], on, _months(language, case))


def days(on: date) -> Text:
    return Text.of({language: day(on, language) for language in LANGUAGES})


def born(on: date, precision: str = "day") -> Text:
    """A birth date as far as it is known: "day", "month" or "year"."""
    if precision == "day":
        return days(on)
    patterns = _MONTH if precision == "month" else _YEAR
    return Text.of({key: _written(patterns[key], on, _months(key, "alone")) for key in LANGUAGES})


def _months(language: str, case: str) -> list[str]:
    return MONTHS.get(f"{language}:{case}", MONTHS[language])


def _written(pattern: str, on: date, months: list[str]) -> str:
    return pattern.format(d=on.day, m=months[on.month - 1], y=on.year).replace(" ", NBSP)


def number(value: Decimal, language: str) -> str:
    """1 513 750,5 in Kazakh and Russian, 1,513,750.5 in English; no needless zeros."""
    whole, _, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    if language == "en":
        return whole + (f".{fraction}" if fraction else "")
    return whole.replace(",", NBSP) + (f",{fraction}" if fraction else "")


def money(tenge: Decimal) -> Text:
    """A sum with the sign of the tenge: 302 750 ₸, in English ₸302,750; hundredths where there are any."""
    exact = tenge.quantize(Decimal("0.01"))
    return Text.of({key: _tenge(_cents(exact, key), key) for key in LANGUAGES})


def _cents(exact: Decimal, language: str) -> str:
    written = number(exact, language)
    return written if exact == exact.to_integral_value() or exact * 10 % 1 else f"{written}0"


def _tenge(written: str, language: str) -> str:
    return f"₸{written}" if language == "en" else f"{written}{NBSP}₸"
