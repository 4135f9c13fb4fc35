"""How offices do their work: what came in, what was closed, whether in time, what is left."""

from collections.abc import Iterator
from datetime import date, datetime

from casework.accounts.queries import office_names
from casework.cases.queries.fates import Which, pace, performance
from casework.common.written import Text
from casework.reports.report import Column, Kind, Proof, Report
from casework.reports.topics import words
from casework.reports.topics.applications import paces
from casework.reports.topics.period import Parameters, numbers, told, whole, window
from casework.reports.topics.tables import Sheet, Side, by_side

SLUG = "offices"
TITLE = Text("Бөлімдердің жұмысы", "Работа подразделений", "Office performance")
CLOSED = Text("Жабылған", "Закрыто", "Closed")
WITH_CLOCK = Text("Олардың мерзімі барлары", "Из них со сроком", "Of these with a legal date")
IN_TIME = Text("Мерзімінде", "В срок", "In time")
IN_TIME_SHARE = Text("Мерзімінде, %", "В срок, %", "In time, %")
WITH_TARGET = Text("Мақсатты күні барлары", "Из них с целевым днём", "Of these with a target")
ON_TARGET = Text("Мақсатты күнге дейін", "К целевому дню", "By the target")
ON_TARGET_SHARE = Text("Мақсатты күнге дейін, %", "К целевому дню, %", "By the target, %")
BY_OFFICE = Text("Бөлімдер бойынша істер", "Дела по подразделениям", "Files by office")
BY_PROCEDURE = Text("Рәсімдер бойынша істер", "Дела по процедурам", "Files by procedure")
PACES = Text("Шешім мерзімдері бөлімдер бойынша", "Сроки решений по подразделениям", "Times of decisions by office")
PROCEDURE = Text("Рәсім", "Процедура", "Procedure")
PROCEDURES = {
    "status": Text("мәртебе", "статус", "status"),
    "extension": Text("мәртебені ұзарту", "продление статуса", "extension of the status"),
    "inclusion": Text("квотаға қосу", "включение в квоту", "inclusion in the quota"),
    "permit": Text("рұқсат", "разрешение", "permit"),
    "renewal": Text("рұқсатты ұзарту", "продление разрешения", "renewal of a permit"),
    "replacement": Text("жұмыскерді ауыстыру", "замена работника", "replacement of a worker"),
    "household": Text("үй шаруашылығы рұқсаты", "разрешение домашнего хозяйства", "household permit"),
}
STEPS = ("refuse_acceptance", "grant", "refuse", "include", "extend")
"""Steps by which a decision closes a file; a permit is issued by one officer once its fee is paid."""
TWO_WAYS = Text(
    "Қаралуда: бөлімдер бойынша және рәсімдер бойынша", "На рассмотрении: по подразделениям и по процедурам",
    "Open: by office, and by procedure",
)  # fmt: skip
BALANCE = Text(
    "Қаралуда: кестеде, және басында + қабылданған − жабылған",
    "На рассмотрении: в таблице и как на начало + поступило − закрыто",
    "Open: in the table, and as those at the beginning + received − closed",
)
OFFICE_NOW = Text(
    "Іс қазір жүргізетін бөлімде саналады; бөлімнің өз мақсатты күні заң мерзімінен ертерек.",
    "Дело считается за подразделением, где оно сейчас; целевой день — собственный срок раньше законного.",
    "A file counts for the office where it is now; the target is the office’s own day, earlier than the legal one.",
)
MEASURES = (
    *numbers(
        ("opening", words.OPENING), ("received", words.RECEIVED), ("closed", CLOSED), ("with_clock", WITH_CLOCK),
        ("in_time", IN_TIME),
    ),
    Column("in_time_share", IN_TIME_SHARE, Kind.PERCENT, part="in_time", whole="with_clock"),
    *numbers(("with_target", WITH_TARGET), ("on_target", ON_TARGET)),
    Column("on_target_share", ON_TARGET_SHARE, Kind.PERCENT, part="on_target", whole="with_target"),
    *numbers(("open", words.OPEN), ("overdue", words.OVERDUE)),
)  # fmt: skip


def compute(parameters: Parameters, as_of: date, known_at: datetime) -> Report:
    """Files by office and by procedure, and how quickly each office decides."""
    period, files = window(parameters, as_of, known_at), which(parameters)
    found, offices = performance(files, period), Side("office", words.OFFICE, office_names())
    tables = [
        by_side(found, offices, Sheet("offices", BY_OFFICE, words.FILES, MEASURES)),
        by_side(
            found, Side("procedure", PROCEDURE, PROCEDURES), Sheet("procedures", BY_PROCEDURE, words.FILES, MEASURES)
        ),
        paces(pace(files, period, "office"), offices, "paces", PACES),
    ]
    return told(SLUG, TITLE, parameters, as_of, tables, (words.CALENDAR_DAYS, OFFICE_NOW))


def prove(parameters: Parameters, report: Report, known_at: datetime) -> Iterator[Proof]:
    yield Proof(TWO_WAYS, whole(report, "offices", "open"), whole(report, "procedures", "open"))
    begun = whole(report, "offices", "opening") + whole(report, "offices", "received")
    yield Proof(BALANCE, whole(report, "offices", "open"), begun - whole(report, "offices", "closed"))


def which(parameters: Parameters) -> Which:
    """Files of every procedure."""
    return Which(tuple(PROCEDURES), STEPS, parameters["region"])
