"""Where allocations are heading, as the last recalculation found it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from casework.quotas import stages
from casework.quotas.models import Allocation, Projection


@dataclass(frozen=True)
class Outlook:
    """The pace of an allocation, what its holds wait for, and when it runs out; places in the unit of its plan.

    `runs_out_on` is None where too few uses tell; `is_this_year`: whether it runs out while its plan runs.
    """

    used_30: int
    used_90: int
    uses_90: int
    runs_out_on: date | None
    is_this_year: bool
    held: tuple[tuple[str | Promise, int], ...]
    computed_at: datetime


def outlook(allocation: Allocation) -> Outlook | None:
    """None where nothing was ever computed: no line moved this allocation yet, or the last one is seconds old."""
    found = Projection.objects.filter(pk=allocation.pk).first()
    if found is None:
        return None
    year = allocation.plan.year
    return Outlook(
        used_30=found.used_30,
        used_90=found.used_90,
        uses_90=found.uses_90,
        runs_out_on=found.exhausted_on,
        is_this_year=found.exhausted_on is not None and found.exhausted_on.year <= year,
        held=_by_stage(found.held_by_stage),
        computed_at=found.computed_at,
    )


def _by_stage(held: dict[str, int]) -> tuple[tuple[str | Promise, int], ...]:
    names = stages.told().names
    rows = sorted(held.items(), key=lambda row: (-row[1], row[0]))
    return tuple((names.get(stage, stage), places) for stage, places in rows)
