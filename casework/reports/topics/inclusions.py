"""Inclusions in the quotas: who was asked for, who was included, what it brings."""

from collections.abc import Iterator
from datetime import date, datetime

from casework.common.cubes import Cube, Window
from casework.common.written import LANGUAGES, Text
from casework.quotas.queries.lapsed import used_in
from casework.reports import wording
from casework.reports.report import Column, Kind, Level, Proof, Report, Table, Value, added, row
from casework.reports.topics import words
from casework.reports.topics.applications import BY_AGE, BY_REGION, CLOSED, balanced
from casework.reports.topics.period import Parameters, age, country, numbers, region, told, whole, window
from casework.reports.topics.tables import Sheet, Side, by_sex, by_side
from casework.returnees.queries import applications as counting
from casework.returnees.queries.statuses import Money, inclusions, money

SLUG = "inclusions"
TITLE = Text("Квотаға қосу және төлемдер", "Включения в квоту и выплаты", "Inclusions and entitlements")
BY_PROGRAMME = Text("Істер бағдарлама бойынша", "Дела по программам", "Files by programme")
OF_PROGRAMME = Text("Адамдар бағдарлама бойынша", "Человек по программам", "Persons by programme")
BY_CITIZENSHIP = Text("Азаматтығы бойынша адамдар", "Человек по гражданству", "Persons by citizenship")
MONEY = Text("Қосу беретін төлемдер", "Выплаты по включениям", "What inclusions bring")
MEASURE_NAMES = {
    "relocation": Text("көшуге субсидия, бір рет", "субсидия на переезд, единовременно", "relocation subsidy, once"),
    "rent_min": Text("жалдау, айына кемінде", "наём жилья, в месяц не менее", "rent, a month at least"),
    "rent_max": Text("жалдау, айына көп дегенде", "наём жилья, в месяц не более", "rent, a month at most"),
}
ENTITLEMENTS = Text("Құқықтар", "Прав", "Entitlements")
FAMILIES = Text("Істер", "Дел", "Files")
TENGE = Text("Сомасы, теңге", "Сумма, тенге", "Sum, tenge")
RECORDED = Text(
    "Қосылған адамдар: шешімдер бойынша және қосу жазбалары бойынша",
    "Включено человек: по решениям и по записям о включении",
    "Persons included: by the decisions, and by the inclusions on record",
)
LEDGER = Text(
    "Қосылған адамдар: шешімдер бойынша және квота тізілімінде пайдаланылған орындар",
    "Включено человек: по решениям и по местам, использованным в реестре квот",
    "Persons included: by the decisions, and by the places used in the ledger of quotas",
)
MEASURES = numbers(
    ("opening", words.OPENING), ("received", words.RECEIVED), ("refused_acceptance", words.REFUSED_ACCEPTANCE),
    ("granted", words.INCLUDED), ("refused", words.REFUSED), ("withdrawn", words.WITHDRAWN), ("lapsed", words.LAPSED),
    ("open", words.OPEN),
)  # fmt: skip
BALANCES = ((("opening", "received"), (*CLOSED, "open")),)
SUMS = (
    Column("entitlements", ENTITLEMENTS, Kind.NUMBER),
    Column("files", FAMILIES, Kind.NUMBER),
    Column("tenge", TENGE, Kind.MONEY),
)
RETURNEES = ("returnee", "in_migrant")


def compute(parameters: Parameters, as_of: date, known_at: datetime) -> Report:
    """Files and persons asked for and included, then the money that the inclusions of the period bring."""
    period, which = window(parameters, as_of, known_at), counting.inclusion_files(parameters["region"])
    files, persons = (_without_overdue(each(which, period)) for each in (counting.files, counting.persons))
    programmes = Side("programme", wording.PROGRAMME, wording.PROGRAMMES)
    files_sheet = Sheet("files", BY_PROGRAMME, words.FILES, MEASURES, balances=BALANCES)
    tables = [
        by_side(files, programmes, files_sheet),
        *_persons(persons, programmes),
        *_money(period, parameters),
    ]
    return told(SLUG, TITLE, parameters, as_of, tables, (words.ADDS_UP, words.PERSONS_NOW))


def prove(parameters: Parameters, report: Report, known_at: datetime) -> Iterator[Proof]:
    period, told_of = window(parameters, report.as_of, known_at), whole(report, "regions", "granted")
    yield Proof(RECORDED, told_of, inclusions(period, parameters["region"]).total("included"))
    ledger = used_in(period, parameters["region"])
    yield Proof(LEDGER, told_of, sum(ledger.where("programme", each).total("used") for each in RETURNEES))
    yield balanced(report, "files")


def _without_overdue(cube: Cube) -> Cube:
    """No deadline of law is on record for inclusion, so that none is overdue."""
    return Cube(cube.sides, cube.figures[:-1], tuple((key, figures[:-1]) for key, figures in cube.rows))


def _persons(persons: Cube, programmes: Side) -> Iterator[Table]:
    sides = {
        "programmes": (OF_PROGRAMME, programmes), "regions": (BY_REGION, region()), "ages": (BY_AGE, age()),
        "countries": (BY_CITIZENSHIP, country(persons, label=words.CITIZENSHIP)),
    }  # fmt: skip
    for key, (title, side) in sides.items():
        yield by_sex(persons, side, Sheet(key, title, words.PERSONS, MEASURES, "persons", BALANCES))


def _money(period: Window, parameters: Parameters) -> Iterator[Table]:
    """Sums of each measure are told apart: what is paid once and what is paid a month are never added."""
    found = money(period, parameters["region"])
    for measure in sorted({one.measure for one in found}):
        yield _of_measure(measure, [one for one in found if one.measure == measure])


def _of_measure(measure: str, found: list[Money]) -> Table:
    columns = (Column("measure", wording.PROGRAMME, Kind.TEXT), *SUMS)
    name = MEASURE_NAMES.get(measure, Text.same(measure))
    rows = [row(columns, one.programme, _sums(one)) for one in found]
    title = Text.of({key: f"{MONEY.within(key)}: {name.within(key)}" for key in LANGUAGES})
    totals = (added(columns, "total", {"measure": words.TOTAL}, rows, Level.TOTAL),)
    return Table(f"money-{measure}", title, Text.same("₸"), columns, tuple(rows), totals)


def _sums(one: Money) -> dict[str, Value]:
    figures: dict[str, Value] = {"entitlements": one.entitlements, "files": one.files, "tenge": one.tenge}
    return {"measure": wording.programme(one.programme), **figures}
