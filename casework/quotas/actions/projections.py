"""Recalculation: what the ledger says of the pace of each allocation, kept up to date by its new lines alone.

Lines are read once each, by the horizon of transactions: below it every transaction has ended, so that no line can come
later with an earlier mark. A ledger restored into another cluster is read anew as a whole. Nothing here decides.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from casework.common.workdays import local_date
from casework.quotas import rules, stages
from casework.quotas.actions.marks import begin_anew, here, is_foreign, lock_mark
from casework.quotas.models import DailyUse, Entry, HeldByFile, LedgerMark, Projection

READER = "projections"
ALL = "TRUE"
NEW = "id > %s AND transaction >= %s AND transaction < %s"
USED = """
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
HELD = """
    WITH added AS (
        INSERT INTO quotas_heldbyfile (allocation_id, file, places)
        SELECT allocation_id, file, sum(d_held) FROM quotas_entry
        WHERE {lines} AND d_held <> 0 GROUP BY allocation_id, file HAVING sum(d_held) <> 0
        ON CONFLICT (allocation_id, file) DO UPDATE SET places = quotas_heldbyfile.places + EXCLUDED.places
        RETURNING allocation_id
    )
    SELECT DISTINCT allocation_id FROM added
"""
FIGURES = """
    SELECT cell.id, cell."limit" - cell.held - cell.used,
        coalesce(sum(places) FILTER (WHERE day > %(month)s), 0), coalesce(sum(places), 0), coalesce(sum(uses), 0)
    FROM quotas_allocation AS cell LEFT JOIN quotas_dailyuse
        ON allocation_id = cell.id AND day > %(since)s AND day <= %(day)s
    WHERE cell.id = ANY(%(allocations)s::bigint[]) GROUP BY cell.id
"""
STORE = """
    INSERT INTO quotas_projection (
        allocation_id, used_30, used_90, uses_90, exhausted_on, held_by_stage, files_mark, day, horizon, computed_at
    )
    SELECT allocation_id, used_30, used_90, uses_90, exhausted_on, held_by_stage, files_mark, %s, %s, %s
    FROM jsonb_populate_recordset(NULL::quotas_projection, %s::jsonb)
    ON CONFLICT (allocation_id) DO UPDATE SET
        used_30 = EXCLUDED.used_30, used_90 = EXCLUDED.used_90, uses_90 = EXCLUDED.uses_90,
        exhausted_on = EXCLUDED.exhausted_on, held_by_stage = EXCLUDED.held_by_stage,
        files_mark = EXCLUDED.files_mark, day = EXCLUDED.day, horizon = EXCLUDED.horizon,
        computed_at = EXCLUDED.computed_at
"""
Places = Mapping[str, int]


class Read(NamedTuple):
    """Allocations with lines that were read, and those of them of whose places some file now holds others."""

    lines: set[int]
    held: set[int]


class Kept(NamedTuple):
    """What a projection says of files, and the day it was computed for."""

    files_mark: int
    held_by_stage: Places
    day: date


def is_due(day: date) -> bool:
    """Whether the ledger has settled lines nobody read, a file moved, or the days of a pace passed."""
    return _has_new_lines() or bool(_moved(_kept(), stages.told().marks())) or _aged(day).exists()


@transaction.atomic
def recalculate(*, at: datetime, until: int | None = None) -> int:
    """Read the new lines of the ledger and compute the projections that they change; gives their number.

    `until`: the first transaction that is not read; by default the first that may still be running.
    """
    day = local_date(at)
    mark = lock_mark(READER)
    now = here()
    read = _read_anew(mark) if is_foreign(mark, now) else _read_on(mark, now.settled if until is None else until)
    marks, kept = stages.told().marks(), _kept()
    moved = read.held | _moved(kept, marks)
    aged = _aged(day).values_list("pk", flat=True) if any(one.day < day for one in kept.values()) else ()
    changed = read.lines | moved | set(aged)
    held = _held(changed, {pk: one.held_by_stage for pk, one in kept.items() if pk not in moved})
    if changed:
        _store(list(_projected(changed, held, marks, day)), day, mark.horizon, at)
    return len(changed)


