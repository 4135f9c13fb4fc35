"""How the work that waits is getting on: each sweep with its last run, and what is parked."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise

from casework.cases.models import Drift, Recount
from casework.common import sweeps
from casework.common.models import Attempt, SweepRun

COUNTED_AT_MOST = 1000


@dataclass(frozen=True)
class Standing:
    """A sweep as it stands: what waits now, its last run (None: never), what is parked."""

    name: str
    label: str | Promise
    waiting: int
    is_capped: bool
    parked: int
    last: SweepRun | None


def standings(at: datetime) -> list[Standing]:
    """Every sweep, those with parked subjects first."""
    runs = {run.sweep: run for run in SweepRun.objects.all()}
    rows = [_standing(sweep, runs.get(sweep.name), at) for sweep in sweeps.registered().values()]
    return sorted(rows, key=lambda row: (row.parked == 0, str(row.label)))


def _standing(sweep: sweeps.Sweep, last: SweepRun | None, at: datetime) -> Standing:
    waiting = len(sweeps.waiting(sweep, at, COUNTED_AT_MOST + 1))
    found = parked().filter(sweep=sweep.name).count()
    return Standing(sweep.name, sweep.label, min(waiting, COUNTED_AT_MOST), waiting > COUNTED_AT_MOST, found, last)


def parked() -> QuerySet[Attempt]:
    """Subjects that failed five times, the latest first."""
    return Attempt.objects.filter(parked_at__isnull=False).order_by("-parked_at", "pk")


def last_recount() -> Recount | None:
    return Recount.objects.first()


def open_drifts() -> QuerySet[Drift]:
    """Books that differ, as the recounts found them and none has found gone."""
    return Drift.objects.filter(gone_at=None).select_related("found")
