"""Forecasts: what they are worth on 1,000 generated years, and what a night of 500 allocations costs."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from casework.common.workdays import local_date
from casework.quotas.actions.forecasts import foretell, warn, warnings_due
from casework.quotas.actions.projections import recalculate
from casework.quotas.models import Allocation, DailyUse, Forecast, Plan, Projection
from tests.bench.databases import copied
from tests.bench.measures import Better, Bound, Measure, Trial
from tests.bench.office import noon
from tests.bench.volume import LEDGER
from tests.quotas.forecasts.trial import Score, score
from tests.quotas.forecasts.years import DAYS, Region, country

TITLE = "forecasts: 1,000 generated years (seeds 1 to 50), and a night of 500 allocations over a ledger of 1,000,000"
MEASURE = Measure("P10", TITLE, "shares, and seconds", Better.LESS)
SEEDS = range(1, 51)
"""Each a country of 20 regions; the model was tuned on seeds 100 to 139."""
REGIONS, CATEGORIES, YEARS = 20, 25, 4
NIGHT = 60.0


@contextmanager
def prepare() -> Iterator[Trial]:
    worth = list(_worth(score(SEEDS)))
    with copied(LEDGER):
        recalculate(at=timezone.now())
        plan = _plan()
        yield Trial(bounds=[*worth, *_night(plan)])


def _worth(found: Score) -> Iterator[Bound]:
    yield Bound("years outside that band: by how much fewer than 15 %", max(0.0, 0.15 - (1 - found.coverage)), 0)
    yield Bound("years outside the band of 10 to 90 %", 1 - found.coverage, 0.25)
    yield Bound("pinball loss over the straight line's, in places", float(found.ratio()), 0.9)
    yield Bound("the same, every year weighing alike", float(found.ratio_by_size()), 0.9)
    yield Bound("loss of the middle alone over the straight line's", float(found.ratio_of_medians()), 1.0)
    yield Bound("forecasts silent", found.silent / max(found.silent + len(found.inside), 1), 1.0)


@transaction.atomic
def _plan() -> Plan:
    """A plan of 500 cells with four years behind them, its uses by days as recalculation would have them."""
    at = noon()
    worlds = [country(seed, regions=REGIONS, years=YEARS + 1) for seed in range(1, CATEGORIES + 1)]
    day = local_date(at)
    found: list[Plan] = []
    for age in range(YEARS + 1):
        year = {"programme_id": "in_migrant", "year": day.year - YEARS + age}
        plan, _made = Plan.objects.get_or_create(**year, defaults={"unit": "persons"})
        _fill(plan, worlds, age, day)
        found.append(plan)
    _project(found[-1], at)
    return found[-1]


def _fill(plan: Plan, worlds: Sequence[Sequence[Region]], age: int, day: date) -> None:
    regions = list(Allocation.objects.exclude(region=None).values_list("region", flat=True).distinct()[:REGIONS])
    cells = Allocation.objects.bulk_create(
        Allocation(plan=plan, region_id=region, category=f"c{n}", limit=0)
        for n in range(CATEGORIES) for region in regions
    )  # fmt: skip
    used = [one.used[age] for world in worlds for one in world[: len(regions)]]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE quotas_allocation DISABLE TRIGGER USER")
        for cell, places in zip(cells, used, strict=True):
            limit = int(places.sum() * 1.1) + 10
            cursor.execute('UPDATE quotas_allocation SET "limit" = %s WHERE id = %s', [limit, cell.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE quotas_allocation ENABLE TRIGGER USER")
    last = DAYS if plan.year < day.year else (day - date(day.year, 1, 1)).days
    DailyUse.objects.bulk_create(
        DailyUse(allocation=cell, day=date(plan.year, 1, 1) + timedelta(days=int(n)), places=int(places[n]), uses=1)
        for cell, places in zip(cells, used, strict=True)
        for n in np.flatnonzero(places[:last])
    )


def _project(plan: Plan, at: datetime) -> None:
    rows = (
        Projection(allocation=cell, day=local_date(at), horizon=0, computed_at=at) for cell in plan.allocations.all()
    )
    Projection.objects.bulk_create(rows, ignore_conflicts=True)


def _night(plan: Plan) -> Iterator[Bound]:
    at = timezone.now()
    begun = time.perf_counter()
    for each in Plan.objects.filter(year=plan.year, state="open"):
        foretell(each, at=at)
    foretold = time.perf_counter() - begun
    for allocation in warnings_due(local_date(at)):
        warn(allocation, at=at)
    whole = time.perf_counter() - begun
    cells = Forecast.objects.filter(day=local_date(at)).count()
    yield Bound(f"seconds to foretell {cells} allocations, tested on their past months", foretold, NIGHT)
    yield Bound("seconds of the whole night: foretold, tested, warned", whole, NIGHT)
