"""A plan as published: one CSV file of a programme's year, taken whole or refused whole. Pure: no database, no clock.

The row with region KZ and no category is the national total. The grain is region rows, or KZ rows with a category, or
both in one row; what the split leaves over is the undistributed reserve. Where both margins are published, and not how
one is split over the other, the categories are the allocations and the regions' totals are ceilings over them: no
figure is made up.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.common import text
from casework.common.errors import RuleBroken
from casework.quotas import planrow
from casework.quotas.planrow import COLUMNS, Row, Unreadable
from casework.quotas.states import REGION as OVER_REGIONS

MOST_BYTES = 1_000_000
MOST_ROWS = 2_000
MOST_FAULTS = 50
REGION, CATEGORY, BOTH = (True, False), (False, True), (True, True)
"""Grains of rows: see Row.grain."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, in which line of the file; no line where it is wrong as a whole."""

    line: int | None
    message: str

    def __str__(self) -> str:
        return _("Line %(line)d: %(message)s") % vars(self) if self.line else self.message


class FileRefused(RuleBroken):
    """The file is refused whole; nothing was changed."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


@dataclass(frozen=True)
class Known:
    """What the reference data say: units of programmes, and the days since and until which regions exist."""

    units: Mapping[str, str]
    regions: Mapping[str, tuple[date | None, date | None]]


@dataclass(frozen=True)
class PlanFile:
    """The figures of one plan, in places of its unit, by region code and category; `lines`: where each stands.

    `ceilings`: places that all allocations together may give to a region.
    """

    programme: str
    year: int
    unit: str
    total: int
    places: Mapping[tuple[str, str], int]
    lines: Mapping[tuple[str, str], int]
    act: str
    source: str
    in_force_from: date | None
    total_line: int
    ceilings: Mapping[str, int] = field(default_factory=dict)

    @property
    def allocated(self) -> int:
        return sum(self.places.values())

    @property
    def reserve(self) -> int:
        return self.total - self.allocated

    @property
    def figures(self) -> dict[str, Any]:
        """What two files have in common when they publish the same plan, as plain JSON values."""
        margins = {(OVER_REGIONS, key): places for key, places in self.ceilings.items()}
        return published(self.unit, self.total, self.places, margins)


def published(
    unit: str, total: int, places: Mapping[tuple[str, str], int], ceilings: Mapping[tuple[str, str], int]
) -> dict[str, Any]:
    """A plan in plain JSON values: its cells by region and category, its ceilings by dimension and key."""
    cells = [[region, category, number] for (region, category), number in sorted(places.items())]
    margins = [[dimension, key, number] for (dimension, key), number in sorted(ceilings.items())]
    return {"unit": unit, "total": total, "cells": cells} | ({"ceilings": margins} if margins else {})


def parse(content: bytes, known: Known) -> PlanFile:
    """The plan in a file of bytes; FileRefused with every fault found."""
    rows, faults = _read(_decoded(content))
    faults += _strangers(rows, known)
    _refuse(faults)
    _refuse([*_repeated(rows), *_mixed(rows), *_margins(rows), *_total(rows)])
    file = _assembled(rows)
    _refuse(_oversplit(file))
    return file


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise FileRefused(*sorted(faults, key=lambda fault: fault.line or 0)[:MOST_FAULTS])


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise FileRefused(Fault(None, _("The file is larger than a plan can be (1 MB).")))
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            Fault(line, _("The file is not in UTF-8; save it as “CSV UTF-8” and load it again."))
        ) from error
    if text.is_blank(decoded):
        raise FileRefused(Fault(None, _("The file is empty.")))
    return decoded


def _read(decoded: str) -> tuple[list[Row], list[Fault]]:
    table = csv.reader(io.StringIO(decoded, newline=""), strict=True)
    rows: list[Row] = []
    faults: list[Fault] = []
    try:
        columns = _columns(next(table))
        for cells in table:
            _take(cells, columns, table.line_num, rows, faults)
    except csv.Error as error:
        raise FileRefused(
            Fault(table.line_num, _("The quotation marks do not match, or a cell is too long."))
        ) from error
    return rows, faults


def _columns(heads: list[str]) -> list[str]:
    columns = [head.strip().lower() for head in heads]
    missing = [column for column in COLUMNS if column not in columns]
    if missing and len(columns) == 1:
        raise FileRefused(Fault(1, _("The columns must be separated by commas and named: %s.") % ", ".join(COLUMNS)))
    if missing:
        raise FileRefused(*(Fault(1, _("The column “%s” is missing.") % column) for column in missing))
    if len(columns) != len(COLUMNS):
        raise FileRefused(Fault(1, _("Each column stands once, and no other: %s.") % ", ".join(COLUMNS)))
    return columns


def _take(cells: list[str], columns: list[str], line: int, rows: list[Row], faults: list[Fault]) -> None:
    """Read one row into `rows`, or say in `faults` why not."""
    if not any(cell.strip() for cell in cells):
        return
    if len(rows) + len(faults) >= MOST_ROWS:
        raise FileRefused(Fault(line, _("The file has more rows than a plan can have (%d).") % MOST_ROWS))
    if len(cells) != len(columns):
        message = _("The row has %(cells)d cells in place of %(columns)d.")
        faults.append(Fault(line, message % {"cells": len(cells), "columns": len(columns)}))
        return
    try:
        rows.append(planrow.read(dict(zip(columns, cells, strict=True)), line))
    except Unreadable as unreadable:
        faults += [Fault(line, message) for message in unreadable.messages]


def _strangers(rows: list[Row], known: Known) -> list[Fault]:
    return [Fault(row.line, message) for row in rows for message in planrow.strange(row, known.units, known.regions)]


def _repeated(rows: list[Row]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        first = seen.setdefault(row.cell, row.line)
        if first != row.line:
            yield Fault(row.line, _("This region and category already stand in line %d.") % first)


def _mixed(rows: list[Row]) -> Iterator[Fault]:
    """A file is one plan: one programme, unit, year and day."""
    first: dict[str, Row] = {}
    for row in rows:
        for name, label in planrow.SHARED.items():
            value = getattr(row, name)
            if value is not None and getattr(first.setdefault(name, row), name) != value:
                yield Fault(row.line, _("A file is one plan, but this %(what)s differs from line %(line)d.") % {
                    "what": label, "line": first[name].line
                })  # fmt: skip


def _margins(rows: list[Row]) -> Iterator[Fault]:
    grains = {row.grain: row.line for row in rows if row.grain}
    if len(grains) > 1 and BOTH in grains:
        message = _(
            "Some rows split by region and by category, others by one of them alone: what would these add to? "
            "Load rows with both, or both margins without them."
        )
        yield Fault(max(grains.values()), message)


def _total(rows: list[Row]) -> Iterator[Fault]:
    if not any(row.is_total for row in rows):
        yield Fault(None, _("The national total is missing: a row with region KZ and no category."))


def _assembled(rows: list[Row]) -> PlanFile:
    total = next(row for row in rows if row.is_total)
    regions = [row for row in rows if row.grain == REGION]
    is_crossed = any(row.grain == CATEGORY for row in rows)
    cells = [row for row in rows if not row.is_total and not (is_crossed and row.grain == REGION)]
    return PlanFile(
        programme=total.programme,
        year=total.year,
        unit=total.unit,
        total=total.places,
        places={row.cell: row.places for row in cells},
        lines={row.cell: row.line for row in cells},
        ceilings={row.region: row.places for row in regions} if is_crossed else {},
        act=total.act,
        source=total.source,
        in_force_from=next((row.in_force_from for row in rows if row.in_force_from), None),
        total_line=total.line,
    )


def _oversplit(file: PlanFile) -> list[Fault]:
    message = _("The split adds up to %(split)d, more than the national total of %(total)d.")
    splits = (file.allocated, sum(file.ceilings.values()))
    return [
        Fault(file.total_line, message % {"split": split, "total": file.total})
        for split in splits
        if split > file.total
    ]
