"""The programmes of the office, from the project's own table."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from casework.quotas.models import Programme
from casework.reference.loading import Loaded, load, read

PROGRAMMES = Path(__file__).parent / "data" / "programmes.csv"


@transaction.atomic
def load_programmes(*, at: datetime) -> Loaded:
    """Bring the programmes to what `data/programmes.csv` says; a second load changes nothing."""
    rows = [{name: row[name] for name in ("code", "name", "unit")} for row in read(PROGRAMMES)]
    return load(Programme, rows, key=["code"], at=at)
