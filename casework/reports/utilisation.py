"""Quota utilisation: what was set, redistributed, used and held of the plans of a year, and what is free.

Rows are cells of a plan, a region by a category; every subtotal and total adds up such rows and nothing else. A table
is one plan, so that families and persons are never added.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.queries import recount
from casework.common.cubes import Window
from casework.common.workdays import DAY
from casework.common.written import Text
from casework.labour.queries import reporting as labour
from casework.quotas import queries as quotas
from casework.quotas.queries import PlanStanding, Standing
from casework.quotas.queries.lapsed import lapsed
from casework.reference.queries import region_names
from casework.reports import wording as words
from casework.reports.report import (
    Column,
    Disagreement,
    Kind,
    Level,
    Reconciliation,
    Report,
    Row,
    Table,
    Value,
    added,
    row,
)
from casework.reports.states import Year
from casework.returnees.queries import waiting as returnees

SLUG = "quota-utilisation"
REGION = Column("region", words.REGION, Kind.TEXT)
CATEGORY = Column("category", words.CATEGORY, Kind.TEXT)
FIGURES = (
    Column("set", words.SET, Kind.NUMBER),
    Column("limit", words.LIMIT, Kind.NUMBER),
    Column("used", words.USED, Kind.NUMBER),
    Column("held", words.HELD, Kind.NUMBER),
    Column("free", words.FREE, Kind.NUMBER),
    Column("share", words.SHARE, Kind.PERCENT, part="used", whole="limit"),
    Column("waiting", words.WAITING, Kind.NUMBER),
    Column("lapsed", words.LAPSED, Kind.NUMBER),
)
BALANCES = ((("limit",), ("used", "held", "free")),)
Beside = Mapping[tuple[str, str, str], int]
"""Figures beside the position, by programme, region and category."""


def compute(parameters: Mapping[str, Any], as_of: date, known_at: datetime) -> Report:
    """A table for each plan of the year, or for that of one programme; of the whole country or of one region."""
    year, programme, region = parameters["year"], parameters["programme"], parameters["region"]
    names = region_names()
    standings = quotas.standings(year, programme, as_of=as_of, known_at=known_at)
    beside = {"waiting": _waiting(year, as_of, known_at), "lapsed": _lapsed(year, as_of, known_at)}
    tables = [table for standing in standings if (table := _table(standing, region, names, beside)).lines]
    return Report(
        slug=SLUG,
        title=words.TITLE,
        as_of=as_of,
        scope=tuple(_scope(year, programme, names.get(region))),
        tables=tuple(tables),
        notes=tuple(_notes(year, is_empty=not tables, of_region=bool(region), is_of_year=as_of.year == year)),
    )


def in_words(parameters: Mapping[str, Any]) -> str:
    """Which quotas, in the language of the page; of a schedule too, which may name the year from day to day."""
    programme, year, region = parameters["programme"], parameters["year"], parameters["region"]
    which = words.said(words.programme(programme)) if programme else _("all programmes")
    when = Year(year).label if year in Year.values else year
    where = words.said(region_names().get(region, Text.same(region))) if region else _("whole country")
    return f"{which}, {when}, {where}"


def reconcile(parameters: Mapping[str, Any], at: datetime) -> Reconciliation:
    """The ledger of these plans against the files that draw on them, now."""
    found = recount.agreement(parameters["year"], parameters["programme"])
    differing = (
        Disagreement(each.file, each.held, each.used, each.held_by_file, each.used_by_file)
        for each in found.differences
    )
    return Reconciliation(at, found.files, found.generated, tuple(differing))


def _scope(year: int, programme: str, region: Text | None) -> Iterator[tuple[Text, Text]]:
    yield words.PROGRAMME, words.programme(programme) if programme else words.EVERY
    yield words.YEAR, Text.same(str(year))
    yield words.REGION, region or words.COUNTRY


def _notes(year: int, *, is_empty: bool, of_region: bool, is_of_year: bool) -> Iterator[Text]:
    if is_empty:
        yield words.NOTHING_SET.fill(year=year)
        return
    yield words.COLUMNS_SAY
    yield words.SHARES_SAY
    yield words.WAITING_SAYS if is_of_year else words.NOBODY_WAITS
    if of_region:
        yield words.OF_REGION


def _waiting(year: int, as_of: date, known_at: datetime) -> Beside:
    """Places asked for that none is held for yet: a file draws on the plan of the day on which it will be."""
    if as_of.year != year:
        return {}
    window = Window(date(year, 1, 1), as_of + DAY, known_at)
    inclusions, permits = returnees.waiting(window).by("programme", "region"), labour.waiting(window)
    found = {(programme, region, ""): places for (programme, region), (places,) in inclusions.items()}
    permitted = permits.by("region", "category").items()
    return found | {("labour", region, category): places for (region, category), (places,) in permitted}


def _lapsed(year: int, as_of: date, known_at: datetime) -> Beside:
    found = lapsed(year, Window(date(year, 1, 1), as_of + DAY, known_at))
    return {key: places for key, (places,) in found.by("programme", "region", "category").items()}  # type: ignore[misc]


def _table(standing: PlanStanding, region: str, names: Mapping[str, Text], beside: Mapping[str, Beside]) -> Table:
    cells = [each for each in standing.cells if not region or each.cell.region == region]
    has_categories = any(each.cell.category for each in cells)
    columns = (REGION, CATEGORY, *FIGURES) if has_categories else (REGION, *FIGURES)
    sheet = _Sheet(columns, names, cells, standing.programme, beside, is_whole=not region)
    return Table(
        key=f"{standing.programme}-{standing.year}",
        title=words.PLAN.fill(programme=words.programme(standing.programme), year=standing.year),
        unit=words.unit(standing.unit),
        columns=columns,
        rows=tuple(sheet.rows()),
        totals=tuple(sheet.totals()),
        persons=f"{standing.programme}-{standing.year}" if standing.unit == "persons" else "",
        balances=BALANCES,
    )


@dataclass(frozen=True)
class _Sheet:
    """The rows of a table, and what adds them up. `is_whole`: the cells of the whole country, not of one region."""

    columns: Sequence[Column]
    names: Mapping[str, Text]
    cells: Sequence[Standing]
    programme: str
    beside: Mapping[str, Beside]
    is_whole: bool

    def rows(self) -> Iterator[Row]:
        """Every cell but the reserve, by region; under a region of several categories, all of them together."""
        for region, group in groupby(self._distributed, key=lambda each: each.cell.region):
            lines = [self._row(each) for each in group]
            yield from lines
            if len(lines) > 1 and not (self.is_whole and self._has_one_region):
                yield self._added(f"{region}/*", self._region(region), words.ALL_CATEGORIES, lines)

    def totals(self) -> Iterator[Row]:
        """Each category over all regions, what is distributed, the reserve, and the whole country."""
        if not self.is_whole or not self.cells:
            return
        lines = [self._row(each) for each in self._distributed]
        reserve = [self._row(each) for each in self.cells if each.cell.is_reserve]
        yield from self._by_category()
        if reserve and lines:
            yield self._added("distributed", words.DISTRIBUTED, words.ALL_CATEGORIES, lines)
        yield from reserve
        yield self._added("total", words.COUNTRY, words.ALL_CATEGORIES, lines + reserve, Level.TOTAL)

    @property
    def _distributed(self) -> list[Standing]:
        return [each for each in self.cells if not each.cell.is_reserve]

    @property
    def _has_one_region(self) -> bool:
        return len({each.cell.region for each in self._distributed}) == 1

    def _by_category(self) -> Iterator[Row]:
        categories = sorted({each.cell.category for each in self._distributed})
        if len(categories) < 2 or self._has_one_region:
            return
        for category in categories:
            lines = [self._row(each) for each in self._distributed if each.cell.category == category]
            yield self._added(f"*/{category}", words.ALL_REGIONS, words.category(category), lines)

    def _row(self, standing: Standing) -> Row:
        cell = standing.cell
        figures = {"set": standing.set, "limit": cell.limit, "free": cell.free, "used": cell.used, "held": cell.held}
        values: dict[str, Value] = {name: words.NO_LIMIT if value is None else value for name, value in figures.items()}
        place = (self.programme, cell.region, cell.category)
        values |= {name: found.get(place, 0) for name, found in self.beside.items()}
        if cell.is_reserve:
            return row(self.columns, "reserve", {**values, "region": words.RESERVE}, Level.SUBTOTAL)
        heads = {"region": self._region(cell.region), "category": words.category(cell.category)}
        return row(self.columns, f"{cell.region}/{cell.category}", {**values, **heads})

    def _added(
        self, key: str, region: Text, category: Text, lines: Iterable[Row], level: Level = Level.SUBTOTAL
    ) -> Row:
        return added(self.columns, key, {"region": region, "category": category}, lines, level)

    def _region(self, code: str) -> Text:
        return self.names.get(code, Text.same(code)) if code else words.COUNTRY
