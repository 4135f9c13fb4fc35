"""Categories, activities and rules of places, from the project's own tables."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from casework.labour.models import Activity, Category, PlaceRule
from casework.reference.loading import Loaded, load, read

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_labour(*, at: datetime) -> list[Loaded]:
    """Bring the tables to what `data` says; a second load changes nothing."""
    categories = [_category(row) for row in read(DATA / "categories.csv")]
    activities = read(DATA / "activities.csv")
    return [
        load(Category, categories, key=["code", "since"], at=at),
        load(Activity, activities, key=["code"], at=at),
        load(PlaceRule, [_rule(row) for row in read(DATA / "place_rules.csv")], key=["programme_id", "since"], at=at),
    ]


def _rule(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "programme_id": row["programme"],
        "since": _day(row["since"]),
        "returns": row["returns"].split(),
        "renewals_draw": row["renewals_draw"] == "yes",
        "source": row["source"],
    }


def _category(row: Mapping[str, str]) -> dict[str, Any]:
    numbers = {name: _number(row[name]) for name in ("ordinal", "months_least", "months_most", "renewals_most")}
    return {
        **row,
        **numbers,
        "is_seasonal": row["is_seasonal"] == "yes",
        "since": _day(row["since"]),
        "until": _day(row["until"]),
    }


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
