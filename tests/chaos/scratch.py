"""Projections beside what the whole ledger says, reckoned anew by another query than that of the recalculation."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from casework.common.workdays import local_date
from casework.quotas import rules
from casework.quotas.models import Allocation, Entry, HeldByFile, Projection

Figures = tuple[int, int, int, date | None, int]


def wrong(cells: Sequence[Allocation]) -> list[Allocation]:
    """Allocations whose projection is missing, or another than from scratch."""
    found = Projection.objects.in_bulk([cell.pk for cell in cells])
    return [cell for cell in cells if cell.pk not in found or _told(found[cell.pk]) != _from_scratch(cell)]


def _told(found: Projection) -> Figures:
    held = HeldByFile.objects.filter(allocation=found.pk).aggregate(places=Sum("places"))["places"] or 0
    return found.used_30, found.used_90, found.uses_90, found.exhausted_on, held


def _from_scratch(cell: Allocation) -> Figures:
    day, lines = local_date(timezone.now()), Entry.objects.filter(allocation=cell)
    recent = Q(happened_on__gt=day - timedelta(days=30))
    pace = lines.filter(happened_on__gt=day - timedelta(days=rules.PACE_DAYS)).aggregate(
        used_30=Sum("d_used", filter=recent), used=Sum("d_used"), uses=Count("pk", filter=Q(kind="use"))
    )
    sums = lines.aggregate(free=Sum("d_limit") - Sum("d_held") - Sum("d_used"), held=Sum("d_held"))
    used, uses = pace["used"] or 0, pace["uses"]
    runs_out = rules.exhausted_on(free=sums["free"], used=used, uses=uses, day=day)
    return pace["used_30"] or 0, used, uses, runs_out, sums["held"] or 0
