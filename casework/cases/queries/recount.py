"""Files against the ledger: what each file should hold and have used, and where the ledger says otherwise.

Whatever is compared is read by one statement, of one moment: a step that is taken meanwhile stands in all books or in
none. Two statements would report it as a difference that never was.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from casework.cases.rules import FAMILIES
from casework.cases.states import OPEN, USING, Outcome
from casework.quotas.models import Plan
from casework.quotas.queries.recount import COUNTERS, ORDER, Counted, named

# Every file that draws on the compared plans or has a line there, with its lines and what they should come to: under
# review it holds at least a place for each counted member, included or issued it has used one for each granted, as
# `rules.places` counts; in other plans than its own it holds and uses nothing.
FILES = """
    WITH written AS (
        SELECT file, sum(d_held) AS held, sum(d_used) AS used FROM quotas_entry
        WHERE file <> '' AND (%(plans)s::bigint[] IS NULL OR allocation_id IN (
            SELECT id FROM quotas_allocation WHERE plan_id = ANY(%(plans)s::bigint[])
        )) AND (%(file)s::text IS NULL OR file = %(file)s) GROUP BY file
    ), members AS (
        SELECT case_id, count(*) AS counted, count(*) FILTER (WHERE outcome = %(granted)s) AS granted
        FROM cases_casemember
        WHERE is_counted AND (%(file)s::text IS NULL OR case_id = (SELECT id FROM cases_case WHERE number = %(file)s))
        GROUP BY case_id
    ), known AS (
        SELECT file.id, file.number, file.state, file.is_generated, plan.unit = %(families)s AS is_by_families,
            plan.id IS NOT NULL AND (%(plans)s::bigint[] IS NULL OR plan.id = ANY(%(plans)s::bigint[])) AS draws
        FROM cases_case AS file
            LEFT JOIN quotas_allocation AS cell ON cell.id = file.allocation_id
            LEFT JOIN quotas_plan AS plan ON plan.id = cell.plan_id
        WHERE %(file)s::text IS NULL OR file.number = %(file)s
    ), files AS (
        SELECT coalesce(known.number, written.file) AS file, coalesce(known.state, '') AS state,
            coalesce(known.is_generated, false) AS is_generated,
            coalesce(written.held, 0) AS held, coalesce(written.used, 0) AS used,
            CASE WHEN draws AND state = ANY(%(open)s)
                THEN least(members.counted, CASE WHEN is_by_families THEN 1 END) ELSE 0 END AS should_hold,
            CASE WHEN draws AND state = ANY(%(using)s)
                THEN least(members.granted, CASE WHEN is_by_families THEN 1 END) ELSE 0 END AS should_use
        FROM written FULL JOIN known ON known.number = written.file LEFT JOIN members ON members.case_id = known.id
        WHERE written.file IS NOT NULL OR known.draws
    ), compared AS (
        SELECT file, state, is_generated, held, used,
            coalesce(should_hold, 0) AS held_by_file, coalesce(should_use, 0) AS used_by_file,
            used <> coalesce(should_use, 0)
                OR CASE WHEN should_hold > 0 THEN held < should_hold ELSE held <> 0 END AS differs
        FROM files
    )
    SELECT count(*) AS files, count(*) FILTER (WHERE is_generated) AS generated,
        coalesce(jsonb_agg(to_jsonb(compared) - 'is_generated' - 'differs' ORDER BY file) FILTER (WHERE differs), '[]')
            AS differences
    FROM compared
"""
ALL = f"""
    SELECT found.differences, (
        SELECT coalesce(jsonb_agg(to_jsonb(counters) ORDER BY {ORDER}), '[]') FROM ({COUNTERS}) AS counters
    ) FROM ({FILES}) AS found
"""  # noqa: S608 every word of it is our own


@dataclass(frozen=True)
class FileDifference:
    """A file whose places in the ledger are not what its members and its state say; places in the unit of the plan."""

    file: str
    state: str
    held: int
    used: int
    held_by_file: int
    used_by_file: int

    @property
    def held_too_many(self) -> int:
        return self.held - self.held_by_file

    @property
    def used_too_many(self) -> int:
        return self.used - self.used_by_file

    def as_dict(self) -> dict[str, Any]:
        return {"between": "ledger and files", **asdict(self)}


@dataclass(frozen=True)
class Agreement:
    """Ledger against files of some plans: how many were compared, how many of them are generated, which differ."""

    files: int
    generated: int
    differences: list[FileDifference]


def differences() -> list[dict[str, Any]]:
    """Counters against ledger, then ledger against files; empty where all agree."""
    files, counters = _row(ALL, None)
    found = named(Counted(**each) for each in json.loads(counters))
    return [*map(asdict, found), *(each.as_dict() for each in _differing(files))]


def file_difference(number: str) -> FileDifference | None:
    """How the ledger differs from one file now; None where they agree."""
    *_counts, differing = _row(FILES, None, file=number)
    return next(iter(_differing(differing)), None)


def agreement(year: int, programme: str = "") -> Agreement:
    """Ledger against files now, in the plans of a year or in that of one programme."""
    plans = Plan.objects.filter(year=year)
    plans = plans.filter(programme=programme) if programme else plans
    files, generated, differing = _row(FILES, list(plans.values_list("pk", flat=True)))
    return Agreement(files, generated, _differing(differing))


def _differing(found: str) -> list[FileDifference]:
    return [FileDifference(**each) for each in json.loads(found)]


def _row(statement: str, plans: list[int] | None, *, file: str | None = None) -> tuple[Any, ...]:
    words: dict[str, Any] = {
        "granted": Outcome.GRANTED.value,
        "using": [state.value for state in USING],
        "families": FAMILIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, {**words, "open": [state.value for state in OPEN], "plans": plans, "file": file})
        return cursor.fetchone()
