"""Crossings of the border and net migration, from the tallies that every import keeps."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from casework.arrivals.queries import reporting as counting
from casework.arrivals.states import Side as By
from casework.common.cubes import Cube, Window
from casework.common.written import MONTHS, Text
from casework.people.queries.groups import UNKNOWN, country_words
from casework.reference.queries import region_names
from casework.reports.report import Column, Kind, Proof, Report, Table
from casework.reports.topics import words
from casework.reports.topics.period import Parameters, numbers, told, whole, window
from casework.reports.topics.tables import Sheet, Side, by_side

SLUG = "net-migration"
TITLE = Text(
    "Шекарадан өту және көші-қон айырымы", "Пересечения границы и сальдо миграции", "Arrivals and net migration"
)
UNIT = Text("өту", "пересечений", "crossings")
INTO = Text("Кіру", "Въезд", "In")
OUT = Text("Шығу", "Выезд", "Out")
INTO_FOR_GOOD = Text("Тұрақты тұруға келгені", "Въезд на ПМЖ", "In for good")
OUT_FOR_GOOD = Text("Біржола кеткені", "Выезд на ПМЖ", "Out for good")
NET = Text("Айырым", "Сальдо", "Net")
MONTH = Text("Ай", "Месяц", "Month")
SIDES: Mapping[By, tuple[Text, Text]] = {
    By.NATIONALITY: (words.CITIZENSHIP, Text("Азаматтығы бойынша", "По гражданству", "By nationality")),
    By.PURPOSE: (Text("Мақсаты", "Цель", "Purpose"), Text("Мақсаты бойынша", "По цели", "By purpose")),
    By.REGION: (
        Text("Баратын өңірі", "Регион назначения", "Region of destination"),
        Text("Баратын өңірі бойынша", "По региону назначения", "By region of destination"),
    ),
    By.SEX: (words.SEX, Text("Жынысы бойынша", "По полу", "By sex")),
    By.AGE: (words.AGE, Text("Жас топтары бойынша", "По возрасту", "By age group")),
}
BY_MONTH = Text("Айлар бойынша", "По месяцам", "By month")
RECOUNT = Text(
    "Өтулер толық айларда: жиынтықтар бойынша және жазбаларды қайта санау бойынша",
    "Пересечений за полные месяцы: по итогам и по пересчёту записей",
    "Crossings of the whole months: by the tallies, and counted again from the records",
)
SIDES_AGREE = Text(
    "Өтулер: айлар бойынша және азаматтығы бойынша", "Пересечений: по месяцам и по гражданству",
    "Crossings: by month, and by nationality",
)  # fmt: skip
ONE_SIDE = Text(
    "Жиынтықтар әр белгіні жеке сақтайды, сондықтан жынысы өз кестесінде; бұл — өтулер саны, адам саны емес.",
    "Итоги хранятся по каждому признаку отдельно, поэтому пол — в своей таблице; это пересечения, а не люди.",
    "Tallies are kept by one side at a time, so that sex has a table of its own; they count crossings, not persons.",
)
WHOLE_COUNTRY = Text(
    "Шекара бүкіл елдікі: есеп өңір таңдауына қарамайды.", "Граница — всей страны: выбор региона не применяется.",
    "The border is the whole country’s: the choice of a region does not narrow this report.",
)  # fmt: skip
FROM_TALLIES = Text(
    "Жиынтықтар есеп жасалған сәттегідей; кейін енгізілген файлдар оларды толықтырады.",
    "Итоги — на момент составления; файлы, принятые позднее, их дополняют.",
    "Tallies are those of the moment at which the report was made; files taken in later add to them.",
)
MEASURES = (
    *numbers(("into", INTO), ("out", OUT), ("into_for_good", INTO_FOR_GOOD), ("out_for_good", OUT_FOR_GOOD)),
    Column("net", NET, Kind.NUMBER, part="into_for_good", whole="out_for_good"),
)


def compute(parameters: Parameters, as_of: date, known_at: datetime) -> Report:
    """Crossings by month, then by every side that tallies are kept by."""
    period = window(parameters, as_of, known_at)
    months = counting.months(period)
    tables = [by_side(months, Side("month", MONTH, _months(months)), Sheet("months", BY_MONTH, UNIT, MEASURES))]
    tables += _by_sides(period)
    return told(SLUG, TITLE, parameters, as_of, tables, (ONE_SIDE, FROM_TALLIES, WHOLE_COUNTRY))


def prove(parameters: Parameters, report: Report, known_at: datetime) -> Iterator[Proof]:
    period = window(parameters, report.as_of, known_at)
    recounted = counting.recounts(period)
    yield Proof(RECOUNT, recounted.total("tallied"), recounted.total("crossings"))
    by_month, by_nationality = (
        whole(report, table, "into") + whole(report, table, "out") for table in ("months", "nationality")
    )
    yield Proof(SIDES_AGREE, by_month, by_nationality)


def _by_sides(period: Window) -> Iterator[Table]:
    for by, (label, title) in SIDES.items():
        found = counting.crossings(by, period)
        side = Side("key", label, _names(by, found), is_ranked=by in (By.NATIONALITY, By.PURPOSE))
        yield by_side(found, side, Sheet(by.value, title, UNIT, MEASURES))


def _names(by: By, found: Cube) -> Mapping[str, Text]:
    known: Mapping[str, Text] = {
        By.PURPOSE: counting.purpose_names, By.REGION: region_names, By.SEX: lambda: words.SEXES,
        By.AGE: lambda: words.AGES,
        By.NATIONALITY: lambda: {code: country_words(code) for (code,) in found.by("key")},
    }[by]()  # fmt: skip
    return {**known, "": UNKNOWN}


def _months(found: Cube) -> dict[str, Text]:
    return {code: _month(code) for (code,) in sorted(found.by("month"))}


def _month(code: str) -> Text:
    year, number = code.split("-")
    name = {
        language: MONTHS[key][int(number) - 1] for language, key in (("kk", "kk"), ("ru", "ru:alone"), ("en", "en"))
    }
    return Text.of({language: f"{word} {year}" for language, word in name.items()})
