"""Categories of migration, purposes and checkpoints, from the project's own tables."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from casework.arrivals.models import Checkpoint, MigrationCategory, Purpose, StayRule
from casework.reference.loading import Loaded, load, read
from casework.reference.models import LegalAct

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load_arrivals(*, at: datetime) -> list[Loaded]:
    """Bring the tables to what `data` says; a second load changes nothing."""
    return [
        load(MigrationCategory, map(_category, read(DATA / "categories.csv")), key=["code"], at=at),
        load(Purpose, map(_purpose, read(DATA / "purposes.csv")), key=["code"], at=at),
        load(StayRule, map(_rule, read(DATA / "stay_rules.csv")), key=["code", "since"], at=at),
        load(Checkpoint, map(_checkpoint, read(DATA / "checkpoints.csv")), key=["code"], at=at),
    ]


def _category(row: Mapping[str, str]) -> dict[str, Any]:
    return {**row, "is_for_good": row["is_for_good"] == "yes"}


def _purpose(row: Mapping[str, str]) -> dict[str, Any]:
    return {**_without(row, "category"), "category_id": row["category"]}


def _checkpoint(row: Mapping[str, str]) -> dict[str, Any]:
    return {**_without(row, "region"), "region_id": row["region"], "is_generated": row["is_generated"] == "yes"}


def _without(row: Mapping[str, str], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _rule(row: Mapping[str, str]) -> dict[str, Any]:
    act = LegalAct.objects.get(title=row["act"]) if row["act"] else None
    return {
        "code": row["code"], "since": date.fromisoformat(row["since"]),
        "until": date.fromisoformat(row["until"]) if row["until"] else None, "nationality": row["nationality"],
        "purpose_id": row["purpose"] or None, "category_id": row["category"] or None,
        "needs_visa": row["needs_visa"] == "yes", "is_declared": row["is_declared"] == "yes",
        "days": int(row["days"]) if row["days"] else None, "act_id": act.pk if act else None, "remark": row["remark"],
        "source": row["source"],
    }  # fmt: skip
