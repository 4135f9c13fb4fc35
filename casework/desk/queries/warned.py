"""Allocations that will run out, or nearly have, for whoever answers for the quotas."""

from dataclasses import dataclass

from casework.accounts.models import Officer
from casework.quotas.models import Alert, Allocation
from casework.quotas.states import Warned as Kind

MOST_SHOWN = 8
WEIGHTS = {Kind.SHARE_70: 1, Kind.SHARE_85: 2, Kind.SOON: 3, Kind.SHARE_95: 4}


@dataclass(frozen=True)
class Warned:
    """An allocation with what is said aloud of it: the highest share, and the day that comes near."""

    allocation: Allocation
    alerts: tuple[Alert, ...]

    @property
    def weight(self) -> int:
        return sum(WEIGHTS[Kind(alert.kind)] for alert in self.alerts)


def warned(officer: Officer, year: int) -> list[Warned]:
    """Cells with warnings that stand, the weightiest first; of an officer's region, if any."""
    alerts = Alert.objects.filter(ended_at=None, allocation__plan__year=year)
    if not officer.is_national:
        alerts = alerts.filter(allocation__region=officer.office.region_id)
    by_cell: dict[int, list[Alert]] = {}
    for alert in alerts.select_related("allocation__plan__programme", "allocation__region").order_by("raised_at", "pk"):
        by_cell.setdefault(alert.allocation_id, []).append(alert)
    found = [Warned(alerts[0].allocation, _weightiest(alerts)) for alerts in by_cell.values()]
    return sorted(found, key=lambda one: (-one.weight, one.allocation.label))[:MOST_SHOWN]


def _weightiest(alerts: list[Alert]) -> tuple[Alert, ...]:
    shares = sorted((alert for alert in alerts if alert.kind != Kind.SOON), key=lambda alert: alert.kind)
    return (*shares[-1:], *(alert for alert in alerts if alert.kind == Kind.SOON))
