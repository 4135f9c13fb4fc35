"""At which stage the files stand that hold places."""

from collections.abc import Collection, Mapping

from django.db import connection
from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.cases.states import OPEN, DecisionState, State

PROPOSED, PAUSED = "proposed", "paused"
WAITING = {"proposed": PROPOSED, "paused": PAUSED, "waits": DecisionState.PROPOSED.value}
# Ledgers know files by number only; the lines of thousands of files are found and added up where they lie.
HELD = """
    SELECT line.allocation_id, CASE
        WHEN EXISTS (SELECT FROM cases_decision WHERE case_id = file.id AND state = %(waits)s) THEN %(proposed)s
        WHEN EXISTS (SELECT FROM cases_pause WHERE case_id = file.id AND until IS NULL) THEN %(paused)s
        ELSE file.state END AS stage, sum(line.d_held)
    FROM cases_case AS file JOIN quotas_entry AS line ON line.file = file.number AND line.file <> ''
    WHERE file.state = ANY(%(open)s) AND file.allocation_id = ANY(%(allocations)s::bigint[])
    GROUP BY line.allocation_id, stage HAVING sum(line.d_held) <> 0
"""
STAGE_NAMES: Mapping[str, str | Promise] = {
    **{state.value: state.label for state in State},
    PROPOSED: _("waits for countersignature"),
    PAUSED: _("waits for the applicant"),
}


def marks() -> dict[int, int]:
    """For each allocation the sum of the versions of open files that draw on it: any step of one changes it."""
    drawing = Case.objects.open().filter(allocation__isnull=False).order_by()
    return dict(drawing.values_list("allocation").annotate(Sum("version")))


def held(allocations: Collection[int]) -> dict[int, dict[str, int]]:
    """Places held of each allocation by the stage of the open files that hold them."""
    sums: dict[int, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"open": [state.value for state in OPEN], "allocations": list(allocations), **WAITING})
        for allocation, stage, places in cursor.fetchall():
            sums.setdefault(allocation, {})[stage] = places
    return sums
