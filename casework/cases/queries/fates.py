"""How files ended, by whom and when, as of a day and as known at a moment. SQL for whoever counts files.

A decision says when it was countersigned and is never unsaid, so that a file that was granted in May and ended in July
is counted as granted in both. What one officer closes is told by the moment of its closing.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from casework.cases.models import Case
from casework.cases.states import CLOSED as CLOSED_STATES
from casework.cases.states import NOT_DECIDED, DecisionState
from casework.common.cubes import Cube, Window, counted

RULING = f"""
    LEFT JOIN LATERAL (
        SELECT step, countersigned_at AS at, outcomes FROM cases_decision
        WHERE case_id = filed.id AND state = '{DecisionState.IN_FORCE.value}' AND step = ANY(%(steps)s)
          AND countersigned_at < %(ended)s AND countersigned_at <= %(known_at)s
        ORDER BY countersigned_at LIMIT 1
    ) AS ruling ON true
"""  # noqa: S608 a word of our own
SHUT = ", ".join(f"'{state.value}'" for state in CLOSED_STATES)
# The steps that one officer takes leave no decision: their moment is that of the closing, or, where the file was closed
# once more later, the one that the trail tells.
SHUT_AT = """
    CASE WHEN filed.state = 'ended' THEN (
        SELECT min(event.at) FROM audit_event AS event WHERE event.subject = filed.number AND event.kind = 'case.issue'
    ) ELSE filed.closed_at END
"""
# A file that was closed for the last time before the period has no part in it, and is not looked at.
# Of each file: `fate` (a step of %(steps)s, a state in which it was closed, or open), when it was closed, whether it is
# overdue at the end of the period.
FILES = f"""
    SELECT filed.*, coalesce(ruling.step, shut.state, 'open') AS fate, ruling.outcomes,
        coalesce(ruling.at, shut.at) AS ended_at,
        least(coalesce(filed.clock_stopped_on, %(last)s), %(last)s) > filed.due_on AS is_late
    FROM cases_case AS filed {RULING}
    LEFT JOIN LATERAL (
        SELECT filed.state, {SHUT_AT} AS at WHERE filed.state IN ({SHUT}) AND ruling.at IS NULL
    ) AS shut ON shut.at < %(ended)s AND shut.at <= %(known_at)s
    WHERE filed.procedure = ANY(%(procedures)s) AND filed.received_on < %(until)s
      AND (filed.closed_at IS NULL OR filed.closed_at >= %(began)s OR filed.closed_at > %(known_at)s)
      AND filed.registered_at <= %(known_at)s
      AND (%(region)s = '' OR filed.settlement_region_id = %(region)s)
"""  # noqa: S608
OPENING = "received_on < %(since)s AND (ended_at IS NULL OR ended_at >= %(began)s)"
RECEIVED = "received_on >= %(since)s"
CLOSED = "ended_at >= %(began)s"
OPEN = "ended_at IS NULL"
UNSAID = ", ".join(f"'{state.value}'" for state in NOT_DECIDED)

SIDES = ("office", "region", "procedure")
FIGURES = ("opening", "received", "closed", "in_time", "on_target", "with_clock", "with_target", "open", "overdue")
PERFORMANCE = f"""
    WITH files AS ({FILES})
    SELECT office.code, settlement_region_id, files.procedure,
        count(*) FILTER (WHERE {OPENING}), count(*) FILTER (WHERE {RECEIVED}), count(*) FILTER (WHERE {CLOSED}),
        count(*) FILTER (WHERE {CLOSED} AND {{day}} <= due_on),
        count(*) FILTER (WHERE {CLOSED} AND {{day}} <= target_on),
        count(*) FILTER (WHERE {CLOSED} AND due_on IS NOT NULL),
        count(*) FILTER (WHERE {CLOSED} AND target_on IS NOT NULL),
        count(*) FILTER (WHERE {OPEN}), count(*) FILTER (WHERE {OPEN} AND is_late)
    FROM files JOIN accounts_office AS office ON office.id = office_id
    GROUP BY 1, 2, 3
""".format(day="coalesce(clock_stopped_on, (ended_at AT TIME ZONE 'Asia/Almaty')::date)")  # noqa: S608
PACE = f"""
    WITH files AS ({FILES}), closed AS (
        SELECT coalesce({{side}}, '') AS side, (ended_at AT TIME ZONE 'Asia/Almaty')::date - received_on AS days
        FROM files JOIN accounts_office AS office ON office.id = office_id WHERE {CLOSED} AND fate NOT IN ({UNSAID})
    )
    SELECT side, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY days)::numeric,
        percentile_cont(0.9) WITHIN GROUP (ORDER BY days)::numeric
    FROM closed GROUP BY GROUPING SETS ((side), ())
"""  # noqa: S608
PACED = {"region": "settlement_region_id", "office": "office.code", "procedure": "files.procedure"}


@dataclass(frozen=True)
class Which:
    """Which files are counted: of these procedures, closed by these steps, to settle in a region or anywhere."""

    procedures: tuple[str, ...]
    steps: tuple[str, ...]
    region: str = ""

    @property
    def words(self) -> dict[str, Any]:
        return {"procedures": list(self.procedures), "steps": list(self.steps), "region": self.region}


@dataclass(frozen=True)
class Pace:
    """Files decided: how many, within how many calendar days of their receipt half and nine of ten were."""

    files: int
    median: Decimal
    nine_of_ten: Decimal


def generated_files(region: str = "") -> int:
    """Files that were made up for demonstration."""
    found = Case.objects.filter(is_generated=True)
    return (found.filter(settlement_region=region) if region else found).count()


def performance(which: Which, window: Window) -> Cube:
    """Files of each office: what came in, what was closed and whether in time, what is open and overdue."""
    return counted(PERFORMANCE, {**which.words, **window.words}, SIDES, FIGURES)


def pace(which: Which, window: Window, side: str) -> dict[str, Pace]:
    """How quickly files were decided in the period, by the code of a side; all of them together under ``*``."""
    with connection.cursor() as cursor:
        cursor.execute(PACE.format(side=PACED[side]), {**which.words, **window.words})
        return {"*" if code is None else code: Pace(*found) for code, *found in cursor.fetchall()}
