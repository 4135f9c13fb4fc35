"""One row of a plan as published. Pure: no database, no clock."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.common import text

COLUMNS = ("programme", "unit", "year", "region", "category", "places", "act", "in_force_from", "source")
COUNTRY = "KZ"
UNITS = ("persons", "families", "permits")
MOST_PLACES = 10_000_000
EARLIEST_YEAR, LATEST_YEAR = 1991, 2100
LENGTHS = {"category": 30, "act": 300, "source": 2_000, "person_external_id": 64, "document": 150}
SHARED = {
    "programme": gettext_lazy("programme"),
    "unit": gettext_lazy("unit"),
    "year": gettext_lazy("year"),
    "in_force_from": gettext_lazy("day of coming into force"),
}
WHOLE = re.compile(r"[0-9]{1,30}")
NEGATIVE = re.compile(r"[-\u2212][0-9.,]+")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Unreadable(ValueError):
    """A row that cannot be read, with a sentence for each cell."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(messages)
        self.messages = messages


@dataclass(frozen=True)
class Row:
    """Places of a region (its ISO code; empty for the country), of a category, of both, or of the whole country."""

    line: int
    programme: str
    unit: str
    year: int
    region: str
    category: str
    places: int
    act: str
    in_force_from: date | None
    source: str

    @property
    def cell(self) -> tuple[str, str]:
        return self.region, self.category

    @property
    def is_total(self) -> bool:
        return not self.region and not self.category

    @property
    def grain(self) -> tuple[bool, bool] | None:
        """Whether it splits by region, by category, or by both; the total splits nothing."""
        return None if self.is_total else (bool(self.region), bool(self.category))


def read(cells: Mapping[str, str], line: int) -> Row:
    """The row as typed values; Unreadable with every fault of its cells."""
    values: dict[str, Any] = {}
    messages = []
    for column in COLUMNS:
        try:
            values[column] = READERS[column](cleaned(column, cells[column]))
        except ValueError as fault:
            messages.append(str(fault))
    if messages:
        raise Unreadable(messages)
    return Row(line=line, **values)


def strange(
    row: Row, units: Mapping[str, str], regions: Mapping[str, tuple[date | None, date | None]]
) -> Iterator[str]:
    """What the reference data do not know about this row, in sentences."""
    yield from strange_programme(row.programme, units)
    if row.programme in units and not _counts_in(row.unit, units[row.programme]):
        yield _("This programme counts in %(unit)s; plans in another unit are never added to it.") % {
            "unit": units[row.programme]
        }
    yield from strange_region(row.region, row.year, regions)
    if row.in_force_from and not row.year - 1 <= row.in_force_from.year <= row.year:
        yield _("A plan comes into force in its year or the year before.")


def strange_programme(programme: str, units: Mapping[str, str]) -> Iterator[str]:
    """A sentence where there is no such programme."""
    if programme not in units:
        yield _("There is no programme of this name; there are: %s.") % ", ".join(sorted(units))


def strange_region(region: str, year: int, regions: Mapping[str, tuple[date | None, date | None]]) -> Iterator[str]:
    """A sentence where there is no such region, or was none in that year; none for the country as a whole."""
    if region and region not in regions:
        yield _("There is no region with this code; write it as KZ-55.")
    elif region and not _exists(regions[region], year):
        yield _("The region %(region)s did not exist on any day of %(year)d.") % {"region": region, "year": year}


def _counts_in(unit: str, own: str) -> bool:
    """Persons were counted as families until 2016."""
    return unit == own or (unit, own) == ("families", "persons")


def _exists(days: tuple[date | None, date | None], year: int) -> bool:
    since, until = days
    return (since is None or since.year <= year) and (until is None or until > date(year, 1, 1))


def cleaned(column: str, value: str) -> str:
    """A cell as it is stored; ValueError with a sentence where it is harmful or too long for its column."""
    try:
        found = text.clean(value)
    except text.Unclean as fault:
        raise ValueError(f"{column}: {fault}") from fault
    if len(found) > LENGTHS.get(column, 40):
        raise ValueError(_("%(column)s: at most %(most)d characters.") % {
            "column": column, "most": LENGTHS.get(column, 40)
        })  # fmt: skip
    return found


def read_programme(value: str) -> str:
    """The code of a programme."""
    if not value:
        raise ValueError(_("The programme is missing."))
    return value


def _unit(value: str) -> str:
    if value not in UNITS:
        raise ValueError(_("The unit must be one of: %s.") % ", ".join(UNITS))
    return value


def read_year(value: str) -> int:
    """A year of quotas."""
    if not WHOLE.fullmatch(value) or not EARLIEST_YEAR <= int(value) <= LATEST_YEAR:
        message = _("The year must be a number between %(first)d and %(last)d.")
        raise ValueError(message % {"first": EARLIEST_YEAR, "last": LATEST_YEAR})
    return int(value)


def read_region(value: str) -> str:
    """The ISO code of a region; empty for the country as a whole."""
    if not value:
        raise ValueError(_("The region is missing; the country as a whole is KZ."))
    return "" if value == COUNTRY else value


def read_places(value: str) -> int:
    """A whole number of places, nought among them."""
    if NEGATIVE.fullmatch(value):
        raise ValueError(_("Places cannot be negative."))
    if not WHOLE.fullmatch(value):
        raise ValueError(_("Places are a whole number in digits, nothing between them."))
    if int(value) > MOST_PLACES:
        raise ValueError(_("No plan has more than %d places in one row.") % MOST_PLACES)
    return int(value)


def _day(value: str) -> date | None:
    if not value:
        return None
    if not DAY.fullmatch(value):
        raise ValueError(_("Write the day of coming into force as 2026-07-01."))
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise ValueError(_("The day of coming into force does not exist.")) from error


READERS: Mapping[str, Callable[[str], Any]] = {
    "programme": read_programme,
    "unit": _unit,
    "year": read_year,
    "region": read_region,
    "category": str,
    "places": read_places,
    "act": str,
    "in_force_from": _day,
    "source": str,
}
