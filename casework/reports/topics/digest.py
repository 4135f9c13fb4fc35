"""One page for the whole country: the tightest allocations, the figures of the year, what changed since a month ago."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.accommodation.queries import reporting as nights
from casework.arrivals.queries import reporting as border
from casework.cases.queries.fates import performance
from casework.common.cubes import Window
from casework.common.workdays import DAY
from casework.common.written import LANGUAGES, Text
from casework.labour.queries import reporting as permits
from casework.quotas import queries as quotas
from casework.quotas.queries.foretold import foretold
from casework.quotas.queries.pace import exhausted
from casework.reference.queries import region_names
from casework.reports import wording
from casework.reports.report import Column, Kind, Proof, Report, Row, Table, row
from casework.reports.topics.centres import over
from casework.reports.topics.offices import which
from casework.reports.topics.period import Parameters, numbers, told, window
from casework.returnees.queries import applications
from casework.returnees.queries.statuses import inclusions, totals

SLUG = "digest"
TITLE = Text("Ұлттық шолу", "Национальный обзор", "National digest")
FIGURE = Text("Көрсеткіш", "Показатель", "Figure")
NOW = Text("Осы күні", "На этот день", "On this day")
BEFORE = Text("Алдыңғы айдың соңында", "На конец прошлого месяца", "At the end of the month before")
CHANGE = Text("Өзгеріс", "Изменение", "Change")
FIGURES = Text("Жыл басынан", "С начала года", "Since the beginning of the year")
TIGHTEST = Text("Ең тар бөлінімдер", "Самые напряжённые квоты", "The tightest allocations")
RUNS_OUT = Text("Бітетін күні", "Исчерпается", "Runs out on")
UNIT = Text("әрқайсысы өз өлшемінде", "каждый в своей единице", "each in its own unit")
MANY = 5
NAMES: Mapping[str, Text] = {
    "received": Text("Мәртебеге өтініш бергендер, адам", "Подали на статус, человек", "Asked for the status, persons"),
    "granted": Text("Мәртебе берілген, адам", "Присвоен статус, человек", "Granted the status, persons"),
    "open": Text("Қаралудағы істер", "Дел на рассмотрении", "Open files of all kinds"),
    "overdue": Text("Мерзімі өткен істер", "Просрочено дел", "Overdue files"),
    "in_force": Text("Мәртебесі барлар, адам", "Имеют статус, человек", "Holders of the status, persons"),
    "included": Text("Квотаға қосылған, адам", "Включено в квоту, человек", "Included in the quota, persons"),
    "permits": Text("Күшіндегі рұқсаттар", "Действующих разрешений", "Permits in force"),
    "nights": Text("Орталықтардағы адам-түндер", "Человеко-ночей в центрах", "Person-nights in centres"),
    "crossings": Text("Шекарадан өту", "Пересечений границы", "Crossings of the border"),
    "net": Text("Көші-қон айырымы", "Сальдо миграции", "Net migration"),
}
COMPARED = Text(
    "Өзгеріс: алдыңғы айдың соңымен салыстырғанда; «жыл басынан» көрсеткіштер қаңтарда нөлден басталады.",
    "Изменение — к концу прошлого месяца; показатели «с начала года» в январе начинаются с нуля.",
    "Change: since the end of the month before; figures that count from the beginning of a year begin anew in January.",
)
FORECAST = Text(
    "Бітетін күні: сақталған болжам бойынша, ол жоқ болса — соңғы 90 күннің қарқыны бойынша. "
    "Сызықша: деректер аз немесе мерзім екі жылдан алыс.",
    "День исчерпания: по сохранённому прогнозу; где его нет — по темпу последних 90 дней. "
    "Прочерк: данных мало или срок дальше двух лет.",
    "Runs out on: by the forecast on record for the day; where there is none, at the pace of the last 90 days. "
    "A dash: too few uses tell, or it is two years off.",
)
CELLS = Text(
    "Бос орындар: шолуда және квота есебінің сол ұяшықтарында", "Свободно: в обзоре и в тех же ячейках отчёта о квоте",
    "Free places of these allocations: in the digest, and by limit less used and held",
)  # fmt: skip
COLUMNS = (
    Column("figure", FIGURE, Kind.TEXT),
    *numbers(("now", NOW), ("before", BEFORE)),
    Column("change", CHANGE, Kind.NUMBER, part="now", whole="before"),
)
CELL_COLUMNS = (
    Column("cell", Text("Бөлінім", "Квота", "Allocation"), Kind.TEXT),
    *numbers(("limit", wording.LIMIT), ("used", wording.USED), ("held", wording.HELD), ("free", wording.FREE)),
    Column("share", wording.SHARE, Kind.PERCENT, part="used", whole="limit"),
    Column("runs_out", RUNS_OUT, Kind.DATE),
)


@dataclass(frozen=True)
class Tight:
    """An allocation of a plan of the year with its figures on the day."""

    programme: str
    cell: quotas.Cell

    @property
    def share_free(self) -> float:
        return (self.cell.free or 0) / (self.cell.limit or 1)


def compute(parameters: Parameters, as_of: date, known_at: datetime) -> Report:
    """The tightest allocations of the year, then the headline figures now and at the end of the month before."""
    now = window(parameters, as_of, known_at)
    before = window(parameters, as_of.replace(day=1) - DAY, known_at)
    cells = [] if now.since >= now.until else tightest(parameters, as_of, known_at)
    tables = [_cells(cells, as_of, known_at), _changes(_headlines(parameters, now), _headlines(parameters, before))]
    return told(SLUG, TITLE, parameters, as_of, tables if now.since < now.until else [], (COMPARED, FORECAST))


def prove(parameters: Parameters, report: Report, known_at: datetime) -> Iterator[Proof]:
    tight = next((table for table in report.tables if table.key == "cells"), None)
    values = [[each for each in one.values if type(each) is int] for one in tight.rows] if tight else []
    limits, used, held, free = (sum(each[n] for each in values) for n in range(4))
    yield Proof(CELLS, free, limits - used - held)


def tightest(parameters: Parameters, as_of: date, known_at: datetime) -> list[Tight]:
    """Allocations with the smallest share of free places, of the country or of one region."""
    where = parameters["region"]
    found = [
        Tight(plan.programme, one.cell)
        for plan in quotas.standings(parameters["year"], as_of=as_of, known_at=known_at)
        for one in plan.cells
        if one.cell.limit and one.cell.region and where in ("", one.cell.region)
    ]
    return sorted(found, key=lambda each: (each.share_free, each.programme, each.cell.allocation))[:MANY]


def _cells(cells: list[Tight], as_of: date, known_at: datetime) -> Table:
    names, ends = region_names(), _ends(cells, as_of, known_at)
    rows = [_cell(each, names, end) for each, end in zip(cells, ends, strict=True)]
    return Table("cells", TIGHTEST, UNIT, CELL_COLUMNS, tuple(rows))


def _ends(cells: list[Tight], as_of: date, known_at: datetime) -> list[date | None]:
    """When each runs out: as was foretold, or else at the pace of the last days."""
    paces = exhausted({each.cell.allocation: each.cell.free for each in cells}, as_of, known_at)
    told = foretold(list(paces), as_of, known_at)
    return [told.get(allocation, pace) for allocation, pace in paces.items()]


def _cell(tight: Tight, names: Mapping[str, Text], runs_out: date | None) -> Row:
    cell = tight.cell
    parts = [wording.programme(tight.programme), names.get(cell.region, Text.same(cell.region))]
    parts += [wording.category(cell.category)] if cell.category else []
    said = {language: ", ".join(part.within(language) for part in parts) for language in LANGUAGES}
    figures = {"limit": cell.limit, "used": cell.used, "held": cell.held, "free": cell.free, "runs_out": runs_out}
    key = f"{tight.programme}/{cell.region}/{cell.category}"
    return row(CELL_COLUMNS, key, {"cell": Text.of(said), **figures})


def _headlines(parameters: Parameters, period: Window) -> dict[str, int]:
    """The figures of the country, or of one region, at the end of a period.

    What stands at its end is asked of that day alone, so that whatever was over before is not even looked at.
    """
    where, end = parameters["region"], replace(period, since=period.until)
    received = applications.persons_received(applications.status_files(where), period)
    statuses = totals(period, where)
    files, crossings = performance(which(parameters), end), border.months(period)
    return {
        "received": received, "granted": statuses.total("granted"), "open": files.total("open"),
        "overdue": files.total("overdue"), "in_force": statuses.total("in_force"),
        "included": inclusions(period, where).total("included"), "permits": permits.in_force(end, where),
        "nights": nights.nights(over(period), where).total("persons"),
        "crossings": crossings.total("into") + crossings.total("out"),
        "net": crossings.total("into_for_good") - crossings.total("out_for_good"),
    }  # fmt: skip


def _changes(now: Mapping[str, int], before: Mapping[str, int]) -> Table:
    rows = [row(COLUMNS, key, {"figure": NAMES[key], "now": now[key], "before": before[key]}) for key in NAMES]
    return Table("figures", FIGURES, UNIT, COLUMNS, tuple(rows))
