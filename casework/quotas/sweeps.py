"""Work of the quotas that waits: orders whose day has come, projections behind their ledger, days without snapshot."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from casework.common.sweeps import Sweep, register
from casework.common.workdays import local_date
from casework.quotas.actions import forecasts, projections, snapshots
from casework.quotas.actions.orders import post_order
from casework.quotas.models import Order, Plan

LEDGER = "ledger"


def _orders_due(at: datetime, at_most: int) -> list[str]:
    due = Order.objects.due(local_date(at)).order_by("in_force_from", "pk")
    return [str(pk) for pk in due.values_list("pk", flat=True)[:at_most]]


def _post(order: str, at: datetime) -> None:
    post_order(Order.objects.get(pk=int(order)), at=at)


def _ledger_due(at: datetime, at_most: int) -> list[str]:
    return [LEDGER] if projections.is_due(local_date(at)) else []


def _recalculate(subject: str, at: datetime) -> None:
    projections.recalculate(at=at)


def _days_due(at: datetime, at_most: int) -> list[str]:
    return [day.isoformat() for day in snapshots.days_due(local_date(at))[:at_most]]


def _take_snapshot(day: str, at: datetime) -> None:
    snapshots.take_snapshot(date.fromisoformat(day), at=at)


def _plans_due(at: datetime, at_most: int) -> list[str]:
    return [str(pk) for pk in forecasts.plans_due(local_date(at))[:at_most]]


def _foretell(plan: str, at: datetime) -> None:
    forecasts.foretell(Plan.objects.get(pk=int(plan)), at=at)


def _warnings_due(at: datetime, at_most: int) -> list[str]:
    return [str(pk) for pk in forecasts.warnings_due(local_date(at))[:at_most]]


def _warn(allocation: str, at: datetime) -> None:
    forecasts.warn(int(allocation), at=at)


POST_ORDERS = Sweep("quotas.post_orders", _("Post orders whose day has come"), _orders_due, _post)
RECALCULATE = Sweep("quotas.recalculate", _("Recalculate the quotas"), _ledger_due, _recalculate)
SNAPSHOT = Sweep("quotas.snapshot", _("Keep the quotas of each day"), _days_due, _take_snapshot)
FORETELL = Sweep("quotas.foretell", _("Foretell what will run out"), _plans_due, _foretell)
WARN = Sweep("quotas.warn", _("Raise and end the warnings of quotas"), _warnings_due, _warn)


def register_sweeps() -> None:
    for sweep in (POST_ORDERS, RECALCULATE, SNAPSHOT, FORETELL, WARN):
        register(sweep)
