"""At which stage the files stand that hold places."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.states import OPEN, DecisionState, State
from casework.common.workdays import first_moment

PROPOSED, PAUSED = "proposed", "paused"
WAITING = {"proposed": PROPOSED, "paused": PAUSED, "waits": DecisionState.PROPOSED.value}
# What each file holds is added up as the ledger is read; a file holds places of the allocation that it draws on.
HELD = """
    SELECT held.allocation_id, CASE
        WHEN EXISTS (SELECT FROM cases_decision WHERE case_id = file.id AND state = %(waits)s) THEN %(proposed)s
        WHEN EXISTS (SELECT FROM cases_pause WHERE case_id = file.id AND until IS NULL) THEN %(paused)s
        ELSE file.state END AS stage, sum(held.places)
    FROM quotas_heldbyfile AS held
        JOIN cases_case AS file ON file.number = held.file AND file.allocation_id = held.allocation_id
    WHERE held.allocation_id = ANY(%(allocations)s::bigint[]) AND held.places > 0 AND file.state = ANY(%(open)s)
    GROUP BY held.allocation_id, stage
"""
# Exclusive or of what no two states of files share: no change of one is made up for by that of another, as in a sum.
MARKS = """
    SELECT allocation_id, bit_xor(hashint8extended(id, version)) FROM cases_case
    WHERE state = ANY(%(open)s) AND allocation_id IS NOT NULL GROUP BY allocation_id
"""
YIELDS = """
    WITH decided AS (
        SELECT file.id, file.number FROM cases_case AS file
        WHERE file.closed_at >= %(since)s AND file.allocation_id IS NOT NULL
    ), lines AS (
        SELECT decided.id, sum(line.d_used) FILTER (WHERE line.kind = 'use') AS used,
            sum(line.places) FILTER (WHERE line.kind = 'hold') AS held
        FROM decided JOIN quotas_entry AS line ON line.file = decided.number AND line.file <> '' GROUP BY decided.id
    ), through AS (
        SELECT lines.*, EXISTS (SELECT FROM cases_decision WHERE case_id = lines.id) AS was_proposed,
            EXISTS (SELECT FROM cases_pause WHERE case_id = lines.id) AS was_paused
        FROM lines WHERE held > 0
    )
    SELECT coalesce(sum(used), 0), coalesce(sum(held), 0),
        coalesce(sum(used) FILTER (WHERE was_proposed), 0), coalesce(sum(held) FILTER (WHERE was_proposed), 0),
        coalesce(sum(used) FILTER (WHERE was_paused), 0), coalesce(sum(held) FILTER (WHERE was_paused), 0)
    FROM through
"""
STAGE_NAMES: Mapping[str, str | Promise] = {
    **{state.value: state.label for state in State},
    PROPOSED: _("waits for countersignature"),
    PAUSED: _("waits for the applicant"),
}


def marks() -> dict[int, int]:
    """A mark for each allocation, of the versions of open files that draw on it: any step of one changes it."""
    with connection.cursor() as cursor:
        cursor.execute(MARKS, {"open": [state.value for state in OPEN]})
        return dict(cursor.fetchall())


def held(allocations: Collection[int]) -> dict[int, dict[str, int]]:
    """Places held of each allocation by the stage of the open files that hold them, as far as the ledger was read."""
    sums: dict[int, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"open": [state.value for state in OPEN], "allocations": list(allocations), **WAITING})
        for allocation, stage, places in cursor.fetchall():
            sums.setdefault(allocation, {})[stage] = places
    return sums


def yields(since: date) -> dict[str, tuple[int, int]]:
    """Places used and held of files closed since a day: of all (""), and of those once proposed, or paused."""
    with connection.cursor() as cursor:
        cursor.execute(YIELDS, {"since": first_moment(since)})
        row = [int(figure) for figure in cursor.fetchone()]
    return {"": (row[0], row[1]), PROPOSED: (row[2], row[3]), PAUSED: (row[4], row[5])}