def _read_anew(mark: LedgerMark) -> Read:
    """Add up the whole ledger and forget what was added up before; gives every allocation with lines."""
    begin_anew(mark)
    DailyUse.objects.all().delete()
    HeldByFile.objects.all().delete()
    allocations = _add_up(USED, ALL)
    _add_up(HELD, ALL)
    return Read(allocations, allocations)


def _read_on(mark: LedgerMark, until: int) -> Read:
    """Add up the lines since the mark, and move it."""
    bounds = mark.after_line, mark.horizon, until
    lines = _add_up(USED, NEW, *bounds) if until > mark.horizon else set()
    if not lines:
        return Read(set(), set())
    held = _add_up(HELD, NEW, *bounds)
    HeldByFile.objects.filter(allocation__in=held, places=0).delete()
    mark.horizon = until
    mark.save(update_fields=["horizon"])
    return Read(lines, held)


def _add_up(statement: str, lines: str, *bounds: int) -> set[int]:
    """Add these lines to the days they happened on, or to what their files hold; gives the allocations this changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(lines=lines), bounds)
        return {allocation for (allocation,) in cursor.fetchall()}


def _has_new_lines() -> bool:
    mark, now = LedgerMark.objects.filter(pk=READER).first() or LedgerMark(), here()
    if is_foreign(mark, now):
        return Entry.objects.exists()
    lines = Entry.objects.filter(pk__gt=mark.after_line, transaction__gte=mark.horizon)
    return lines.filter(transaction__lt=now.settled).exists()


def _kept() -> dict[int, Kept]:
    rows = Projection.objects.values_list("pk", "files_mark", "held_by_stage", "day")
    return {pk: Kept(*told) for pk, *told in rows}


def _moved(kept: Mapping[int, Kept], marks: Mapping[int, int]) -> set[int]:
    """Allocations whose files are not those of their projection."""
    return {pk for pk, one in kept.items() if marks.get(pk, 0) != one.files_mark}


def _aged(day: date) -> QuerySet[Projection]:
    """Projections of an earlier day with uses that leave the days of their pace as these pass."""
    uses = DailyUse.objects.filter(allocation=OuterRef("pk"), day__gt=F("allocation__projection__day") - _pace())
    return Projection.objects.filter(Exists(uses), day__lt=day)


def _pace() -> timedelta:
    return timedelta(days=rules.PACE_DAYS)


def _held(changed: Collection[int], stood: Mapping[int, Places]) -> dict[int, Places]:
    """Places held by the stage of their files: as they stood, and asked of the files where these moved."""
    asked = set(changed) - stood.keys()
    return {**stood, **(stages.told().held(asked) if asked else {})}


def _projected(
    allocations: Collection[int], held: Mapping[int, Places], marks: Mapping[int, int], day: date
) -> Iterator[dict[str, Any]]:
    """A row for each allocation, by columns."""
    for allocation, free, used_30, used_90, uses_90 in _figures(allocations, day):
        runs_out = rules.exhausted_on(free=free, used=used_90, uses=uses_90, day=day)
        yield {
            "allocation_id": allocation, "used_30": used_30, "used_90": used_90, "uses_90": uses_90,
            "exhausted_on": runs_out and runs_out.isoformat(), "held_by_stage": held.get(allocation, {}),
            "files_mark": marks.get(allocation, 0),
        }  # fmt: skip


def _figures(allocations: Collection[int], day: date) -> list[tuple[int, int | None, int, int, int]]:
    """Of each allocation the places free, those used in 30 and in 90 days up to this one, and the uses of the 90."""
    days = {"day": day, "month": day - timedelta(days=30), "since": day - _pace()}
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, {"allocations": list(allocations), **days})
        return cursor.fetchall()


def _store(rows: list[dict[str, Any]], day: date, horizon: int, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(STORE, [day, horizon, at, json.dumps(rows)])
