"""Centres: nights, how full, who came and waits, what was given."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from casework.accommodation.queries import reporting as counting
from casework.common.cubes import Window
from casework.common.written import Text
from casework.reports.report import Column, Kind, Proof, Report
from casework.reports.topics import words
from casework.reports.topics.period import Parameters, numbers, told, whole, window
from casework.reports.topics.tables import Sheet, Side, by_sex, by_side

SLUG = "centres"
TITLE = Text("Орталықтар", "Центры", "Centres")
CENTRE = Text("Орталық", "Центр", "Centre")
NIGHTS = Text("Саналған түндер", "Учтённые ночи", "Nights as they were counted")
COUNTED = Text("Түндер", "Ночей", "Nights")
PERSON_NIGHTS = Text("Адам-түндер", "Человеко-ночей", "Person-nights")
OFFERED = Text("Орын-түндер", "Место-ночей", "Place-nights offered")
TAKEN = Text("Алынған орын-түндер", "Занято место-ночей", "Place-nights taken")
OCCUPANCY = Text("Толуы, %", "Заполнено, %", "Occupancy, %")
STAYS = Text("Отбасылар", "Семьи", "Families")
ASKED = Text("Сұраған", "Обратилось", "Asked")
CAME = Text("Келген", "Прибыло", "Came")
LEFT = Text("Кеткен", "Выбыло", "Left")
WAITING = Text("Орын күтеді", "Ждут места", "Wait for a place")
WAITED = Text("Күткен күндері барлығы", "Дней ожидания всего", "Days waited, together")
MEAN = Text("Орташа күту, күн", "В среднем ждали, дней", "Mean wait, days")
UNIT = Text("отбасы", "семей", "families")
SLEPT = Text("Тұрғандар жынысы бойынша", "Проживавшие по полу", "Who lived there, by sex")
LIVED = Text("Тұрған адамдар", "Проживало человек", "Persons")
SERVICES = Text("Қызметтер", "Услуги", "Services")
SERVICE = Text("Қызмет", "Услуга", "Service")
TIMES = Text("Көрсетілген", "Оказано раз", "Times given")
SERVED = Text("Алған адамдар", "Получило человек", "Persons served")
TIMES_UNIT = Text("рет", "раз", "times")
NIGHTS_UNIT = Text("түн", "ночей", "nights")
BY_NIGHTS = Text(
    "Адам-түндер: түнгі санақ бойынша және кім қай жерде ұйықтағаны бойынша",
    "Человеко-ночей: по ночным подсчётам и по размещению",
    "Person-nights: by the counts of nights, and by who slept where",
)
EACH_ONCE = Text(
    "Адамдар әр жолда бір рет саналады, сондықтан оларды жолдар бойынша қоспайды.",
    "Человек учтён в каждой строке один раз; суммы строк — не число людей.",
    "A person is counted once in each line; whoever was in two centres or had two services stands in two lines.",
)
FROM_COUNTS = Text(
    "Түндер — түнгі санақтар бойынша, есеп сәтіне дейінгі соңғы түзетулермен.",
    "Ночи — по ночным подсчётам с поправками, известными на момент составления.",
    "Nights are those of the nightly counts, with the revisions known when the report was made.",
)
FILLED = (
    *numbers(("nights", COUNTED), ("persons", PERSON_NIGHTS), ("offered", OFFERED), ("taken", TAKEN)),
    Column("occupancy", OCCUPANCY, Kind.PERCENT, part="taken", whole="offered"),
)
FAMILIES = (
    *numbers(("asked", ASKED), ("came", CAME), ("left", LEFT), ("waiting", WAITING), ("days_waited", WAITED)),
    Column("mean_wait", MEAN, Kind.DECIMAL, part="days_waited", whole="came"),
)
SLEEPERS = numbers(("person_nights", PERSON_NIGHTS), ("persons", LIVED))
GIVEN = numbers(("times", TIMES), ("persons", SERVED))


def compute(parameters: Parameters, as_of: date, known_at: datetime) -> Report:
    """Counted nights and families by centre, who lived there by sex, and services by sex."""
    period, where = window(parameters, as_of, known_at), parameters["region"]
    nights = over(period)
    centres = Side("centre", CENTRE, counting.centre_names())
    services = Side("service", SERVICE, counting.service_names())
    tables = [
        by_side(counting.nights(nights, where), centres, Sheet("nights", NIGHTS, NIGHTS_UNIT, FILLED)),
        by_side(counting.stays(period, where), centres, Sheet("stays", STAYS, UNIT, FAMILIES)),
        by_sex(counting.slept(nights, where), centres, Sheet("slept", SLEPT, words.PERSONS, SLEEPERS, "slept")),
        by_sex(counting.given(period, where), services, Sheet("services", SERVICES, TIMES_UNIT, GIVEN, "given")),
    ]
    return told(SLUG, TITLE, parameters, as_of, tables, (FROM_COUNTS, EACH_ONCE, words.PERSONS_NOW))


def over(period: Window) -> Window:
    """The nights of a period that were over by its last day: the night that begins on it is not."""
    return replace(period, until=max(period.since, period.last))


def prove(parameters: Parameters, report: Report, known_at: datetime) -> Iterator[Proof]:
    """A night that is over and not counted yet makes the two differ, until it is."""
    yield Proof(BY_NIGHTS, whole(report, "nights", "persons"), whole(report, "slept", "person_nights"))
