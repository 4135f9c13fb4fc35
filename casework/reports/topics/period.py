"""What the reports of a period have in common: their parameters, their scope, and the sides of their tables."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from casework.cases.queries.fates import generated_files
from casework.common.cubes import Cube, Window
from casework.common.workdays import DAY
from casework.common.written import Text
from casework.people.queries.groups import country_words
from casework.reference.queries import region_names
from casework.reports import wording
from casework.reports.report import Column, Kind, Reconciliation, Report, Table
from casework.reports.states import Year
from casework.reports.topics import words
from casework.reports.topics.tables import Side

Parameters = Mapping[str, Any]


def window(parameters: Parameters, as_of: date, known_at: datetime) -> Window:
    """From the first day of the year up to the day that the report speaks of, or to the end of the year."""
    first = date(parameters["year"], 1, 1)
    return Window(first, max(first, min(as_of + DAY, date(first.year + 1, 1, 1))), known_at)


def told(
    slug: str, title: Text, parameters: Parameters, as_of: date, tables: Iterable[Table], notes: Iterable[Text]
) -> Report:
    """A report of a period; tables without a row are left out."""
    period = window(parameters, as_of, datetime.max.replace(tzinfo=UTC))
    found = tuple(table for table in tables if table.lines)
    remarks = tuple(notes) if period.since < period.until else (words.NO_PERIOD,)
    return Report(slug, title, as_of, tuple(_scope(parameters, period)), found, remarks)


def in_words(parameters: Parameters) -> str:
    """The year and where, in the language of the page; a schedule may name the year from day to day."""
    year, region = parameters["year"], parameters["region"]
    when = Year(year).label if year in Year.values else year
    where = wording.said(region_names().get(region, Text.same(region))) if region else wording.said(wording.COUNTRY)
    return f"{when}, {where}"


def compared(parameters: Parameters, at: datetime) -> Reconciliation:
    """The proofs tell how the totals come about; files behind them may be made up for demonstration."""
    return Reconciliation(at, 0, generated_files(parameters["region"]), ())


def numbers(*pairs: tuple[str, Text]) -> tuple[Column, ...]:
    return tuple(Column(key, label, Kind.NUMBER) for key, label in pairs)


def region() -> Side:
    return Side("region", wording.REGION, region_names())


def country(cube: Cube, side: str = "country", label: Text = words.COUNTRY) -> Side:
    """Countries, the most persons first."""
    names = {code: country_words(code) for (code,) in cube.by(side)}
    return Side(side, label, names, is_ranked=True)


def age() -> Side:
    return Side("age", words.AGE, words.AGES)


def whole(report: Report, table: str, column: str) -> int:
    """The figure of the last total of a table; zero where the table was left out."""
    found = next((each for each in report.tables if each.key == table), None)
    if found is None:
        return 0
    place = [each.key for each in found.columns].index(column)
    value = found.totals[-1].values[place]
    return value if isinstance(value, int) else 0


def _scope(parameters: Parameters, period: Window) -> Iterator[tuple[Text, Text]]:
    days = f"{period.since:%d.%m.%Y} – {period.last:%d.%m.%Y}"
    yield words.PERIOD, Text.same(days if period.since < period.until else "–")
    yield wording.REGION, region_names().get(parameters["region"], wording.COUNTRY)
