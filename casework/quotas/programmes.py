"""The programmes of the office, from the project's own table."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from casework.quotas.models import Programme, WaitingRule
from casework.reference.loading import Loaded, load, read

DATA = Path(__file__).parent / "data"
PROGRAMMES, WAITING_RULES = DATA / "programmes.csv", DATA / "waiting_rules.csv"


@transaction.atomic
def load_programmes(*, at: datetime) -> Loaded:
    """Bring the programmes to what `data/programmes.csv` says; a second load changes nothing."""
    rows = [{name: row[name] for name in ("code", "name", "unit")} for row in read(PROGRAMMES)]
    return load(Programme, rows, key=["code"], at=at)


@transaction.atomic
def load_waiting_rules(*, at: datetime) -> Loaded:
    """Bring the rules of waiting lists to what `data/waiting_rules.csv` says; of lots the seed is published there."""
    rows = [
        {"programme_id": row.pop("programme"), "since": date.fromisoformat(row.pop("since")), **row}
        for row in read(WAITING_RULES)
    ]
    return load(WaitingRule, rows, key=["programme_id", "since"], at=at)
