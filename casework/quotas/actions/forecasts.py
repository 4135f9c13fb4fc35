"""Forecasts, each night and whenever an allocation moved much since; and the warnings that follow from them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Abs, Coalesce

from casework.common.workdays import local_date
from casework.quotas.models import Alert, Allocation, Forecast, Plan
from casework.quotas.queries.history import History, history
from casework.quotas.rules.backtest import backtest
from casework.quotas.rules.forecast import Outcome, forecast
from casework.quotas.rules.prospects import end_of_week, prospects, warned, week_of
from casework.quotas.states import PlanState, Silence

MOVED = 0.03
"""Of the limit: once so much more or less is taken than when it was foretold, it is foretold anew."""
FIELDS = [field.name for field in Forecast._meta.fields if field.name not in ("id", "allocation", "day")]
POINT = """
    UPDATE quotas_projection AS projection SET forecast_id = forecast.id FROM quotas_forecast AS forecast
    WHERE forecast.allocation_id = projection.allocation_id AND forecast.day = %s
        AND forecast.allocation_id = ANY(%s) AND projection.forecast_id IS DISTINCT FROM forecast.id
"""


def running(day: date) -> QuerySet[Plan]:
    return Plan.objects.filter(state=PlanState.OPEN, year=day.year)


def cells_due(day: date) -> QuerySet[Allocation]:
    """Cells of running plans without a forecast of this day, or that moved much since it."""
    last = {name: F(f"projection__forecast__{name}") for name in ("day", "limit", "used", "held")}
    found = Allocation.objects.filter(plan__in=running(day), limit__isnull=False, projection__isnull=False)
    found = found.exclude(region=None, category="")
    taken = Coalesce(last["used"] + last["held"], 0)
    moved = found.annotate(apart=Abs(F("used") + F("held") - taken))
    is_new = Q(projection__forecast=None) | Q(projection__forecast__day__lt=day)
    has_moved = ~Q(limit=last["limit"]) | Q(apart__gt=F("limit") * MOVED + 2)
    return moved.filter(is_new | has_moved)


def plans_due(day: date) -> list[int]:
    return list(cells_due(day).order_by("plan").values_list("plan", flat=True).distinct())


@transaction.atomic
def foretell(plan: Plan, *, at: datetime) -> int:
    """Foretell the cells of a plan that are due; gives their number."""
    day = local_date(at)
    Plan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)
    due = set(cells_due(day).filter(plan=plan).values_list("pk", flat=True))
    rows = list(_foretold(plan, day, due, at)) if due else []
    Forecast.objects.bulk_create(rows, update_conflicts=True, unique_fields=["allocation", "day"], update_fields=FIELDS)
    with connection.cursor() as cursor:
        cursor.execute(POINT, [day, [row.allocation_id for row in rows]])
    return len(rows)


def _foretold(plan: Plan, day: date, due: set[int], at: datetime) -> Iterable[Forecast]:
    known = history(plan, day)
    week, gone = week_of(day)
    seed = plan.pk * 100_000 + day.toordinal()
    outcomes = forecast(known.past, known.standing, week=week, seed=seed, gone=gone)
    tested = _tested(known, day, week, seed)
    for n, (cell, outcome) in enumerate(zip(known.cells, outcomes, strict=True)):
        if cell.pk in due:
            yield _row(known, n, outcome, day, {"tested": tested[n], "computed_at": at})


def _tested(known: History, day: date, week: int, seed: int) -> Sequence[Mapping[str, Any]]:
    """Once a month; until then the figures of its first day stand."""
    month = f"{day:%Y-%m}"
    last = dict(
        Forecast.objects.filter(allocation__in=known.cells, tested__month=month, day__gte=day.replace(day=1))
        .order_by("day").values_list("allocation", "tested")
    )  # fmt: skip
    if all(cell.pk in last for cell in known.cells):
        return [last[cell.pk] for cell in known.cells]
    return [{"month": month, **one.told()} for one in backtest(known.past, week=week, seed=seed)]


def _row(known: History, n: int, outcome: Outcome, day: date, more: Mapping[str, Any]) -> Forecast:
    cell = known.cells[n]
    row = Forecast(
        allocation=cell, day=day, limit=cell.limit, used=cell.used, held=cell.held,
        coming=round(float(known.standing.coming[n]), 1), sittings=int(known.past.sittings[n, -3:].sum()),
        years=int(known.years[n]), silence=Silence.FEW if outcome.is_silent else "", **more,
    )  # fmt: skip
    if not outcome.is_silent:
        _speak(row, outcome, day)
    return row


def _speak(row: Forecast, outcome: Outcome, day: date) -> None:
    fan = [(end_of_week(day.year, week).isoformat(), *(round(p, 1) for p in band)) for week, *band in outcome.fan]
    row.fan, row.demand = fan, [round(places, 1) for places in outcome.demand]
    found = prospects(row.fan, row.demand, row.limit or 0, day=day, free=row.free or 0)
    row.probability, row.unused, row.refused = found.probability, found.unused, found.refused
    row.runs_out_early, row.runs_out_on, row.runs_out_late = found.early, found.middle, found.late


def warnings_due(day: date) -> list[int]:
    """Allocations whose standing warnings are not those that hold true."""
    return [cell.pk for cell in _warnable(day) if _wanted(cell, day) != _standing(cell)]


@transaction.atomic
def warn(allocation: int, *, at: datetime) -> None:
    """Raise and end the warnings of an allocation as its figures stand."""
    Allocation.objects.select_for_update(of=("self",), no_key=True).get(pk=allocation)
    cell = _warnable(local_date(at)).filter(pk=allocation).first()
    standing = set(Alert.objects.filter(allocation=allocation, ended_at=None).values_list("kind", flat=True))
    wanted = _wanted(cell, local_date(at)) if cell else set()
    Alert.objects.filter(allocation=allocation, ended_at=None).exclude(kind__in=wanted).update(ended_at=at)
    Alert.objects.bulk_create(
        Alert(allocation_id=allocation, kind=kind, raised_at=at) for kind in sorted(wanted - standing)
    )


def _warnable(day: date) -> QuerySet[Allocation]:
    """Cells that can run out this year, and those of other years with warnings that still stand."""
    runs = Q(plan__in=running(day), limit__gt=0) & ~Q(region=None, category="")
    found = Allocation.objects.filter(runs | Q(alerts__ended_at=None, alerts__isnull=False)).distinct()
    return found.select_related("plan", "projection__forecast").prefetch_related("alerts")


def _standing(cell: Allocation) -> set[str]:
    return {alert.kind for alert in cell.alerts.all() if alert.ended_at is None}


def _wanted(cell: Allocation, day: date) -> set[str]:
    if cell.plan.state != PlanState.OPEN or cell.plan.year != day.year or not cell.limit:
        return set()
    projection = getattr(cell, "projection", None)
    told = projection.forecast if projection else None
    share = (cell.held + cell.used) / cell.limit
    return warned(share, told.runs_out_on if told else None, day, _standing(cell))
