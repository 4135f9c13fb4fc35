"""Words that every document needs: oralman and kandas by date, numbers of months, marks."""

from datetime import date

from casework.common.written import NBSP, Text

KANDAS_SINCE = date(2021, 1, 1)
"""Law of 13 May 2020 No. 327-VI: oralman became kandas."""

ORALMAN = Text("оралман", "оралмана", "oralman")
KANDAS = Text("қандас", "кандаса", "kandas")


def word(on: date) -> Text:
    """How a returnee is called on this day; in Russian the genitive, as every sentence here needs it."""
    return KANDAS if on >= KANDAS_SINCE else ORALMAN


def capital(words: Text) -> Text:
    return Text(*(said[:1].upper() + said[1:] for said in (words.kk, words.ru, words.en)))


def months(count: int) -> Text:
    """Within so many months: the genitive in Russian."""
    return Text(f"{count}{NBSP}ай", f"{count}{NBSP}{'месяца' if count == 1 else 'месяцев'}", _english_months(count))


def by_months(count: int) -> Text:
    """By so many months: the accusative in Russian."""
    endings = {1: "месяц", 2: "месяца", 3: "месяца", 4: "месяца"}
    return Text(f"{count}{NBSP}айға", f"{count}{NBSP}{endings.get(count, 'месяцев')}", _english_months(count))


def _english_months(count: int) -> str:
    return f"{count}{NBSP}month" if count == 1 else f"{count}{NBSP}months"


LANGUAGE = Text("ҚАЗ", "РУС", "ENG")
GENERATED = Text("Демонстрация үшін жасалған", "Создано для демонстрации", "Generated for demonstration")
MARK = "Көш"
BORN = Text("Туған күні", "Дата рождения", "Date of birth")
NAME = Text("Аты-жөні", "Ф. И. О.", "Name")
