"""Applications for the status: what came in, what became of it, how quickly, of whom."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from casework.cases.queries.fates import Pace, pace, performance
from casework.common.cubes import Cube
from casework.common.written import Text
from casework.reports.report import Column, Kind, Level, Proof, Report, Row, Table, Value, row
from casework.reports.topics import words
from casework.reports.topics.period import Parameters, age, country, numbers, region, told, whole, window
from casework.reports.topics.tables import Sheet, Side, by_sex, by_side
from casework.returnees.queries import applications as counting
from casework.returnees.queries.statuses import grants

SLUG = "status-applications"
TITLE = Text("Мәртебе туралы өтініштер", "Заявления о присвоении статуса", "Applications for the status")
KIND = Text("Түрі", "Вид", "Kind")
KINDS = {
    "application": Text("өтініштер", "заявления", "applications"),
    "complaint": Text("шағымдар", "жалобы", "complaints"),
}
BY_KIND = Text("Істер", "Дела", "Files")
BY_REGION = Text("Өңірлер бойынша адамдар", "Человек по регионам", "Persons by region")
BY_COUNTRY = Text("Елдер бойынша адамдар", "Человек по странам", "Persons by country")
BY_AGE = Text("Жас топтары бойынша адамдар", "Человек по возрасту", "Persons by age group")
BY_EDUCATION = Text("Білімі бойынша адамдар", "Человек по образованию", "Persons by education")
PACES = Text("Шешім мерзімдері", "Сроки решений", "Times of decisions")
CERTIFIED = Text(
    "Берілгені: шешімдер бойынша және берілген куәліктер бойынша",
    "Присвоено: по решениям и по выданным удостоверениям",
    "Granted: by the decisions, and by the certificates issued",
)
BALANCE = Text(
    "Қаралуда: кестеде, және кезең басындағы + қабылданған − жабылған",
    "На рассмотрении: в таблице и как на начало + поступило − закрыто",
    "Open: in the table, and as those at the beginning + received − closed",
)
FILES_AND_PERSONS = Text(
    "Қабылданған істер: кестеде, және істер тізілімінен бөлек саналғаны",
    "Поступило дел: в таблице и отдельным счётом по реестру дел",
    "Files received: in the table, and as the offices count them",
)
CLOSED = ("refused_acceptance", "granted", "refused", "withdrawn", "lapsed")
MEASURES = numbers(
    ("opening", words.OPENING), ("received", words.RECEIVED), ("refused_acceptance", words.REFUSED_ACCEPTANCE),
    ("granted", words.GRANTED), ("refused", words.REFUSED), ("withdrawn", words.WITHDRAWN), ("lapsed", words.LAPSED),
    ("open", words.OPEN), ("overdue", words.OVERDUE),
)  # fmt: skip
BALANCES = ((("opening", "received"), (*CLOSED, "open")),)
DECIDED = (
    Column("files", words.DECIDED, Kind.NUMBER),
    Column("median", words.MEDIAN, Kind.DECIMAL),
    Column("ninety", words.NINETY, Kind.DECIMAL),
)


def compute(parameters: Parameters, as_of: date, known_at: datetime) -> Report:
    """Files by kind and pace, then their persons by region, country, age group and education, each by sex."""
    period, which = window(parameters, as_of, known_at), counting.status_files(parameters["region"])
    files, persons = counting.files(which, period), counting.persons(which, period)
    tables = [
        by_side(files, Side("kind", KIND, KINDS), Sheet("files", BY_KIND, words.FILES, MEASURES, balances=BALANCES)),
        paces(pace(which, period, "region"), region(), "paces", PACES),
        *persons_by(persons, MEASURES, BALANCES),
    ]
    notes = (words.ADDS_UP, words.CALENDAR_DAYS, words.PERSONS_NOW, words.EDUCATION_NOW)
    return told(SLUG, TITLE, parameters, as_of, tables, notes)


def persons_by(persons: Cube, measures: tuple[Column, ...], balances: tuple) -> Iterator[Table]:
    """Persons of files by region, country, age group and education, each by sex."""
    sides = {
        "regions": (BY_REGION, region()), "countries": (BY_COUNTRY, country(persons)), "ages": (BY_AGE, age()),
        "educations": (BY_EDUCATION, Side("education", words.EDUCATION, words.EDUCATIONS)),
    }  # fmt: skip
    for key, (title, side) in sides.items():
        yield by_sex(persons, side, Sheet(key, title, words.PERSONS, measures, "persons", balances))


def prove(parameters: Parameters, report: Report, known_at: datetime) -> Iterator[Proof]:
    period, region_code = window(parameters, report.as_of, known_at), parameters["region"]
    yield Proof(CERTIFIED, whole(report, "regions", "granted"), grants(period, region_code).total("granted"))
    yield balanced(report, "files")
    by_office = performance(counting.status_files(region_code), period)
    yield Proof(FILES_AND_PERSONS, whole(report, "files", "received"), by_office.total("received"))


def balanced(report: Report, table: str) -> Proof:
    begun = whole(report, table, "opening") + whole(report, table, "received")
    return Proof(BALANCE, whole(report, table, "open"), begun - sum(whole(report, table, each) for each in CLOSED))


def paces(found: dict[str, Pace], side: Side, key: str, title: Text) -> Table:
    """Within how many days half and nine of ten files were decided; the last row is of all of them, not a sum."""
    columns = (side.column, *DECIDED)
    codes = [code for code in side.names if code in found] + [code for code in found if code not in (*side.names, "*")]
    rows = [_pace(columns, side, code, found[code]) for code in codes]
    last = [_pace(columns, side, "*", found["*"], Level.TOTAL)] if rows else []
    return Table(key, title, words.FILES, columns, tuple(rows), tuple(last))


def _pace(columns: tuple[Column, ...], side: Side, code: str, found: Pace, level: Level = Level.ROW) -> Row:
    head = words.TOTAL if code == "*" else side.word(code)
    figures: dict[str, Value] = {
        "files": found.files,
        "median": _days(found.median),
        "ninety": _days(found.nine_of_ten),
    }
    return row(columns, code, {side.code: head, **figures}, level)


def _days(days: Decimal) -> Decimal:
    return days.quantize(Decimal("0.1"), ROUND_HALF_UP)
