"""All writes to the reference data: loading the tables of the project."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from casework.reference import rules
from casework.reference.loading import Loaded, load, read
from casework.reference.models import CalendarDay, DocumentKind, Figure, Ground, LegalAct, Region

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_reference(*, at: datetime) -> list[Loaded]:
    """Bring every table of reference data to what the project holds; a second time nothing changes."""
    return [_regions(at), _acts(at), _figures(at), _calendar(at), _grounds(at), _document_kinds(at)]


def _regions(at: datetime) -> Loaded:
    rows = [
        _without(row, "parent") | _dates(row, "since", "until") | {"parent_id": row["parent"] or None}
        for row in read(DATA / "regions.csv")
    ]
    return load(Region, rows, key=["code"], at=at)


def _acts(at: datetime) -> Loaded:
    rows = [row | _dates(row, "adopted_on") for row in read(DATA / "acts.csv")]
    return load(LegalAct, rows, key=["title"], at=at)


def _figures(at: datetime) -> Loaded:
    acts = _act_ids()
    rows = [
        _without(row, "act")
        | _dates(row, "since", "until")
        | {"act_id": acts[row["act"]], "value": Decimal(row["value"]), "is_approximate": _yes(row["is_approximate"])}
        for row in read(DATA / "figures.csv")
    ]
    return load(Figure, rows, key=["key", "since"], at=at)


def _calendar(at: datetime) -> Loaded:
    """Complete: a day that the law or the moon gives no longer is taken out again."""
    rows = [asdict(day) for day in rules.calendar(read(DATA / "swaps.csv"))]
    return load(CalendarDay, rows, key=["day"], at=at, complete=True)


def _grounds(at: datetime) -> Loaded:
    acts = _act_ids()
    rows = [_without(row, "act") | {"act_id": acts[row["act"]]} for row in read(DATA / "grounds.csv")]
    return load(Ground, rows, key=["code"], at=at)


def _document_kinds(at: datetime) -> Loaded:
    rows = [row | {"is_identity": _yes(row["is_identity"])} for row in read(DATA / "document_kinds.csv")]
    return load(DocumentKind, rows, key=["code"], at=at)


def _act_ids() -> dict[str, int | None]:
    """Ids of legal acts by title; no title, no act."""
    return {"": None, **dict(LegalAct.objects.values_list("title", "pk"))}


def _without(row: Mapping[str, str], column: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != column}


def _dates(row: Mapping[str, str], *columns: str) -> dict[str, date | None]:
    return {column: date.fromisoformat(row[column]) if row[column] else None for column in columns}


def _yes(cell: str) -> bool:
    return {"yes": True, "no": False}[cell]
