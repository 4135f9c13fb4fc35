"""Recalculation: what the ledger says of the pace of each allocation, kept up to date by its new lines alone.

Lines are read once each, by the horizon of transactions: below it every transaction has ended, so that no line can come
later with an earlier mark. A ledger restored into another cluster is read anew as a whole. Nothing here decides.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from casework.common.workdays import local_date
from casework.quotas import rules, stages
from casework.quotas.actions.marks import begin_anew, is_foreign, lock_mark, settled_horizon
from casework.quotas.models import Allocation, DailyUse, Entry, LedgerMark, Projection

READER = "projections"
ALL = "TRUE"
NEW = "id > %s AND transaction >= %s AND transaction < %s"
ADD_UP = """
    WITH fresh AS (
        SELECT allocation_id, happened_on, sum(d_used) AS places,
            count(*) FILTER (WHERE kind IN ('use', 'opening')) AS uses
        FROM quotas_entry WHERE {lines} GROUP BY allocation_id, happened_on
    ), added AS (
        INSERT INTO quotas_dailyuse (allocation_id, day, places, uses)
        SELECT allocation_id, happened_on, places, uses FROM fresh WHERE uses > 0 OR places <> 0
        ON CONFLICT (allocation_id, day) DO UPDATE
            SET places = quotas_dailyuse.places + EXCLUDED.places, uses = quotas_dailyuse.uses + EXCLUDED.uses
    )
    SELECT DISTINCT allocation_id FROM fresh
"""


def is_due(day: date) -> bool:
    """Whether the ledger has settled lines nobody read, a file moved, or the days of a pace passed."""
    return _has_new_lines() or bool(_moved(stages.told().marks())) or _aged(day).exists()


@transaction.atomic
def recalculate(*, at: datetime, until: int | None = None) -> int:
    """Read the new lines of the ledger and compute the projections that they change; gives their number.

    `until`: the first transaction that is not read; by default the first that may still be running.
    """
    day = local_date(at)
    mark = lock_mark(READER)
    fresh = _read_anew(mark) if is_foreign(mark) else _read_on(mark, settled_horizon() if until is None else until)
    marks = stages.told().marks()
    changed = fresh | _moved(marks) | set(_aged(day).values_list("pk", flat=True))
    _store(_projected(changed, marks, day, mark.horizon, at))
    return len(changed)


def _read_anew(mark: LedgerMark) -> set[int]:
    """Add up the whole ledger and forget what was added up before; gives every allocation with lines."""
    begin_anew(mark)
    DailyUse.objects.all().delete()
    return _add_up(ALL)


def _read_on(mark: LedgerMark, until: int) -> set[int]:
    """Add up the lines since the mark, and move it; gives their allocations."""
    fresh = _add_up(NEW, mark.after_line, mark.horizon, until) if until > mark.horizon else set()
    if fresh:
        mark.horizon = until
        mark.save(update_fields=["horizon"])
    return fresh


def _add_up(lines: str, *bounds: int) -> set[int]:
    """Add these lines to the days they happened on; gives their allocations."""
    with connection.cursor() as cursor:
        cursor.execute(ADD_UP.format(lines=lines), bounds)
        return {allocation for (allocation,) in cursor.fetchall()}


def _has_new_lines() -> bool:
    mark = LedgerMark.objects.filter(pk=READER).first() or LedgerMark()
    if is_foreign(mark):
        return Entry.objects.exists()
    lines = Entry.objects.filter(pk__gt=mark.after_line, transaction__gte=mark.horizon)
    return lines.filter(transaction__lt=settled_horizon()).exists()


def _moved(marks: Mapping[int, int]) -> set[int]:
    """Allocations whose files are not those of their projection."""
    known = dict(Projection.objects.values_list("pk", "files_mark"))
    return {pk for pk, mark in known.items() if marks.get(pk, 0) != mark}


def _aged(day: date) -> QuerySet[Projection]:
    """Projections of an earlier day with uses that leave the days of their pace as these pass."""
    uses = DailyUse.objects.filter(allocation=OuterRef("pk"), day__gt=F("allocation__projection__day") - _pace())
    return Projection.objects.filter(Exists(uses), day__lt=day)


def _pace() -> timedelta:
    return timedelta(days=rules.PACE_DAYS)


def _projected(
    allocations: Collection[int], marks: Mapping[int, int], day: date, horizon: int, at: datetime
) -> Iterable[Projection]:
    held = stages.told().held(allocations) if allocations else {}
    paces = _paces(allocations, day)
    for cell in Allocation.objects.filter(pk__in=allocations):
        used_30, used_90, uses_90 = paces.get(cell.pk, (0, 0, 0))
        yield Projection(
            allocation=cell, used_30=used_30, used_90=used_90, uses_90=uses_90, held_by_stage=held.get(cell.pk, {}),
            files_mark=marks.get(cell.pk, 0), day=day, horizon=horizon, computed_at=at,
            exhausted_on=rules.exhausted_on(free=cell.free, used=used_90, uses=uses_90, day=day),
        )  # fmt: skip


def _paces(allocations: Collection[int], day: date) -> Mapping[int, tuple[int, int, int]]:
    """Places used in 30 and in 90 days up to and with this one, and the uses of the 90."""
    recent = Q(day__gt=day - timedelta(days=30))
    uses = DailyUse.objects.filter(allocation__in=allocations, day__gt=day - _pace(), day__lte=day).order_by()
    sums = uses.values_list("allocation").annotate(
        recent=Sum("places", filter=recent), all=Sum("places"), number=Sum("uses")
    )
    return {allocation: (used_30 or 0, used_90, uses_90) for allocation, used_30, used_90, uses_90 in sums}


def _store(projections: Iterable[Projection]) -> None:
    fields = [field.name for field in Projection._meta.fields if not field.primary_key and field.name != "forecast"]
    Projection.objects.bulk_create(
        projections, update_conflicts=True, unique_fields=["allocation"], update_fields=fields
    )
