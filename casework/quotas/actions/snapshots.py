"""Snapshots: each allocation at the end of each day."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from casework.common.workdays import local_date
from casework.quotas.models import Plan, Snapshot
from casework.quotas.queries import position_of
from casework.quotas.states import PlanState

DAY = timedelta(days=1)


def days_due(today: date) -> list[date]:
    """Days that ended without a snapshot since the last one, the earliest first; before the first there is none."""
    if not Plan.objects.filter(state=PlanState.OPEN).exists():
        return []
    last = Snapshot.objects.aggregate(last=Max("day"))["last"] or today - 2 * DAY
    return [last + n * DAY for n in range(1, (today - last).days)]


@transaction.atomic
def take_snapshot(day: date, *, at: datetime) -> int:
    """Keep every allocation of the open plans as it stood at the end of a day; gives how many, 0 where it is there."""
    if day >= local_date(at) or Snapshot.objects.filter(day=day).exists():
        return 0
    plans = Plan.objects.filter(state=PlanState.OPEN)
    cells = [cell for plan in plans for cell in position_of(plan, as_of=day)]
    Snapshot.objects.bulk_create(
        Snapshot(allocation_id=cell.allocation, day=day, limit=cell.limit, held=cell.held, used=cell.used, taken_at=at)
        for cell in cells
    )
    return len(cells)
